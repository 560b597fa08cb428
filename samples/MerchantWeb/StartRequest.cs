namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>Starts a payment.</summary>
/// <param name="Gateway">The client name of the gateway.</param>
internal sealed record StartRequest(string? Gateway);
