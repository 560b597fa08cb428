using PaymentStatusSdk.Invariants;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Clocks;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Exploration.Model;

/// <summary>A process that checks and delivers. Instances with equal content are interchangeable.</summary>
internal sealed record Instance
{
    /// <summary>An instance without work. It compares its clock before it claims, so the last comparison does not matter.</summary>
    public static Instance New { get; } = new() { Clock = Compared(Setting.Start) };

    private static Instance Ahead { get; } = New with { Skew = Setting.Skew };

    private static Instance Behind { get; } = New with { Skew = -Setting.Skew };

    /// <summary>How far its wall clock is ahead of the real time; negative when it is behind.</summary>
    public TimeSpan Skew { get; init; }

    public ClockState Clock { get; init; } = new();

    public Values<CheckTask> Checks { get; init; }

    public Values<DeliveryTask> Deliveries { get; init; }

    /// <summary>Returns the instance as it is when it is not distinguished from others without work.</summary>
    // Without a clock of the store, what an instance has compared so far affects its next comparison.
    public Instance NormalizedOn(ModelStore store) => IsIdle && store.Noted is null ? RestartedOn(store) : this;

    /// <summary>Returns a new process on the same machine.</summary>
    public Instance RestartedOn(ModelStore store)
    {
        var restarted = Skew > TimeSpan.Zero ? Ahead : Skew < TimeSpan.Zero ? Behind : New;
        return store.Noted is null ? restarted : restarted with { Clock = new ClockState() };
    }

    private static ClockState Compared(DateTimeOffset own) => ClockRules.Compare(
        new ClockState(), new ClockReading(own, TimeSpan.Zero, TimeSpan.Zero, new StoreTime { Now = Setting.Start }),
        Setting.Options.MaxClockDifference).State;

    public bool IsIdle => Checks.Count == 0 && Deliveries.Count == 0;
}

/// <summary>A row that an instance has claimed.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="AskedAt">When the query was sent.</param>
internal sealed record CheckTask(ClaimedTransaction Claim, DateTimeOffset AskedAt)
{
    /// <summary>The row to commit; null while the query runs.</summary>
    public TrackedTransaction? Row { get; init; }

    public TransactionKeys Keys { get; init; }

    public Values<StatusChange> Changes { get; init; }

    public DateTimeOffset? DueIfWoken { get; init; }

    /// <summary>The answer, which is reported together with the commit.</summary>
    public QueryAnswered? Answer { get; init; }

    public CheckCommit Commit => new(Row!, Keys, Claim.Fence, Claim.Wakes, Changes) { DueIfWoken = DueIfWoken };
}

/// <summary>A change that an instance has claimed.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="Commit">The result; null while the handler runs.</param>
internal sealed record DeliveryTask(ClaimedChange Claim, DeliveryCommit? Commit)
{
    public long RowId => Claim.Change.Transaction.Id;
}
