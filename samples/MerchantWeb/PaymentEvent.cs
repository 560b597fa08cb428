namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>Something that happened to a payment, for people.</summary>
/// <param name="At">When (UTC).</param>
/// <param name="Text">What.</param>
internal sealed record PaymentEvent(DateTimeOffset At, string Text);
