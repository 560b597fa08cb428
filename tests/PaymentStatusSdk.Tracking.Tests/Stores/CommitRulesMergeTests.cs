using PaymentStatusSdk.Tracking.Stores;
using static PaymentStatusSdk.Tracking.Tests.Stores.CommitInputs;

namespace PaymentStatusSdk.Tracking.Tests.Stores;

/// <summary>Survivors of duplicates, which take over in the same commit what only their duplicates stated.</summary>
public sealed class CommitRulesMergeTests
{
    private static readonly Money Amount = new(5m, "EUR");

    // Whether a check of the survivor runs; minutes until it is due or its lease ends, and until its next check.
    [Theory]
    [InlineData(true, 2, 0)]
    [InlineData(false, 2, 0)]
    [InlineData(false, -3, -3)]
    public void Survivor_outside_the_batch_is_written_with_the_amount_of_its_duplicate(bool isLeased, int due, int expected)
    {
        var survivor = Row(9, "g") with
        {
            Status = TrackingStatus.Completed,
            DueAt = Now.AddMinutes(due),
            IsLeased = isLeased,
            Wakes = 4,
        };
        StoredRow[] rows = [Row(1), Row(2), survivor];
        var plan = CommitRules.Decide([Commit(2), Stating(1, "g")], rows, Now);

        var merged = CommitRules.Merge(plan, rows, [Commit(9, status: TrackingStatus.Completed).Transaction], Now);

        Assert.Equal(plan.Updates, merged.Updates.Take(2));
        var update = Assert.Single(merged.Updates.Skip(2));
        Assert.Equal((9L, Amount), (update.Transaction.Id, update.Transaction.Query.ExpectedAmount));
        // It was completed, so it is tracked until the deadline of the duplicate.
        Assert.Equal(
            (TrackingStatus.Active, Now.AddMinutes(expected), Now.AddDays(1)),
            (update.Transaction.Status, update.Transaction.NextCheckAt, update.Transaction.DeadlineAt));
        // A running check sent the old query, so its result is dropped.
        Assert.Equal((8L, 5L, survivor.Keys), (update.Fence, update.Wakes, update.Keys));
        Assert.Empty(merged.Wakes);
    }

    [Fact]
    public void Active_survivor_keeps_its_deadline()
    {
        StoredRow[] rows = [Row(1), Row(9, "g") with { DeadlineAt = Now.AddHours(3) }];
        var plan = CommitRules.Decide([Stating(1, "g")], rows, Now);

        var merged = CommitRules.Merge(plan, rows, [Commit(9).Transaction], Now);

        Assert.Equal(Now.AddHours(3), merged.Updates.Single(update => update.Transaction.Id == 9).Transaction.DeadlineAt);
    }

    [Fact]
    public void Survivor_that_takes_over_nothing_or_cannot_be_read_is_woken_only()
    {
        StoredRow[] rows = [Row(1), Row(9, "g")];
        var plan = CommitRules.Decide([Stating(1, "g")], rows, Now);

        var known = CommitRules.Merge(plan, rows, [Stating(9, "g").Transaction], Now);
        var unreadable = CommitRules.Merge(plan, rows, [], Now);

        Assert.Equal((1, 1), (known.Updates.Count, unreadable.Updates.Count));
        Assert.Equal(plan.Wakes, known.Wakes);
        Assert.Equal(plan.Wakes, unreadable.Wakes);
    }

    [Fact]
    public void Survivor_in_the_batch_takes_over_the_amount()
    {
        StoredRow[] rows = [Row(1, "g"), Row(2), Row(3)];
        var plan = CommitRules.Decide([Commit(1, "g"), Stating(2, "g"), Commit(3)], rows, Now);

        var merged = CommitRules.Merge(plan, rows, [], Now);

        Assert.Equal(
            [Amount, Amount, null], merged.Updates.OrderBy(update => update.Transaction.Id)
                .Select(update => update.Transaction.Query.ExpectedAmount));
        Assert.Equal((7L, 1L), (merged.Updates[0].Fence, merged.Updates[0].Wakes));
    }

    [Fact]
    public void Each_survivor_takes_over_what_all_of_its_own_duplicates_state()
    {
        StoredRow[] rows = [Row(1), Row(2), Row(3), Row(9, "g"), Row(10, "h")];
        var submitted = Stating(2, "g");
        submitted = submitted with
        {
            Transaction = submitted.Transaction with
            {
                Query = TransactionQuery.ByMerchantReference("order") with { SubmittedAt = Now },
            },
        };
        var plan = CommitRules.Decide([Stating(1, "g"), submitted, Commit(3, "h")], rows, Now);

        var merged = CommitRules.Merge(plan, rows, [Commit(9).Transaction, Commit(10).Transaction], Now);

        var query = merged.Updates.Single(update => update.Transaction.Id == 9).Transaction.Query;
        Assert.Equal((Amount, Now), (query.ExpectedAmount, query.SubmittedAt));
        Assert.DoesNotContain(merged.Updates, update => update.Transaction.Id == 10);
        Assert.Equal(10, Assert.Single(merged.Wakes).Id);
    }

    private static CheckCommit Stating(long id, string gatewayKey)
    {
        var commit = Commit(id, gatewayKey);
        var query = commit.Transaction.Query with { ExpectedAmount = Amount };
        return commit with { Transaction = commit.Transaction with { Query = query } };
    }
}
