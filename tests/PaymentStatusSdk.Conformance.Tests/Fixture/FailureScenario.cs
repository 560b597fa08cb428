namespace PaymentStatusSdk.Conformance.Tests;

/// <summary>A failure of the environment that is set up before the start, instead of a faulty answer.</summary>
public sealed record FailureScenario(string Name, TransactionStatusErrorKind Kind, Action<GatewayFixture> Arrange)
{
    public bool IsTransient { get; init; }
}
