namespace PaymentStatusSdk.Conformance.Tests;

/// <summary>A failure that lies in the surroundings, set up before the start, and not in one answer.</summary>
public sealed record FailureScenario(string Name, TransactionStatusErrorKind Kind, Action<GatewayFixture> Arrange)
{
    public bool IsTransient { get; init; }
}
