using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Conformance.Stores.Parts;

/// <summary>A transaction that is tracked again joins its row, as the caller decides.</summary>
public abstract class JoinTests<TFixture> : StorePart<TFixture>
    where TFixture : IStoreFixture, new()
{
    [Fact]
    public async Task Join_writes_what_it_returns_with_the_keys_added()
    {
        var added = await AddAsync(Row("order-1"));

        var joined = await AddAsync(Row("order-1", "g-1"), join: existing => existing with
        {
            GatewayReference = "g-1",
            Query = existing.Query with { ExpectedAmount = new Money(1.5m, "EUR") },
            NextCheckAt = Now - Minute,
            DeadlineAt = Now + Minute,
        });

        Assert.Equal(added.Id, joined.Id);
        Assert.Equal(
            ("g-1", new Money(1.5m, "EUR"), Now - Minute, Now + Minute),
            (joined.GatewayReference, joined.Query.ExpectedAmount!, joined.NextCheckAt!.Value, joined.DeadlineAt));
        Assert.Equal(joined, await Store.GetAsync(added.Id, Ct));
        Assert.Equal(added.Id, (await AddAsync(Row(null, "g-1"))).Id);
        Assert.Equal(added.Id, (await AddAsync(Row("order-1"))).Id);
    }

    [Fact]
    public async Task Join_of_a_row_under_check_loses_the_check()
    {
        var claimed = await AddAndClaimAsync(Row());

        await AddAsync(Row(), Other.Store, existing => existing with { NextCheckAt = Now });

        Assert.Equal(CommitOutcome.Lost, await CommitAsync(Checked(claimed)));
        Assert.True(Assert.Single(await ClaimAsync()).Fence > claimed.Fence);
    }

    [Fact]
    public async Task Join_without_changes_does_not_disturb_a_check()
    {
        var claimed = await AddAndClaimAsync(Row());

        await AddAsync(Row());

        Assert.Equal(CommitOutcome.Written, await CommitAsync(Checked(claimed)));
    }

    [Fact]
    public async Task Join_that_throws_writes_nothing()
    {
        var added = await AddAsync(Row());

        var thrown = await Assert.ThrowsAsync<ArgumentException>(
            () => AddAsync(Row("order-1", "g-1"), join: _ => throw new ArgumentException("Another amount.")));

        Assert.Equal("Another amount.", thrown.Message);
        Assert.Equal(added, Assert.Single((await Store.ListAsync(new TrackedFilter(), Ct)).Items));
        Assert.Null(await Store.FindAsync("cards", new TransactionKeys("g-1", null, false), Ct));
        await AddAsync(Row("order-2"));
    }

    [Fact]
    public async Task Completed_row_is_joined_and_a_duplicate_is_not()
    {
        var completed = await AddWithChangesAsync(Row("order-1", "g-1"), status: TrackingStatus.Completed);
        var duplicate = await AddAndClaimAsync(Row("order-2"));
        await CommitAsync(Checked(duplicate, edit: row => row with { GatewayReference = "g-1" }));

        Assert.Equal(completed.Id, (await AddAsync(Row("order-1"))).Id);
        Assert.Equal(completed.Id, (await AddAsync(Row(null, "g-1"))).Id);
        Assert.NotEqual(duplicate.Transaction.Id, (await AddAsync(Row("order-2"))).Id);
    }
}
