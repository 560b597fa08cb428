namespace PaymentStatusSdk.Testing;

/// <summary>One step of a transaction's script: what it becomes after a number of queries. Immutable.</summary>
public sealed record SimulatedStep
{
    /// <summary>How many queries see what was before.</summary>
    /// <value>0 or more, counted from the previous step.</value>
    public required int AfterQueries { get; init; }

    /// <summary>The new state word.</summary>
    public required string State { get; init; }

    /// <summary>PPRO: the new <c>FAILREASON</c>; null leaves it as it is.</summary>
    public string? FailReason { get; init; }

    /// <summary>PPRO: the new <c>FUNDSSTATUS</c>; null leaves it as it is.</summary>
    public string? FundsStatus { get; init; }
}
