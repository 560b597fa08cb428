namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>Moves a payment at its simulated gateway.</summary>
/// <param name="To">One of the payment's moves.</param>
internal sealed record MoveRequest(string? To);
