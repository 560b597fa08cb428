using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Conformance.Stores.Parts;

/// <summary>Old rows are deleted in small batches, except those with open work.</summary>
public abstract class PruneTests<TFixture> : StorePart<TFixture>
    where TFixture : IStoreFixture, new()
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public async Task Old_rows_are_deleted_with_their_changes()
    {
        var old = await AddWithChangesAsync(Row("old"), changes: 1, TrackingStatus.Completed);
        await Store.CommitDeliveriesAsync([Delivered(Assert.Single(await ClaimChangesAsync()))], Ct);
        Clock.Advance(Day);
        var recent = await AddWithChangesAsync(Row("recent"), changes: 0, TrackingStatus.Completed);

        Assert.Equal(2, await PruneAsync(completedBefore: Now, deliveredBefore: Now - 10 * Day));

        Assert.Null(await Store.GetAsync(old.Id, Ct));
        Assert.NotNull(await Store.GetAsync(recent.Id, Ct));
        Assert.Empty((await Store.ListChangesAsync(new StatusChangeFilter(), Ct)).Items);
        Assert.NotEqual(old.Id, (await AddAsync(Row("old"))).Id);
    }

    [Theory]
    [InlineData(TrackingStatus.Completed)]
    [InlineData(TrackingStatus.Expired)]
    [InlineData(TrackingStatus.Stopped)]
    [InlineData(TrackingStatus.Duplicate)]
    public async Task Rows_with_every_completed_status_are_deleted(TrackingStatus status)
    {
        if (status == TrackingStatus.Stopped) await Store.StopAsync((await AddAsync(Row())).Id, Now, Ct);
        else if (status == TrackingStatus.Duplicate)
        {
            await AddAsync(Row("order-2", "g-1"));
            await CommitAsync(Checked(await AddAndClaimAsync(Row()), edit: row => row with { GatewayReference = "g-1" }));
        }
        else await AddWithChangesAsync(Row(), changes: 0, status);

        Assert.Equal(0, await PruneAsync(completedBefore: Now, deliveredBefore: Now));
        Assert.Equal(1, await PruneAsync(completedBefore: Now.AddTicks(1), deliveredBefore: Now));
    }

    [Fact]
    public async Task Active_rows_are_kept_at_any_age()
    {
        var active = await AddAsync(Row("active"));
        var reopened = await AddWithChangesAsync(Row("reopened"), changes: 0, TrackingStatus.Completed);
        await WakeAsync(reopened.Id);

        Assert.Equal(0, await PruneAsync(Now + 1000 * Day, Now + 1000 * Day));
        Assert.NotNull(await Store.GetAsync(active.Id, Ct));
    }

    [Fact]
    public async Task Completed_row_with_a_pending_check_is_kept_until_the_check_is_long_overdue()
    {
        await CommitAsync(
            Checked(await AddAndClaimAsync(Row()), status: TrackingStatus.Completed,
                edit: row => row with { NextCheckAt = Now + 5 * Day }));

        Assert.Equal(0, await PruneAsync(Now + 5 * Day, Now));
        Assert.Equal(1, await PruneAsync(Now + 6 * Day, Now));
    }

    [Fact]
    public async Task Rows_with_a_pending_or_parked_change_are_kept()
    {
        await AddWithChangesAsync(Row("parked"), changes: 1, TrackingStatus.Completed);
        await Store.CommitDeliveriesAsync([Parked(Assert.Single(await ClaimChangesAsync()))], Ct);
        await AddWithChangesAsync(Row("pending"), changes: 2, TrackingStatus.Completed);
        await Store.CommitDeliveriesAsync([Delivered(Assert.Single(await ClaimChangesAsync()))], Ct);

        // The delivered change is deleted by its own age.
        Assert.Equal(1, await PruneAsync(Now + Day, Now + Day));
        Assert.Equal(2, (await Store.ListAsync(new TrackedFilter(), Ct)).Items.Count);
        Assert.Equal(2, (await Store.ListChangesAsync(new StatusChangeFilter(), Ct)).Items.Count);
    }

    [Fact]
    public async Task Delivered_changes_of_an_active_row_are_deleted_by_their_age()
    {
        var row = await AddWithChangesAsync(Row(), changes: 2);
        await Store.CommitDeliveriesAsync([Delivered(Assert.Single(await ClaimChangesAsync()))], Ct);
        Clock.Advance(Day);
        await Store.CommitDeliveriesAsync([Delivered(Assert.Single(await ClaimChangesAsync()))], Ct);

        Assert.Equal(1, await PruneAsync(Now, deliveredBefore: Now));

        Assert.Equal(2, Assert.Single((await Store.ListChangesAsync(new StatusChangeFilter(), Ct)).Items).Change.Sequence);
        Assert.Equal(2, (await Store.GetAsync(row.Id, Ct))!.Sequence);
    }

    [Fact]
    public async Task Batches_are_small_and_a_partial_one_is_the_last()
    {
        for (var i = 0; i < 7; i++) await AddWithChangesAsync(Row($"order-{i}"), changes: 0, TrackingStatus.Completed);
        await AddWithChangesAsync(Row("parked"), changes: 1, TrackingStatus.Completed);

        Assert.Equal(3, await PruneAsync(Now + Day, Now, batchSize: 3));
        Assert.Equal(3, await PruneAsync(Now + Day, Now, batchSize: 3));
        Assert.Equal(1, await PruneAsync(Now + Day, Now, batchSize: 3));
        Assert.Equal(0, await PruneAsync(Now + Day, Now, batchSize: 3));
    }

    private Task<int> PruneAsync(DateTimeOffset completedBefore, DateTimeOffset deliveredBefore, int batchSize = 100) =>
        Store.PruneAsync(new PruneRequest(completedBefore, deliveredBefore, batchSize), Ct);
}
