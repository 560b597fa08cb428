namespace PaymentStatusSdk.EndToEnd.Tests.ManyInstances;

/// <summary>One payment: who asks for it, and where it ends.</summary>
internal sealed record ExpectedPayment(string Client, string MerchantId, string? GatewayId, PaymentState Ending, IReadOnlyList<Action> Moves);
