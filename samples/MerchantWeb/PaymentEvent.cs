namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>Something that happened to a payment, for people.</summary>
/// <param name="At">When, the last time (UTC).</param>
/// <param name="Text">What.</param>
/// <param name="Times">How many times in a row.</param>
internal sealed record PaymentEvent(DateTimeOffset At, string Text, int Times = 1);
