namespace PaymentStatusSdk.EndToEnd.Tests.ManyInstances;

/// <summary>One payment, its client and its expected end.</summary>
internal sealed record ExpectedPayment(
    string Client, string MerchantReference, string? GatewayReference, PaymentState Ending, IReadOnlyList<Action> Moves);
