using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.StoreConformance;

/// <summary>Counts for metrics and the health check.</summary>
public abstract class MeasureTests<TFixture> : StorePart<TFixture>
    where TFixture : IStoreFixture, new()
{
    [Fact]
    public async Task Empty_store_counts_nothing()
    {
        var figures = await Store.MeasureAsync(Now, Ct);

        Assert.Empty(figures.Active);
        Assert.Equal((null, null, 0L), (figures.OldestDueAt, figures.OldestPendingAt, figures.Parked));
    }

    [Fact]
    public async Task Active_rows_are_counted_by_client_and_state()
    {
        await AddAsync(Row("a"));
        await AddAsync(Row("b", client: "ppro"));
        await CommitAsync(Looked(await AddAndClaimAsync(Row("c")), edit: row => row with { Belief = Belief(row, PaymentState.Pending, Now) }));
        await AddWithChangesAsync(Row("d"), status: TrackingStatus.Finished);
        await AddAsync(Row("e"));

        var active = (await Store.MeasureAsync(Now, Ct)).Active;

        Assert.Equal(
            [new ActiveCount("cards", PaymentState.Unknown, 2), new ActiveCount("cards", PaymentState.Pending, 1), new ActiveCount("ppro", PaymentState.Unknown, 1)],
            active.OrderBy(one => one.Client, StringComparer.Ordinal).ThenBy(one => one.State));
    }

    [Fact]
    public async Task Oldest_due_row_is_the_one_that_waits_longest_to_be_claimed()
    {
        await AddAsync(Row("later") with { NextLookAt = Now + Minute });
        Assert.Null((await Store.MeasureAsync(Now, Ct)).OldestDueAt);
        await AddAsync(Row("a") with { NextLookAt = Now - Minute });
        await AddAsync(Row("b", client: "ppro") with { NextLookAt = Now - Second });
        Assert.Equal(Now - Minute, (await Store.MeasureAsync(Now, Ct)).OldestDueAt);

        await ClaimAsync();
        Assert.Equal(Now - Second, (await Store.MeasureAsync(Now, Ct)).OldestDueAt);
        await ClaimAsync("ppro");
        Assert.Null((await Store.MeasureAsync(Now, Ct)).OldestDueAt);
    }

    [Fact]
    public async Task Oldest_pending_change_is_the_one_that_waits_longest_for_a_try()
    {
        await AddWithChangesAsync(Row("a"));
        var at = Now;
        Clock.Advance(Minute);
        await AddWithChangesAsync(Row("b"));
        Assert.Equal(at, (await Store.MeasureAsync(Now, Ct)).OldestPendingAt);

        var claimed = Assert.Single(await ClaimChangesAsync(1));
        Assert.Equal(Now, (await Store.MeasureAsync(Now, Ct)).OldestPendingAt);
        await Store.CommitDeliveriesAsync([Retried(claimed, Now + Minute)], Ct);
        Assert.Equal(Now, (await Store.MeasureAsync(Now, Ct)).OldestPendingAt);
        await ClaimChangesAsync();
        Assert.Null((await Store.MeasureAsync(Now, Ct)).OldestPendingAt);
    }

    [Fact]
    public async Task Parked_changes_are_counted()
    {
        await AddWithChangesAsync(Row("a"), changes: 2);
        await Store.CommitDeliveriesAsync([Parked(Assert.Single(await ClaimChangesAsync()))], Ct);

        Assert.Equal(1, (await Other.Store.MeasureAsync(Now, Ct)).Parked);
    }
}
