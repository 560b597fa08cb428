using PaymentStatusSdk.Invariants;
using PaymentStatusSdk.Simulation.Instances;
using PaymentStatusSdk.Simulation.Stores;
using PaymentStatusSdk.Simulation.Worlds;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Simulation.Checking;

/// <summary>Reports what happens to rows in the store to the invariants.</summary>
internal sealed class CheckEvents(World world, Checker checker)
{
    public void Enrolled(TrackedRecord row, bool isJoined, TrackedTransaction? fresh = null)
    {
        checker.Statements.Enrolled(row, (fresh ?? row.ToTransaction()).Query);
        checker.Rules.Joined(row);
        checker.Add(row.Order, new RowEnrolled(world.Loop.Now, row.ToTransaction(), isJoined ? row.Fence : 0)
        {
            IsJoined = isJoined,
            Fresh = fresh,
        });
        checker.Stored(row);
    }

    public void Woken(TrackedRecord row, WakeRequest call)
    {
        checker.Rules.Woken(row);
        checker.Add(row.Order, new RowWoken(call.Now, row.Id) { Request = call, DueAt = row.DueAt });
        checker.Stored(row);
    }

    public void NotWoken(TrackedRecord row, WakeRequest call) => checker.Add(row.Order, new RowNotWoken(call.Now, row.Id, call));

    public void Stopped(TrackedRecord row, DateTimeOffset now)
    {
        checker.Add(row.Order, new RowStopped(now, row.Id, row.Fence));
        checker.Stored(row);
    }

    public void Claimed(TrackedRecord row, CheckClaim claim, Instance caller) => checker.Add(
        row.Order,
        new CheckClaimed(claim.Now, row.Id, row.Fence, claim.Until) { DatabaseAt = checker.DatabaseTime, WallAt = WrongTimeOf(caller) });

    /// <summary>The lease of the current claim ends at another time now.</summary>
    public void Renewed(TrackedRecord row, DateTimeOffset until) =>
        checker.Add(row.Order, new CheckRenewed(world.Loop.Now, row.Id, row.Fence, until));

    public void Answered(Instance instance, ClaimedTransaction claim, DateTimeOffset askedAt, TransactionStatusResult? result)
    {
        if (world.Store.Get(claim.Transaction.Id) is not { } row) return;
        row.Memory.QueriedAt = world.Loop.Now;
        checker.Statements.Queried(row, claim);
        if (result is not null) checker.Rules.Answered(row, claim.Transaction.Query, result);
        checker.Add(
            row.Order,
            new QueryAnswered(world.Loop.Now, row.Id, claim.Fence, askedAt, result) { Instance = instance.ToString() });
    }

    /// <summary>A batch was committed, and is written.</summary>
    public void Committed(IReadOnlyList<CheckCommit> commits, CommitPlan plan, DateTimeOffset now, Instance caller)
    {
        for (var place = 0; place < commits.Count; place++)
        {
            if (plan.Outcomes[place] != CommitOutcome.Duplicate) Committed(commits[place], plan, place, now, caller);
        }

        for (var place = 0; place < commits.Count; place++)
        {
            if (plan.Outcomes[place] == CommitOutcome.Duplicate) Committed(commits[place], plan, place, now, caller);
        }

        // A survivor without a commit that counts takes over what its duplicate stated.
        var counting = commits.Where((_, place) => plan.Outcomes[place] != CommitOutcome.Lost).Select(commit => commit.Transaction.Id);
        foreach (var update in plan.Updates.ExceptBy(counting, update => update.Transaction.Id))
            Enrolled(world.Store.Get(update.Transaction.Id)!, isJoined: true);
        foreach (var update in plan.Updates) checker.Stored(world.Store.Get(update.Transaction.Id)!);
        foreach (var wake in plan.Wakes) checker.Stored(world.Store.Get(wake.Id)!);
    }

    public void Pruned(TrackedRecord row)
    {
        checker.Schedules.Pruned(row);
        checker.Add(row.Order, new RowPruned(world.Loop.Now, row.Id));
    }

    private void Committed(CheckCommit commit, CommitPlan plan, int place, DateTimeOffset now, Instance caller)
    {
        if (world.Store.Get(commit.Transaction.Id) is not { } row) return;
        var after = plan.Outcomes[place] == CommitOutcome.Lost ? commit.Transaction : row.ToTransaction();
        StatusChange[] changes = plan.Outcomes[place] == CommitOutcome.Written
            ? [.. plan.Changes.Where(change => change.Transaction.Id == row.Id)]
            : [];
        // The clock of the instance may have been set back since the check.
        if (after.LastCheckedAt > now && after.CheckCount > 0) now = after.LastCheckedAt.Value;
        checker.Add(row.Order, new CheckCommitted(now, after, commit.Fence, plan.Outcomes[place], changes)
        {
            DatabaseAt = checker.DatabaseTime,
            Instance = caller.ToString(),
        });
        if (plan.Outcomes[place] == CommitOutcome.Duplicate) checker.Statements.Duplicated(row, commit);
        if (plan.Outcomes[place] != CommitOutcome.Written) return;
        checker.Rules.Committed(row, after, changes, commit.Wakes != row.Wakes);
        checker.Statements.Committed(row, after);
        checker.Schedules.Committed(row, commit.Transaction, after, changes);
    }

    // An instance has to know that its clock is wrong, unless it could not compare it yet.
    private static DateTimeOffset? WrongTimeOf(Instance caller) =>
        caller.ClockHistory.IsKnownWrong ? caller.Clock.GetUtcNow() : null;
}
