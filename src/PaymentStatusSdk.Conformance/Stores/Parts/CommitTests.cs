using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Conformance.Stores.Parts;

/// <summary>The result of a check is written atomically, and only by the holder of the claim.</summary>
public abstract class CommitTests<TFixture> : StorePart<TFixture>
    where TFixture : IStoreFixture, new()
{
    [Fact]
    public async Task Row_and_its_changes_are_written_together()
    {
        var claimed = await AddAndClaimAsync(Row());
        var commit = Checked(claimed, changes: 2, edit: row => row with
        {
            GatewayReference = "g-1",
            Belief = Belief(row with { GatewayReference = "g-1" }, PaymentState.Captured, Now),
            LastOutcome = LookupOutcome.Answered,
            DeadlineAt = Now + 5 * Minute,
        });

        Assert.Equal(CommitOutcome.Written, await CommitAsync(commit));

        Assert.Equal(commit.Transaction, await Other.Store.GetAsync(claimed.Transaction.Id, Ct));
        var changes = (await Store.ListChangesAsync(new StatusChangeFilter(), Ct)).Items;
        Assert.Equal(commit.Changes.Reverse(), changes.Select(delivery => delivery.Change));
        Assert.All(changes, delivery => Assert.Equal((DeliveryStatus.Pending, 0, (DateTimeOffset?)null, (string?)null),
            (delivery.Status, delivery.Tries, delivery.DeliveredAt, delivery.LastError)));
        Assert.Equal(Now, changes[^1].NextTryAt);
        Assert.Equal(claimed.Transaction.Id, (await AddAsync(Row(null, "g-1"))).Id);
    }

    [Fact]
    public async Task Committed_row_is_due_at_the_time_of_the_commit()
    {
        await CommitAsync(Checked(await AddAndClaimAsync(Row())));

        Clock.Advance(60 * Minute - TimeSpan.FromTicks(1));
        Assert.Empty(await ClaimAsync());
        Clock.Advance(TimeSpan.FromTicks(1));
        Assert.Single(await ClaimAsync());
    }

    [Fact]
    public async Task Late_worker_changes_nothing()
    {
        var late = await AddAndClaimAsync(Row());
        Clock.Advance(Minute);
        var claimed = Assert.Single(await ClaimAsync(store: Other.Store));

        Assert.Equal(CommitOutcome.Lost, await CommitAsync(Checked(late, changes: 1, TrackingStatus.Completed)));

        Assert.Equal(claimed.Transaction, await Store.GetAsync(claimed.Transaction.Id, Ct));
        Assert.Empty((await Store.ListChangesAsync(new StatusChangeFilter(), Ct)).Items);
        Assert.Equal(CommitOutcome.Written, await CommitAsync(Checked(claimed), Other.Store));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Batch_with_two_checks_of_one_row_writes_only_the_one_that_holds_it(bool isLateFirst)
    {
        // The lease expired while the result waited for the database, and the same worker claimed the row again.
        var late = Checked(await AddAndClaimAsync(Row()), changes: 1);
        Clock.Advance(Minute);
        var fresh = Checked(Assert.Single(await ClaimAsync()), changes: 1);
        CheckCommit[] batch = isLateFirst ? [late, fresh] : [fresh, late];

        var outcomes = await Store.CommitChecksAsync(batch, Now, Ct);

        Assert.Equal(isLateFirst ? [CommitOutcome.Lost, CommitOutcome.Written] : [CommitOutcome.Written, CommitOutcome.Lost], outcomes);
        Assert.Equal(fresh.Changes, (await Store.ListChangesAsync(new StatusChangeFilter(), Ct)).Items.Select(delivery => delivery.Change));
    }

    [Fact]
    public async Task Late_worker_without_competitor_commits()
    {
        var late = await AddAndClaimAsync(Row());
        Clock.Advance(2 * Minute);

        Assert.Equal(CommitOutcome.Written, await CommitAsync(Checked(late)));
    }

    [Fact]
    public async Task Second_commit_of_a_claim_changes_nothing()
    {
        var commit = Checked(await AddAndClaimAsync(Row()), changes: 1);
        await CommitAsync(commit);

        // The answer to the first commit may have been lost.
        Assert.Equal(CommitOutcome.Lost, await CommitAsync(commit));
        Assert.Single((await Store.ListChangesAsync(new StatusChangeFilter(), Ct)).Items);
    }

    [Fact]
    public async Task Commit_of_a_deleted_row_is_lost()
    {
        var claimed = await AddAndClaimAsync(Row());

        Assert.Equal(CommitOutcome.Lost, await CommitAsync(Checked(claimed, edit: row => row with { Id = 4711 })));
    }

    [Fact]
    public async Task Row_woken_during_the_check_is_due_at_the_time_of_a_commit_that_expects_it()
    {
        var woken = await AddAndClaimAsync(Row("order-1"));
        var asleep = await AddAndClaimAsync(Row("order-2"));
        await WakeAsync(woken.Transaction.Id);

        foreach (var claimed in new[] { woken, asleep })
            Assert.Equal(
                CommitOutcome.Written, await CommitAsync(
                    Checked(claimed, edit: row => row with { NextCheckAt = Now + Minute }) with { DueIfWoken = Now + 5 * Second }));

        Assert.Equal(Now + 5 * Second, (await Store.GetAsync(woken.Transaction.Id, Ct))!.NextCheckAt);
        Assert.Equal(Now + Minute, (await Store.GetAsync(asleep.Transaction.Id, Ct))!.NextCheckAt);
    }

    [Fact]
    public async Task Row_woken_during_the_check_is_due_immediately_regardless_of_the_commit()
    {
        var claimed = await AddAndClaimAsync(Row());
        await WakeAsync(claimed.Transaction.Id);
        Assert.Empty(await ClaimAsync());

        Assert.Equal(CommitOutcome.Written, await CommitAsync(Checked(claimed, changes: 1, TrackingStatus.Completed)));

        Assert.Single((await Store.ListChangesAsync(new StatusChangeFilter(), Ct)).Items);
        var again = Assert.Single(await ClaimAsync());
        Assert.Equal(
            (TrackingStatus.Active, Now, claimed.Transaction.DeadlineAt),
            (again.Transaction.Status, again.DueAt, again.Transaction.DeadlineAt));
        Assert.True(again.Wakes > claimed.Wakes);
        Assert.Equal(CommitOutcome.Written, await CommitAsync(Checked(again, status: TrackingStatus.Completed)));
        Assert.Equal(TrackingStatus.Completed, (await Store.GetAsync(claimed.Transaction.Id, Ct))!.Status);
    }

    [Fact]
    public async Task Batch_of_many_rows_has_an_outcome_for_each()
    {
        await AddAsync(Row("order-0", "g-0") with { NextCheckAt = Now + Minute });
        for (var i = 1; i <= 64; i++) await AddAsync(Row($"order-{i}"));
        var claimed = await ClaimAsync();
        var commits = claimed.Select((row, number) => number switch
        {
            7 => Checked(row) with { Fence = row.Fence - 1 },
            9 => Checked(row, edit: one => one with { GatewayReference = "g-0" }),
            11 or 13 => Checked(row, changes: 1, edit: one => one with { GatewayReference = "g-new" }),
            _ => Checked(row, changes: 1),
        }).ToArray();

        var outcomes = await Store.CommitChecksAsync(commits, Now, Ct);

        Assert.Equal(
            Enumerable.Range(0, 64).Select(number => number switch
            {
                7 => CommitOutcome.Lost,
                9 or 13 => CommitOutcome.Duplicate,
                _ => CommitOutcome.Written,
            }),
            outcomes);
        Assert.Equal(61, (await Store.ListChangesAsync(new StatusChangeFilter(), Ct)).Items.Count);
    }

    [Fact]
    public async Task Failed_batch_writes_nothing()
    {
        await AddAsync(Row("a"));
        await AddAsync(Row("b"));
        var claimed = await ClaimAsync();
        var good = Checked(claimed[0], changes: 1);
        var bad = Checked(claimed[1], changes: 1);
        // Two changes with the same id.
        bad = bad with { Changes = [bad.Changes[0] with { Id = good.Changes[0].Id }] };

        var failure = await Assert.ThrowsAsync<TrackingStoreException>(() => Store.CommitChecksAsync([good, bad], Now, Ct));

        Assert.Equal((false, true), (failure.IsTransient, failure.IsOfData));
        Assert.Equal(claimed[0].Transaction, await Store.GetAsync(claimed[0].Transaction.Id, Ct));
        Assert.Empty((await Store.ListChangesAsync(new StatusChangeFilter(), Ct)).Items);
        Assert.Equal(CommitOutcome.Written, await CommitAsync(good));
    }

    [Fact]
    public async Task Empty_batch_writes_nothing() => Assert.Empty(await Store.CommitChecksAsync([], Now, Ct));
}
