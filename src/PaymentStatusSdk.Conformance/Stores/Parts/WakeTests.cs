using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Conformance.Stores.Parts;

/// <summary>A notification or a caller requests an immediate check of a row.</summary>
public abstract class WakeTests<TFixture> : StorePart<TFixture>
    where TFixture : IStoreFixture, new()
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public async Task Woken_row_is_due_now()
    {
        var row = await AddAsync(Row() with { NextCheckAt = Now + Day });

        Assert.Equal(1, await WakeAsync(row.Id));

        var claimed = Assert.Single(await ClaimAsync(store: Other.Store));
        Assert.Equal((Now, row.DeadlineAt), (claimed.DueAt, claimed.Transaction.DeadlineAt));
    }

    [Fact]
    public async Task Row_that_is_already_due_keeps_its_due_time()
    {
        var row = await AddAsync(Row() with { NextCheckAt = Now - Minute });

        await WakeAsync(row.Id);

        Assert.Equal(Now - Minute, Assert.Single(await ClaimAsync()).DueAt);
    }

    [Fact]
    public async Task Missing_id_wakes_nothing() => Assert.Equal(0, await WakeAsync(4711));

    [Theory]
    [InlineData("g-1", null, "known")]
    [InlineData("g-3", null, "queried")]
    [InlineData("g-1", "ORDER-1", "known,unknown,queried")]
    [InlineData("g-2", "ORDER-1", "unknown,queried")]
    [InlineData(null, "ORDER-1", "known,unknown,queried")]
    [InlineData("g-9", "ORDER-9", "")]
    [InlineData(null, null, "")]
    public async Task Message_wakes_the_rows_that_it_may_mean(string? gatewayKey, string? merchantKey, string woken)
    {
        await AddAsync(Row("order-1", "g-1", byGatewayReference: true) with { NextCheckAt = Now + Day, CheckCount = 0 });
        await AddAsync(Row("order-1", "g-3") with { NextCheckAt = Now + Day, CheckCount = 2 });
        // No row joins another: this one learns the merchant reference later.
        var claimed = await AddAndClaimAsync(Row("order-x"));
        await CommitAsync(
            Checked(claimed, edit: row => row with { MerchantReference = "order-1", NextCheckAt = Now + Day, CheckCount = 1 }));
        await AddAsync(Row("order-1", "g-1", client: "other") with { NextCheckAt = Now + Day });

        var count = await Store.WakeAsync(
            new WakeRequest(Now, Now + Day) { ClientName = "cards", GatewayKey = gatewayKey, MerchantKey = merchantKey }, Ct);

        string[] names = ["known", "unknown", "queried"];
        Assert.Equal(
            woken,
            string.Join(',', (await ClaimAsync()).Select(row => row.Transaction.CheckCount).Order().Select(number => names[number])));
        Assert.Equal(woken.Split(',', StringSplitOptions.RemoveEmptyEntries).Length, count);
        Assert.Empty(await ClaimAsync("other"));
    }

    [Fact]
    public async Task Row_that_a_join_queries_by_merchant_reference_is_woken_by_it()
    {
        var row = await AddAsync(Row("order-1", "g-1", byGatewayReference: true));
        var call = new WakeRequest(Now, Now) { ClientName = "cards", GatewayKey = "g-2", MerchantKey = "ORDER-1" };
        Assert.Equal(0, await Store.WakeAsync(call, Ct));

        await AddAsync(Row("order-1"), join: existing => existing with
        {
            Query = TransactionQuery.ByMerchantReference("order-1") with { ExpectedGatewayReference = "g-1" },
        });

        Assert.Equal(1, await Store.WakeAsync(call, Ct));
        Assert.Equal(row.Id, Assert.Single(await ClaimAsync()).Transaction.Id);
    }

    [Theory]
    [InlineData(TrackingStatus.Completed)]
    [InlineData(TrackingStatus.Expired)]
    public async Task Completed_row_is_tracked_again(TrackingStatus status)
    {
        var completed = await AddWithChangesAsync(Row("order-1", "g-1"), status: status);
        var completedAt = Now;
        Clock.Advance(10 * Day);

        Assert.Equal(
            1, await Store.WakeAsync(
                new WakeRequest(Now, Now + 2 * Day) { ClientName = "cards", GatewayKey = "g-1", IsGatewayKeySigned = true }, Ct));

        var claimed = Assert.Single(await ClaimAsync());
        Assert.Equal((completed.Id, TrackingStatus.Active, completedAt, Now + 2 * Day),
            (claimed.Transaction.Id, claimed.Transaction.Status, claimed.Transaction.CompletedAt!.Value, claimed.Transaction.DeadlineAt));
        Assert.Equal(1, claimed.Transaction.Sequence);
    }

    [Theory]
    [InlineData(TrackingStatus.Completed)]
    [InlineData(TrackingStatus.Expired)]
    public async Task Completed_row_is_not_tracked_again_for_unsigned_keys(TrackingStatus status)
    {
        var completed = await AddWithChangesAsync(Row("order-1", "g-1"), status: status);

        Assert.Equal(
            0,
            await Store.WakeAsync(
                new WakeRequest(Now, Now + Day) { ClientName = "cards", GatewayKey = "g-1", MerchantKey = "ORDER-1" }, Ct));
        Assert.Equal(0, await Store.WakeAsync(
            new WakeRequest(Now, Now + Day)
            {
                ClientName = "cards",
                GatewayKey = "g-1",
                MerchantKey = "ORDER-9",
                IsMerchantKeySigned = true,
            },
            Ct));

        Assert.Equal(completed, await Store.GetAsync(completed.Id, Ct));
        Assert.Equal(1, await Store.WakeAsync(
            new WakeRequest(Now, Now + Day)
            {
                ClientName = "cards",
                GatewayKey = "g-9",
                MerchantKey = "ORDER-1",
                IsMerchantKeySigned = true,
            },
            Ct));
    }

    [Fact]
    public async Task Row_checked_within_the_interval_is_due_at_its_end()
    {
        var row = await AddAsync(Row() with { NextCheckAt = Now + Day, LastCheckedAt = Now - 2 * Second });
        var call = new WakeRequest(Now, Now) { ClientName = "cards", MerchantKey = Keys(row).MerchantKey, MinInterval = 5 * Second };

        Assert.Equal(1, await Store.WakeAsync(call, Ct));
        Assert.Equal(1, await Other.Store.WakeAsync(call with { Now = Now + Second }, Ct));

        Assert.Equal(
            (Now + 3 * Second, row.DeadlineAt),
            ((await Store.GetAsync(row.Id, Ct))!.NextCheckAt!.Value, (await Store.GetAsync(row.Id, Ct))!.DeadlineAt));
        Assert.Empty(await ClaimAsync());
        Clock.Advance(3 * Second);
        Assert.Equal(Now, Assert.Single(await ClaimAsync()).DueAt);
    }

    [Fact]
    public async Task Row_with_another_amount_than_the_signed_one_stays_completed()
    {
        var completed = await AddWithChangesAsync(
            Row() with { Query = TransactionQuery.ByMerchantReference("order-1") with { ExpectedAmount = new Money(11m, "EUR") } },
            status: TrackingStatus.Completed);
        var call = new WakeRequest(Now, Now)
        {
            ClientName = "cards",
            MerchantKey = Keys(completed).MerchantKey,
            IsMerchantKeySigned = true,
        };

        Assert.Equal(0, await Store.WakeAsync(call with { Amount = new Money(1m, "EUR") }, Ct));
        Assert.Equal(1, await Store.WakeAsync(call with { Amount = new Money(11.00m, "EUR") }, Ct));
    }

    [Fact]
    public async Task Reopened_row_keeps_a_later_deadline()
    {
        var completed = await AddWithChangesAsync(Row(), status: TrackingStatus.Completed);

        await Store.WakeAsync(new WakeRequest(Now, Now + Minute) { Id = completed.Id }, Ct);

        Assert.Equal(completed.DeadlineAt, Assert.Single(await ClaimAsync()).Transaction.DeadlineAt);
    }

    [Fact]
    public async Task Deadline_of_an_open_row_is_kept()
    {
        var row = await AddAsync(Row() with { DeadlineAt = Now + Minute });

        await Store.WakeAsync(new WakeRequest(Now, Now + 30 * Day) { Id = row.Id }, Ct);

        Assert.Equal(Now + Minute, (await Store.GetAsync(row.Id, Ct))!.DeadlineAt);
    }

    [Fact]
    public async Task Reopened_row_that_completes_again_has_the_new_completion_time()
    {
        var completed = await AddWithChangesAsync(Row(), status: TrackingStatus.Completed);
        Clock.Advance(Day);
        await WakeAsync(completed.Id);

        await CommitAsync(Checked(Assert.Single(await ClaimAsync()), status: TrackingStatus.Completed));

        Assert.Equal(
            (TrackingStatus.Completed, Now),
            ((await Store.GetAsync(completed.Id, Ct))!.Status, (await Store.GetAsync(completed.Id, Ct))!.CompletedAt!.Value));
    }

    [Fact]
    public async Task Stopped_rows_and_duplicates_are_not_woken()
    {
        var stopped = await AddAsync(Row("order-1", "g-1"));
        var duplicate = await AddAndClaimAsync(Row("order-2"));
        await CommitAsync(Checked(duplicate, edit: row => row with { GatewayReference = "g-1" }));
        await Store.StopAsync(stopped.Id, Now, Ct);

        Assert.Equal(0, await WakeAsync(stopped.Id));
        Assert.Equal(0, await WakeAsync(duplicate.Transaction.Id));
        Assert.Equal(0, await Store.WakeAsync(
            new WakeRequest(Now, Now)
            {
                ClientName = "cards",
                GatewayKey = "g-1",
                MerchantKey = "ORDER-2",
                IsGatewayKeySigned = true,
                IsMerchantKeySigned = true,
            }, Ct));
        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task Wakeup_of_a_row_with_a_crashed_claimer_is_not_lost()
    {
        var claimed = await AddAndClaimAsync(Row());
        await WakeAsync(claimed.Transaction.Id);
        Clock.Advance(Minute);

        var again = Assert.Single(await ClaimAsync(store: Other.Store));

        Assert.Equal(claimed.Wakes + 1, again.Wakes);
        Assert.Equal(CommitOutcome.Lost, await CommitAsync(Checked(claimed)));
    }

    [Fact]
    public async Task Row_is_stopped_once_and_a_running_check_changes_nothing()
    {
        var claimed = await AddAndClaimAsync(Row());

        Assert.True(await Other.Store.StopAsync(claimed.Transaction.Id, Now, Ct));

        Assert.False(await Store.StopAsync(claimed.Transaction.Id, Now + Minute, Ct));
        Assert.Equal(CommitOutcome.Lost, await CommitAsync(Checked(claimed, changes: 1)));
        var row = (await Store.GetAsync(claimed.Transaction.Id, Ct))!;
        Assert.Equal((TrackingStatus.Stopped, null, Now), (row.Status, row.NextCheckAt, row.CompletedAt!.Value));
        Assert.Empty((await Store.ListChangesAsync(new StatusChangeFilter(), Ct)).Items);
    }

    [Theory]
    [InlineData(TrackingStatus.Completed)]
    [InlineData(TrackingStatus.Expired)]
    public async Task Completed_row_cannot_be_stopped(TrackingStatus status)
    {
        var completed = await AddWithChangesAsync(Row(), status: status);

        Assert.False(await Store.StopAsync(completed.Id, Now, Ct));
        Assert.False(await Store.StopAsync(4711, Now, Ct));
        Assert.Equal(status, (await Store.GetAsync(completed.Id, Ct))!.Status);
    }

    [Fact]
    public async Task Changes_of_a_stopped_row_are_still_delivered()
    {
        var row = await AddWithChangesAsync(Row());

        Assert.True(await Store.StopAsync(row.Id, Now, Ct));

        Assert.Single(await ClaimChangesAsync());
    }
}
