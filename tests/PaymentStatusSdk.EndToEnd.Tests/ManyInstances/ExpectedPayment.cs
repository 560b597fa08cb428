namespace PaymentStatusSdk.EndToEnd.Tests.ManyInstances;

/// <summary>One payment: who asks for it, and where it ends.</summary>
internal sealed record ExpectedPayment(
    string Client, string MerchantReference, string? GatewayReference, PaymentState Ending, IReadOnlyList<Action> Moves);
