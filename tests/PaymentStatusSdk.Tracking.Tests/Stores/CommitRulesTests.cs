using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Tracking.Tests.Stores;

public sealed class CommitRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Row_with_the_fencing_number_of_the_claim_is_written_with_its_changes()
    {
        var plan = CommitRules.Decide([Commit(1, changes: 2)], [Row(1)], [], Now);

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
        var plan = CommitRules.Decide([Commit(1, changes: 1)], [Row(1) with { Fence = fence, IsLeased = isLeased }], [], Now);

        Assert.Equal([CommitOutcome.Lost], plan.Outcomes);
        Assert.Empty(plan.Updates);
        Assert.Empty(plan.Changes);
    }

    [Fact]
    public void Row_that_was_deleted_or_occurs_twice_is_lost()
    {
        var plan = CommitRules.Decide([Commit(1), Commit(1), Commit(2)], [Row(1)], [], Now);

        Assert.Equal([CommitOutcome.Written, CommitOutcome.Lost, CommitOutcome.Lost], plan.Outcomes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Row_that_was_woken_is_active_and_due_with_the_later_deadline(bool isDelayed)
    {
        DateTimeOffset? due = isDelayed ? Now.AddSeconds(3) : null;
        var commit = Commit(1, status: TrackingStatus.Completed) with { DueIfWoken = due };

        var plan = CommitRules.Decide([commit], [Row(1) with { Wakes = 1, DeadlineAt = Now.AddDays(9) }], [], Now);

        var row = Assert.Single(plan.Updates).Transaction;
        Assert.Equal((TrackingStatus.Active, due ?? Now, Now.AddDays(9)), (row.Status, row.NextCheckAt, row.DeadlineAt));
        Assert.Equal(!isDelayed, plan.IsDue);
    }

    [Fact]
    public void Row_that_receives_the_key_of_another_row_is_its_duplicate_and_wakes_it()
    {
        var owner = Row(9, "g") with { Status = TrackingStatus.Completed, IsLeased = false, DueAt = null };

        var plan = CommitRules.Decide([Commit(1, "g", changes: 1)], [Row(1) with { Sequence = 4 }], [owner], Now);

        Assert.Equal([CommitOutcome.Duplicate], plan.Outcomes);
        var duplicate = Assert.Single(plan.Updates).Transaction;
        Assert.Equal(
            (TrackingStatus.Duplicate, null, Now, 4), (duplicate.Status, duplicate.NextCheckAt, duplicate.CompletedAt, duplicate.Sequence));
        Assert.Empty(plan.Changes);
        Assert.Equal(new WakeDecision(9, Now, Now.AddDays(1), true), Assert.Single(plan.Wakes));
        Assert.True(plan.IsDue);
    }

    [Theory]
    [InlineData("g", null)]
    [InlineData(null, "g")]
    [InlineData(null, null)]
    public void Row_that_receives_no_key_is_no_duplicate(string? before, string? after)
    {
        var (commits, rows) = (new[] { Commit(1, after ?? before) }, new[] { Row(1, before) });

        var keys = CommitRules.KeysToFind(commits, rows);
        var plan = CommitRules.Decide(commits, rows, before is null ? [] : [Row(9, "g")], Now);

        Assert.Equal(before is null && after is not null ? [("cards", "g")] : [], keys);
        Assert.Equal([CommitOutcome.Written], plan.Outcomes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Survivor_in_the_batch_counts_as_woken_at_any_place(int place)
    {
        CheckCommit[] commits = [Commit(1, "g"), Commit(2, "g")];
        StoredRow[] rows = [Row(1, "g"), Row(2)];
        if (place == 1) Array.Reverse(commits);

        var plan = CommitRules.Decide(commits, rows, [rows[0]], Now);

        Assert.Equal(CommitOutcome.Written, plan.Outcomes[place]);
        Assert.Equal(CommitOutcome.Duplicate, plan.Outcomes[1 - place]);
        var survivor = plan.Updates.Single(update => update.Transaction.Id == 1);
        Assert.Equal((TrackingStatus.Active, Now, 1), (survivor.Transaction.Status, survivor.Transaction.NextCheckAt, survivor.Wakes));
        Assert.Empty(plan.Wakes);
    }

    [Fact]
    public void First_of_several_rows_that_receive_one_key_keeps_it()
    {
        var plan = CommitRules.Decide([Commit(2, "g"), Commit(1, "g"), Commit(3, "h")], [Row(1), Row(2), Row(3)], [], Now);

        Assert.Equal([CommitOutcome.Written, CommitOutcome.Duplicate, CommitOutcome.Written], plan.Outcomes);
    }

    [Fact]
    public void Survivor_that_is_checked_keeps_its_lease()
    {
        var plan = CommitRules.Decide([Commit(1, "g")], [Row(1)], [Row(9, "g") with { DueAt = Now.AddMinutes(2) }], Now);

        Assert.Equal(new WakeDecision(9, Now.AddMinutes(2), Now, false), Assert.Single(plan.Wakes));
    }

    private static StoredRow Row(long id, string? gatewayKey = null) =>
        new(id, "cards", TrackingStatus.Active, Now, Now, true, 7, 0, 0, new TransactionKeys(gatewayKey, null, true));

    private static CheckCommit Commit(long id, string? gatewayKey = null, int changes = 0, TrackingStatus status = TrackingStatus.Active)
    {
        var row = new TrackedTransaction
        {
            Id = id,
            ClientName = "cards",
            Query = TransactionQuery.ByMerchantReference("order"),
            Status = status,
            NextCheckAt = Now.AddHours(1),
            DeadlineAt = Now.AddDays(1),
            Sequence = changes,
        };
        StatusChange[] reported = [.. Enumerable.Range(1, changes)
            .Select(number => new StatusChange { Id = Guid.NewGuid(), Sequence = number, Transaction = row })];
        return new CheckCommit(row, new TransactionKeys(gatewayKey, null, true), 7, 0, reported);
    }
}
