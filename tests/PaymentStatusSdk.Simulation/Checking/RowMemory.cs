namespace PaymentStatusSdk.Simulation.Checking;

/// <summary>The facts about a row that the rules of a world have noted by the time of the world.</summary>
internal sealed class RowMemory
{
    /// <summary>The number of checks at the last commit.</summary>
    public int Checks { get; set; }

    /// <summary>Whether the merchant has stated the amount to the row, by a call that was not refused.</summary>
    public bool IsAmountStated { get; set; }

    /// <summary>When a query of the row last ended, with or without an answer; null before the first.</summary>
    public DateTimeOffset? QueriedAt { get; set; }

    /// <summary>When an answer was last committed; null before the first.</summary>
    public DateTimeOffset? InformedAt { get; set; }

    /// <summary>When the payment was first completed as paid for good; null before.</summary>
    public DateTimeOffset? SettledAt { get; set; }

    /// <summary>The end of tracking that the row stated then; a wake-up is followed by another end.</summary>
    public DateTimeOffset? CompletedAt { get; set; }

    /// <summary>The number of checks since this end of tracking.</summary>
    public int SettledChecks { get; set; }

    /// <summary>Since when each commit left a state that may still change; null when the last one did not.</summary>
    public DateTimeOffset? ProvisionalSince { get; set; }
}
