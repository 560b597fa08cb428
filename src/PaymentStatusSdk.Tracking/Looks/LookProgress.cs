namespace PaymentStatusSdk.Tracking;

/// <summary>Where in its schedule a transaction stands. Immutable.</summary>
public sealed record LookProgress
{
    /// <summary>The part of the schedule.</summary>
    public LookPhase Phase { get; init; } = LookPhase.Open;

    /// <summary>Since when (UTC).</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>The place in that part: how many of its delays are used up.</summary>
    public int Step { get; init; }

    /// <summary>How many looks in a row got no answer. Those that a busy or broken gateway never took do not count.</summary>
    public int Failures { get; init; }

    /// <summary>How many looks in a row, the last one included, the gateway refused for this transaction.</summary>
    public int Refusals { get; init; }

    /// <summary>
    /// How many looks are left at a final state that has not changed, after the transaction was opened again: a gateway may send its message before its
    /// own answers know of it.
    /// </summary>
    public int Rechecks { get; init; }

    /// <summary>The last finding that is no answer and was told; <see cref="StatusChangeKind.Unknown"/> after an answer. Each is told once in a row.</summary>
    public StatusChangeKind Told { get; init; }

    /// <summary>When the gateway was first asked at or after the deadline without an answer (UTC); null before. From then on it is given an hour more.</summary>
    public DateTimeOffset? DeadlineCheckedAt { get; init; }
}
