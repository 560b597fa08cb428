using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Conformance.Stores.Parts;

/// <summary>Lists for user interfaces: every filter, page by page.</summary>
public abstract class ListTests<TFixture> : StorePart<TFixture>
    where TFixture : IStoreFixture, new()
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(100)]
    public async Task Pages_show_every_row_once_newest_first(int pageSize)
    {
        var added = new List<long>();
        for (var i = 0; i < 7; i++) added.Add((await AddAsync(Row($"order-{i}"))).Id);
        var seen = new List<long>();
        var filter = new TrackedFilter { PageSize = pageSize };

        while (true)
        {
            var page = await Store.ListAsync(filter, Ct);
            Assert.InRange(page.Items.Count, 1, pageSize);
            seen.AddRange(page.Items.Select(row => row.Id));
            if (page.Next is null) break;
            filter = filter with { After = page.Next };
        }

        Assert.Equal(added.AsEnumerable().Reverse(), seen);
    }

    [Fact]
    public async Task Every_filter_returns_its_rows()
    {
        var start = Now;
        await AddAsync(Row("plain") with { NextCheckAt = Now + 60 * Minute });
        Clock.Advance(Second);
        await CommitAsync(
            Checked(await AddAndClaimAsync(Row("paid")), edit: row => row with { Belief = Belief(row, PaymentState.Captured, Now) }));
        await CommitAsync(Checked(
            await AddAndClaimAsync(Row("done", "g-1")), status: TrackingStatus.Completed,
            edit: row => row with { Belief = Belief(row, PaymentState.Declined, Now) }));
        Clock.Advance(Second);
        await AddWithChangesAsync(Row("late"), status: TrackingStatus.Expired);
        await CommitAsync(Checked(await AddAndClaimAsync(Row("twin")), edit: row => row with { GatewayReference = "g-1" }));
        // Its duplicate woke it.
        await CommitAsync(Checked(Assert.Single(await ClaimAsync()), status: TrackingStatus.Completed));
        await Store.StopAsync((await AddAsync(Row("stopped", client: "ppro"))).Id, Now, Ct);

        await AssertFoundAsync("stopped,twin,late,done,paid,plain", new TrackedFilter());
        await AssertFoundAsync("stopped", new TrackedFilter { ClientName = "ppro" });
        await AssertFoundAsync("", new TrackedFilter { ClientName = "Ppro" });
        await AssertFoundAsync("paid,plain", new TrackedFilter { Status = TrackingStatus.Active });
        await AssertFoundAsync("done", new TrackedFilter { Status = TrackingStatus.Completed });
        await AssertFoundAsync("late", new TrackedFilter { Status = TrackingStatus.Expired });
        await AssertFoundAsync("stopped", new TrackedFilter { Status = TrackingStatus.Stopped });
        await AssertFoundAsync("twin", new TrackedFilter { Status = TrackingStatus.Duplicate });
        await AssertFoundAsync("", new TrackedFilter { Status = TrackingStatus.Unknown });
        await AssertFoundAsync("paid", new TrackedFilter { State = PaymentState.Captured });
        await AssertFoundAsync("stopped,twin,late,plain", new TrackedFilter { State = PaymentState.Unknown });
        await AssertFoundAsync("twin,done", new TrackedFilter { TransactionId = "g-1" });
        await AssertFoundAsync("late", new TrackedFilter { TransactionId = "late" });
        await AssertFoundAsync("", new TrackedFilter { TransactionId = "LATE" });
        await AssertFoundAsync("", new TrackedFilter { TransactionId = "lat%" });
        await AssertFoundAsync("stopped,twin,late,done,paid", new TrackedFilter { TrackedFrom = start + Second });
        await AssertFoundAsync("done,paid,plain", new TrackedFilter { TrackedBefore = start + 2 * Second });
        await AssertFoundAsync(
            "done,paid",
            new TrackedFilter { TrackedFrom = (start + Second).ToOffset(TimeSpan.FromHours(5)), TrackedBefore = start + 2 * Second });
        await AssertFoundAsync("done", new TrackedFilter
        {
            ClientName = "cards",
            Status = TrackingStatus.Completed,
            State = PaymentState.Declined,
            TransactionId = "g-1",
            TrackedFrom = start,
            TrackedBefore = Now,
        });
    }

    [Fact]
    public async Task Contested_rows_and_mismatches_are_found_as_long_as_they_are()
    {
        await AddAsync(Row("plain") with { NextCheckAt = Now + 60 * Minute });
        await CommitAsync(Checked(await AddAndClaimAsync(Row("contested")), edit: row => row with
        {
            Belief = Belief(row with { Belief = Belief(row, PaymentState.Captured, Now) }, PaymentState.Pending, Now + Second),
        }));
        await CommitAsync(Checked(await AddAndClaimAsync(Row("mismatch")), edit: row => row with { HasMismatch = true }));

        await AssertFoundAsync("contested", new TrackedFilter { IsContested = true });
        await AssertFoundAsync("mismatch,plain", new TrackedFilter { IsContested = false });
        await AssertFoundAsync("mismatch", new TrackedFilter { HasMismatch = true });
        await AssertFoundAsync("contested,plain", new TrackedFilter { HasMismatch = false });
        await AssertFoundAsync("", new TrackedFilter { IsContested = true, HasMismatch = true });
        await AssertFoundAsync("plain", new TrackedFilter { ClientName = "cards", IsContested = false, HasMismatch = false });

        Clock.Advance(61 * Minute);
        foreach (var claim in (await ClaimAsync()).Where(one => one.Transaction.MerchantReference != "plain"))
        {
            await CommitAsync(
                Checked(claim, edit: row => row with { Belief = Belief(row, PaymentState.Captured, Now), HasMismatch = false }));
        }

        await AssertFoundAsync("", new TrackedFilter { IsContested = true });
        await AssertFoundAsync("", new TrackedFilter { HasMismatch = true });
    }

    [Fact]
    public async Task Changes_are_listed_by_transaction_and_status_newest_first()
    {
        var row = await AddWithChangesAsync(Row("a"), changes: 3);
        Clock.Advance(Second);
        await AddWithChangesAsync(Row("b"), changes: 2);
        foreach (var one in await ClaimChangesAsync())
            await Store.CommitDeliveriesAsync([one.Change.Transaction.Id == row.Id ? Parked(one) : Delivered(one)], Ct);

        await AssertChangesAsync("b2,b1,a3,a2,a1", new StatusChangeFilter());
        await AssertChangesAsync("b2,b1,a3,a2,a1", new StatusChangeFilter { PageSize = 2 });
        await AssertChangesAsync("a3,a2,a1", new StatusChangeFilter { TransactionId = row.Id, PageSize = 1 });
        await AssertChangesAsync("a1", new StatusChangeFilter { Status = DeliveryStatus.Parked });
        await AssertChangesAsync("b1", new StatusChangeFilter { Status = DeliveryStatus.Delivered });
        await AssertChangesAsync("b2,a3,a2", new StatusChangeFilter { Status = DeliveryStatus.Pending, PageSize = 2 });
        await AssertChangesAsync("a3,a2", new StatusChangeFilter { Status = DeliveryStatus.Pending, TransactionId = row.Id });
        await AssertChangesAsync("", new StatusChangeFilter { TransactionId = 4711 });
        await AssertChangesAsync("", new StatusChangeFilter { Status = DeliveryStatus.Unknown });
    }

    private async Task AssertFoundAsync(string expected, TrackedFilter filter)
    {
        var page = await Store.ListAsync(filter, Ct);
        Assert.Equal(expected, string.Join(',', page.Items.Select(row => row.MerchantReference)));
        Assert.Null(page.Next);
        var first = await Store.ListAsync(filter with { PageSize = 1 }, Ct);
        Assert.Equal(page.Items.Take(1), first.Items);
        if (first.Next is { } next) Assert.Equal(page.Items.Skip(1), (await Store.ListAsync(filter with { After = next }, Ct)).Items);
    }

    private async Task AssertChangesAsync(string expected, StatusChangeFilter filter)
    {
        var seen = new List<string>();
        while (true)
        {
            var page = await Store.ListChangesAsync(filter, Ct);
            Assert.InRange(page.Items.Count, 0, filter.PageSize);
            seen.AddRange(page.Items.Select(one => $"{one.Change.Transaction.MerchantReference}{one.Change.Sequence}"));
            if (page.Next is null) break;
            filter = filter with { After = page.Next };
        }

        Assert.Equal(expected, string.Join(',', seen));
    }
}
