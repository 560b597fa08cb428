using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Conformance.Stores.Parts;

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
        await CommitAsync(
            Checked(await AddAndClaimAsync(Row("c")), edit: row => row with { Belief = Belief(row, PaymentState.Pending, Now) }));
        await AddWithChangesAsync(Row("d"), status: TrackingStatus.Completed);
        await AddAsync(Row("e"));

        var active = (await Store.MeasureAsync(Now, Ct)).Active;

        Assert.Equal(
            [
                new ActiveCount("cards", PaymentState.Unknown, 2), new ActiveCount("cards", PaymentState.Pending, 1),
                new ActiveCount("ppro", PaymentState.Unknown, 1),
            ],
            active.OrderBy(one => one.ClientName, StringComparer.Ordinal)
                .ThenBy(one => one.State)
                .Select(one => one with { OldestTrackedAt = null }));
    }

    [Fact]
    public async Task Oldest_open_row_is_measured_for_each_client_and_state()
    {
        var start = Now;
        await CommitAsync(Checked(await AddAndClaimAsync(Row("final")), edit: row => row with
        {
            Belief = Belief(row, PaymentState.Captured, Now, Finality.Final),
        }));
        Clock.Advance(Minute);
        await CommitAsync(
            Checked(await AddAndClaimAsync(Row("open")), edit: row => row with { Belief = Belief(row, PaymentState.Captured, Now) }));
        Clock.Advance(Minute);
        await CommitAsync(
            Checked(await AddAndClaimAsync(Row("open too")), edit: row => row with { Belief = Belief(row, PaymentState.Captured, Now) }));
        await CommitAsync(Checked(
            await AddAndClaimAsync(Row("all final", client: "ppro")),
            edit: row => row with { Belief = Belief(row, PaymentState.Captured, Now, Finality.Final) }));
        await AddAsync(Row("new"));

        var active = (await Store.MeasureAsync(Now, Ct)).Active;

        Assert.Equal(
            [
                new ActiveCount("cards", PaymentState.Unknown, 1) { OldestTrackedAt = Now },
                new ActiveCount("cards", PaymentState.Captured, 3) { OldestTrackedAt = start + Minute },
                new ActiveCount("ppro", PaymentState.Captured, 1),
            ],
            active.OrderBy(one => one.ClientName, StringComparer.Ordinal).ThenBy(one => one.State));
    }

    [Fact]
    public async Task Next_times_are_those_of_due_and_future_rows_and_changes()
    {
        var empty = await Store.MeasureAsync(Now, Ct);
        Assert.Empty(empty.NextCheckAt);
        Assert.Null(empty.NextDeliveryAt);

        await AddAsync(Row("a") with { NextCheckAt = Now + Minute });
        await AddAsync(Row("b") with { NextCheckAt = Now + (2 * Minute) });
        await AddAsync(Row("c", client: "ppro") with { NextCheckAt = Now - Minute });
        await AddWithChangesAsync(Row("d", client: "ended"), changes: 2, TrackingStatus.Completed);
        var figures = await Store.MeasureAsync(Now, Ct);

        Assert.Equal([("cards", Now + Minute), ("ppro", Now - Minute)], figures.NextCheckAt.Select(one => (one.Key, one.Value)).Order());
        Assert.Equal(Now, figures.NextDeliveryAt);

        // During work on them, the next time is the end of the lease.
        await ClaimAsync("ppro");
        var change = Assert.Single(await ClaimChangesAsync());
        figures = await Store.MeasureAsync(Now, Ct);
        Assert.Equal((Now + Minute, Now + Minute), (figures.NextCheckAt["ppro"], figures.NextDeliveryAt));
        await Store.CommitDeliveriesAsync([Retried(change, Now + (5 * Minute))], Ct);
        Assert.Equal(Now + (5 * Minute), (await Store.MeasureAsync(Now, Ct)).NextDeliveryAt);
    }

    [Fact]
    public async Task Oldest_due_row_is_the_one_that_waits_longest_for_a_claim()
    {
        await AddAsync(Row("later") with { NextCheckAt = Now + Minute });
        Assert.Null((await Store.MeasureAsync(Now, Ct)).OldestDueAt);
        await AddAsync(Row("a") with { NextCheckAt = Now - Minute });
        await AddAsync(Row("b", client: "ppro") with { NextCheckAt = Now - Second });
        Assert.Equal(Now - Minute, (await Store.MeasureAsync(Now, Ct)).OldestDueAt);

        await ClaimAsync();
        Assert.Equal(Now - Second, (await Store.MeasureAsync(Now, Ct)).OldestDueAt);
        await ClaimAsync("ppro");
        Assert.Null((await Store.MeasureAsync(Now, Ct)).OldestDueAt);
    }

    [Fact]
    public async Task Completed_row_with_a_due_check_is_not_counted_as_active()
    {
        await CommitAsync(
            Checked(await AddAndClaimAsync(Row()), status: TrackingStatus.Completed, edit: row => row with { NextCheckAt = Now + Minute }));
        Clock.Advance(2 * Minute);

        var figures = await Store.MeasureAsync(Now, Ct);

        // A client that is no longer registered may have many of them; they do not affect health.
        Assert.Empty(figures.Active);
        Assert.Null(figures.OldestDueAt);
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
