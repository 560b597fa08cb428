using System.Text.Json.Serialization;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Invariants;

/// <summary>Something that happened to one tracked row, in the order in which it took effect in the store.</summary>
/// <param name="At">The time, by the clock that the instance uses.</param>
/// <param name="RowId">The number of the row.</param>
[JsonDerivedType(typeof(RowEnrolled), nameof(RowEnrolled))]
[JsonDerivedType(typeof(RowWoken), nameof(RowWoken))]
[JsonDerivedType(typeof(RowNotWoken), nameof(RowNotWoken))]
[JsonDerivedType(typeof(RowStopped), nameof(RowStopped))]
[JsonDerivedType(typeof(RowResolved), nameof(RowResolved))]
[JsonDerivedType(typeof(CheckClaimed), nameof(CheckClaimed))]
[JsonDerivedType(typeof(CheckRenewed), nameof(CheckRenewed))]
[JsonDerivedType(typeof(QueryAnswered), nameof(QueryAnswered))]
[JsonDerivedType(typeof(CheckCommitted), nameof(CheckCommitted))]
[JsonDerivedType(typeof(ChangeClaimed), nameof(ChangeClaimed))]
[JsonDerivedType(typeof(ChangeRenewed), nameof(ChangeRenewed))]
[JsonDerivedType(typeof(HandlerStarted), nameof(HandlerStarted))]
[JsonDerivedType(typeof(HandlerEnded), nameof(HandlerEnded))]
[JsonDerivedType(typeof(EffectCommitted), nameof(EffectCommitted))]
[JsonDerivedType(typeof(DeliveryCommitted), nameof(DeliveryCommitted))]
[JsonDerivedType(typeof(ChangeRedelivered), nameof(ChangeRedelivered))]
[JsonDerivedType(typeof(RowPruned), nameof(RowPruned))]
[JsonDerivedType(typeof(ChangePruned), nameof(ChangePruned))]
public abstract record TrackingEvent(DateTimeOffset At, long RowId)
{
    /// <summary>The instance, for messages; the rules do not use it.</summary>
    public string? Instance { get; init; }

    /// <summary>The time of the database's own clock; null when it is not known.</summary>
    public DateTimeOffset? DatabaseAt { get; init; }

    /// <summary>The wall clock of the instance; null when it is not known.</summary>
    public DateTimeOffset? WallAt { get; init; }

    /// <summary>The time by which leases are compared.</summary>
    internal DateTimeOffset TrueAt => DatabaseAt ?? At;
}

/// <summary>A row was added, or tracked again.</summary>
/// <param name="At">The time.</param>
/// <param name="Row">The row as it is stored.</param>
/// <param name="Fence">The row's fencing number; 0 for a new row, or when it is not known.</param>
public sealed record RowEnrolled(DateTimeOffset At, TrackedTransaction Row, long Fence) : TrackingEvent(At, Row.Id)
{
    /// <summary>Whether the row existed. Only the order of logged events depends on it.</summary>
    public bool IsJoined { get; init; }

    /// <summary>The row as it would be if the transaction were not tracked yet; null when it is not known.</summary>
    public TrackedTransaction? Fresh { get; init; }
}

/// <summary>A notification or a call woke a row.</summary>
public sealed record RowWoken(DateTimeOffset At, long RowId) : TrackingEvent(At, RowId)
{
    /// <summary>The notification or call; null in logs.</summary>
    public WakeRequest? Request { get; init; }

    /// <summary>When the row is due afterwards; null in logs.</summary>
    public DateTimeOffset? DueAt { get; init; }
}

/// <summary>A notification or a call left a row as it was.</summary>
/// <param name="At">The time.</param>
/// <param name="RowId">The row.</param>
/// <param name="Request">The notification or call.</param>
public sealed record RowNotWoken(DateTimeOffset At, long RowId, WakeRequest Request) : TrackingEvent(At, RowId);

/// <summary>The merchant stopped a row.</summary>
public sealed record RowStopped(DateTimeOffset At, long RowId, long Fence) : TrackingEvent(At, RowId);

/// <summary>An instance claimed a row for a check.</summary>
/// <param name="At">The time.</param>
/// <param name="RowId">The row.</param>
/// <param name="Fence">The fencing number of the claim.</param>
/// <param name="Until">The end of the lease.</param>
public sealed record CheckClaimed(DateTimeOffset At, long RowId, long Fence, DateTimeOffset Until) : TrackingEvent(At, RowId)
{
    /// <summary>The row's counts at the claim. Only the order of logged events depends on them.</summary>
    public ClaimedCounts? Counts { get; init; }
}

/// <summary>The counts of a claimed row.</summary>
/// <param name="Wakes">How often it was woken.</param>
/// <param name="Checks">How often it was checked.</param>
public sealed record ClaimedCounts(long Wakes, int Checks);

/// <summary>The lease of a claim was renewed, or shortened because a clock was set back.</summary>
public sealed record CheckRenewed(DateTimeOffset At, long RowId, long Fence, DateTimeOffset Until) : TrackingEvent(At, RowId);

/// <summary>A query for a row ended.</summary>
/// <param name="At">The time.</param>
/// <param name="RowId">The row.</param>
/// <param name="Fence">The fencing number of the claim.</param>
/// <param name="AskedAt">When the query was sent.</param>
/// <param name="Result">The result; null when the query failed.</param>
public sealed record QueryAnswered(
    DateTimeOffset At, long RowId, long Fence, DateTimeOffset AskedAt, TransactionStatusResult? Result) : TrackingEvent(At, RowId);

/// <summary>An instance committed a check. Of one batch, rows that were written precede rows that became duplicates.</summary>
/// <param name="At">The time of the commit.</param>
/// <param name="Row">The row as it is stored afterwards.</param>
/// <param name="Fence">The fencing number of the claim.</param>
/// <param name="Outcome">The outcome.</param>
/// <param name="Changes">The changes that were added.</param>
public sealed record CheckCommitted(
    DateTimeOffset At, TrackedTransaction Row, long Fence, CommitOutcome Outcome, IReadOnlyList<StatusChange> Changes)
    : TrackingEvent(At, Row.Id)
{
    /// <summary>When the row is due if it was woken meanwhile. Only logs have it: there, the stored row is not known.</summary>
    public DateTimeOffset? DueIfWoken { get; init; }
}

/// <summary>An instance claimed a change for its delivery.</summary>
/// <param name="At">The time.</param>
/// <param name="RowId">The row.</param>
/// <param name="ChangeId">The change.</param>
/// <param name="Fence">The fencing number of the claim.</param>
/// <param name="Until">The end of the lease.</param>
public sealed record ChangeClaimed(DateTimeOffset At, long RowId, Guid ChangeId, long Fence, DateTimeOffset Until)
    : TrackingEvent(At, RowId)
{
    /// <summary>Whether the claim before it was never committed. Only the order of logged events depends on it.</summary>
    public bool HasExpiredLease { get; init; }
}

/// <summary>The lease of a claimed change was renewed, or shortened because a clock was set back.</summary>
public sealed record ChangeRenewed(DateTimeOffset At, long RowId, Guid ChangeId, long Fence, DateTimeOffset Until)
    : TrackingEvent(At, RowId);

/// <summary>A handler was called for a change.</summary>
public sealed record HandlerStarted(DateTimeOffset At, long RowId, Guid ChangeId, long Fence) : TrackingEvent(At, RowId)
{
    /// <summary>
    /// Whether the lease must be held: no time passes between the last look at it and the call, and the clock of the instance was right.
    /// </summary>
    public bool NeedsLease { get; init; }

    /// <summary>The name of the handler, as in <see cref="InvariantSettings.Handlers"/>.</summary>
    public string Handler { get; init; } = "";
}

/// <summary>A handler no longer runs.</summary>
/// <param name="At">The time.</param>
/// <param name="RowId">The row.</param>
/// <param name="ChangeId">The change.</param>
/// <param name="Fence">The fencing number of the claim.</param>
/// <param name="End">How it ended.</param>
public sealed record HandlerEnded(DateTimeOffset At, long RowId, Guid ChangeId, long Fence, HandlerEnd End) : TrackingEvent(At, RowId)
{
    /// <summary>The name of the handler, as in <see cref="InvariantSettings.Handlers"/>.</summary>
    public string Handler { get; init; } = "";
}

/// <summary>How a handler ended.</summary>
public enum HandlerEnd
{
    /// <summary>It returned.</summary>
    Completed,

    /// <summary>It threw.</summary>
    Failed,

    /// <summary>The host stopped.</summary>
    Interrupted,

    /// <summary>The process ended.</summary>
    Crashed,
}

/// <summary>The writes of a transactional handler were committed, together with its completion.</summary>
public sealed record EffectCommitted(DateTimeOffset At, long RowId, Guid ChangeId, long Fence) : TrackingEvent(At, RowId);

/// <summary>An instance committed a delivery.</summary>
/// <param name="At">The time.</param>
/// <param name="RowId">The row.</param>
/// <param name="ChangeId">The change.</param>
/// <param name="Fence">The fencing number of the claim.</param>
/// <param name="Status">The status that it wanted to write.</param>
/// <param name="IsWritten">Whether the store wrote it.</param>
public sealed record DeliveryCommitted(
    DateTimeOffset At, long RowId, Guid ChangeId, long Fence, DeliveryStatus Status, bool IsWritten) : TrackingEvent(At, RowId)
{
    /// <summary>
    /// Whether the try does not count, because the host stops or the store failed. Then the call may be repeated more often.
    /// </summary>
    public bool IsUncounted { get; init; }
}

/// <summary>A parked change is delivered again.</summary>
public sealed record ChangeRedelivered(DateTimeOffset At, long RowId, Guid ChangeId) : TrackingEvent(At, RowId);

/// <summary>An old row was deleted, with its changes.</summary>
public sealed record RowPruned(DateTimeOffset At, long RowId) : TrackingEvent(At, RowId);

/// <summary>An old change was deleted.</summary>
public sealed record ChangePruned(DateTimeOffset At, long RowId, Guid ChangeId) : TrackingEvent(At, RowId);
