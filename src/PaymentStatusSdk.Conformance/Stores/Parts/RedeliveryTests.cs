namespace PaymentStatusSdk.Conformance.Stores.Parts;

/// <summary>A parked change is delivered again when an operator requests it.</summary>
public abstract class RedeliveryTests<TFixture> : StorePart<TFixture>
    where TFixture : IStoreFixture, new()
{
    [Fact]
    public async Task Redelivered_change_has_no_expired_lease()
    {
        await AddWithChangesAsync(Row());
        var parked = Assert.Single(await ClaimChangesAsync());
        await Store.CommitDeliveriesAsync([Parked(parked)], Ct);
        await Store.RedeliverAsync(parked.Change.Id, Now, Ct);

        var again = Assert.Single(await ClaimChangesAsync());

        Assert.Equal((1, false), (again.Change.Attempt, again.HasExpiredLease));
    }

    [Fact]
    public async Task Redelivered_change_has_all_its_tries()
    {
        await AddWithChangesAsync(Row());
        var parked = Assert.Single(await ClaimChangesAsync());
        await Store.CommitDeliveriesAsync([Parked(parked, "one") with { Tries = 12 }], Ct);
        Assert.Empty(await ClaimChangesAsync());

        Assert.True(await Other.Store.RedeliverAsync(parked.Change.Id, Now, Ct));

        Assert.False(await Store.RedeliverAsync(parked.Change.Id, Now, Ct));
        var again = Assert.Single(await ClaimChangesAsync());
        Assert.Equal((parked.Change.Id, 1), (again.Change.Id, again.Change.Attempt));
        Assert.Equal(["one"], again.CompletedHandlers);
        Assert.True(again.Fence > parked.Fence);
    }

    [Fact]
    public async Task Only_parked_changes_are_redelivered()
    {
        await AddWithChangesAsync(Row(), changes: 2);
        var delivered = Assert.Single(await ClaimChangesAsync());
        await Store.CommitDeliveriesAsync([Delivered(delivered)], Ct);
        var pending = Assert.Single(await ClaimChangesAsync());

        Assert.False(await Store.RedeliverAsync(delivered.Change.Id, Now, Ct));
        Assert.False(await Store.RedeliverAsync(pending.Change.Id, Now, Ct));
        Assert.False(await Store.RedeliverAsync(Guid.NewGuid(), Now, Ct));
    }

    [Fact]
    public async Task Redelivered_change_waits_for_the_running_one_and_precedes_the_others()
    {
        await AddWithChangesAsync(Row(), changes: 3);
        var first = Assert.Single(await ClaimChangesAsync());
        await Store.CommitDeliveriesAsync([Parked(first)], Ct);
        var second = Assert.Single(await ClaimChangesAsync());

        await Store.RedeliverAsync(first.Change.Id, Now, Ct);

        // Handlers never run for two changes of one transaction concurrently.
        Assert.Empty(await ClaimChangesAsync());
        await Store.CommitDeliveriesAsync([Retried(second, Now)], Ct);
        Assert.Equal(1, Assert.Single(await ClaimChangesAsync()).Change.Sequence);
        Assert.Empty(await ClaimChangesAsync());
    }
}
