using PaymentStatusSdk.Simulators.Faults;

namespace PaymentStatusSdk.Conformance.Tests;

/// <summary>A fault of the gateway and the expected end of the affected query.</summary>
public sealed record FaultCase
{
    public required string Name { get; init; }

    public required SimulatedFault Fault { get; init; }

    /// <summary>The number of the step that fails.</summary>
    /// <value>Default 1.</value>
    public int Step { get; init; } = 1;

    /// <summary>The time that a query waits for an answer that this fault suppresses; null if it does not wait.</summary>
    public TimeSpan? Wait { get; init; }

    /// <summary>The expected failure; null if a result is expected.</summary>
    public TransactionStatusErrorKind? Failure { get; init; }

    /// <summary>
    /// Only for <see cref="TransactionStatusErrorKind.Rejected"/>, whose codes decide; the failure table says it of all others.
    /// </summary>
    public bool IsTransient { get; init; }

    public LookupOutcome Outcome { get; init; } = LookupOutcome.Answered;

    /// <summary>Whether the answer is read as if nothing were wrong; otherwise its state is Unknown.</summary>
    public bool IsRead { get; init; }

    /// <summary>Whether the fault removes the value of the funds.</summary>
    public bool IsFundsLost { get; init; }

    public IReadOnlyList<StatusAnomalyKind> Anomalies { get; init; } = [];

    public static FaultCase Fails(SimulatedFault fault, TransactionStatusErrorKind kind, string? name = null) =>
        new() { Name = name ?? fault.ToString(), Fault = fault, Failure = kind };

    public static FaultCase Invalid(SimulatedFault fault, string? name = null) =>
        Fails(fault, TransactionStatusErrorKind.InvalidResponse, name);

    public static FaultCase Reads(SimulatedFault fault, params StatusAnomalyKind[] anomalies) =>
        new() { Name = fault.ToString(), Fault = fault, IsRead = true, Anomalies = anomalies };

    public static FaultCase Unknown(SimulatedFault fault, LookupOutcome outcome, params StatusAnomalyKind[] anomalies) =>
        new() { Name = fault.ToString(), Fault = fault, Outcome = outcome, Anomalies = anomalies };

    public FaultCase Called(string name) => this with { Name = name };
}
