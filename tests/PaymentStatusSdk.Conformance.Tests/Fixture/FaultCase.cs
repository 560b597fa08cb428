using PaymentStatusSdk.Simulators.Faults;

namespace PaymentStatusSdk.Conformance.Tests;

/// <summary>A fault of the gateway, and how the query that met it has to end.</summary>
public sealed record FaultCase
{
    public required string Name { get; init; }

    public required SimulatedFault Fault { get; init; }

    /// <summary>Which of several steps goes wrong.</summary>
    /// <value>Default 1.</value>
    public int Step { get; init; } = 1;

    /// <summary>How long, on the clock, an answer is waited for that this fault keeps away; null: nothing is waited for.</summary>
    public TimeSpan? Wait { get; init; }

    /// <summary>The failure; null where there is a result.</summary>
    public TransactionStatusErrorKind? Failure { get; init; }

    /// <summary>
    /// Only for <see cref="TransactionStatusErrorKind.Rejected"/>, whose codes decide; the failure table says it of all others.
    /// </summary>
    public bool IsTransient { get; init; }

    public LookupOutcome Outcome { get; init; } = LookupOutcome.Answered;

    /// <summary>Whether the answer is read as if nothing were wrong; otherwise its state is Unknown.</summary>
    public bool IsRead { get; init; }

    /// <summary>Whether the fault takes the word about the funds away.</summary>
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
