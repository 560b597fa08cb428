namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>Starts a payment.</summary>
/// <param name="Gateway">At which gateway.</param>
internal sealed record StartRequest(string? Gateway);
