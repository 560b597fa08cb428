namespace PaymentStatusSdk.Simulators;

/// <summary>One step of a transaction's script: the change after a number of queries. Immutable.</summary>
public sealed record SimulatedStep
{
    /// <summary>The number of queries that see the previous state.</summary>
    /// <value>0 or more, counted from the previous step.</value>
    public required int AfterQueries { get; init; }

    /// <summary>The new state.</summary>
    public required string State { get; init; }

    /// <summary>PPRO: the new <c>FAILREASON</c>; null keeps the current value.</summary>
    public string? FailReason { get; init; }

    /// <summary>PPRO: the new <c>FUNDSSTATUS</c>; null keeps the current value.</summary>
    public string? FundsStatus { get; init; }
}
