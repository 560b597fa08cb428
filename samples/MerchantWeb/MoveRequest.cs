namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>Moves a payment at its simulated gateway.</summary>
/// <param name="To">One of the moves of the payment.</param>
internal sealed record MoveRequest(string? To);
