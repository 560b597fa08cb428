using PaymentStatusSdk.Tracking.Stores;
using static PaymentStatusSdk.Tracking.Tests.Stores.CommitInputs;

namespace PaymentStatusSdk.Tracking.Tests.Stores;

/// <summary>Commits that are written or lost, and rows that were woken in the meantime.</summary>
public sealed class CommitRulesTests
{
    [Fact]
    public void Row_with_the_fencing_number_of_the_claim_is_written_with_its_changes()
    {
        var plan = CommitRules.Decide([Commit(1, changes: 2)], [Row(1)], Now);

        Assert.Equal([CommitOutcome.Written], plan.Outcomes);
        Assert.Equal(1, Assert.Single(plan.Updates).Transaction.Id);
        Assert.Equal(2, plan.Changes.Count);
        Assert.Empty(plan.Wakes);
        Assert.False(plan.IsDue);
    }

    [Theory]
    [InlineData(8, true)]
    [InlineData(7, false)]
    public void Row_with_another_number_or_without_a_lease_is_lost(long fence, bool isLeased)
    {
        var plan = CommitRules.Decide([Commit(1, changes: 1)], [Row(1) with { Fence = fence, IsLeased = isLeased }], Now);

        Assert.Equal([CommitOutcome.Lost], plan.Outcomes);
        Assert.Empty(plan.Updates);
        Assert.Empty(plan.Changes);
    }

    [Fact]
    public void Row_that_was_deleted_or_occurs_twice_is_lost()
    {
        var plan = CommitRules.Decide([Commit(1), Commit(1), Commit(2)], [Row(1)], Now);

        Assert.Equal([CommitOutcome.Written, CommitOutcome.Lost, CommitOutcome.Lost], plan.Outcomes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Row_that_was_woken_is_active_and_due_with_the_later_deadline(bool isDelayed)
    {
        DateTimeOffset? due = isDelayed ? Now.AddSeconds(3) : null;
        var commit = Commit(1, status: TrackingStatus.Completed) with { DueIfWoken = due };

        var plan = CommitRules.Decide([commit], [Row(1) with { Wakes = 1, DeadlineAt = Now.AddDays(9) }], Now);

        var row = Assert.Single(plan.Updates).Transaction;
        Assert.Equal(1, plan.Updates[0].Wakes);
        Assert.Equal((TrackingStatus.Active, due ?? Now, Now.AddDays(9)), (row.Status, row.NextCheckAt, row.DeadlineAt));
        Assert.Equal(!isDelayed, plan.IsDue);
    }

    [Fact]
    public void Keys_of_all_commits_are_found_once()
    {
        Assert.Equal([("cards", "g"), ("cards", "h")], CommitRules.KeysToFind([Commit(1, "g"), Commit(2, "h"), Commit(3), Commit(4, "g")]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Batch_is_due_when_any_of_its_rows_is(int place)
    {
        CheckCommit[] commits = [Commit(1), Commit(2)];
        commits[place] = commits[place] with { Transaction = commits[place].Transaction with { NextCheckAt = Now } };

        Assert.True(CommitRules.Decide(commits, [Row(1), Row(2)], Now).IsDue);
    }
}
