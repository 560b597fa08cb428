using System.Collections.Concurrent;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Conformance.Stores.Parts;

/// <summary>Changes are delivered at least once, and those of one transaction one after another.</summary>
public abstract class ChangeTests<TFixture> : StorePart<TFixture>
    where TFixture : IStoreFixture, new()
{
    [Fact]
    public async Task First_change_of_a_transaction_alone_is_claimed()
    {
        var row = await AddWithChangesAsync(Row("a"), changes: 3);
        var other = await AddWithChangesAsync(Row("b"), changes: 2);

        var claimed = await ClaimChangesAsync();

        Assert.Equal([(row.Id, 1L), (other.Id, 1L)], claimed.Select(one => (one.Change.Transaction.Id, one.Change.Sequence)).Order());
        Assert.All(claimed, one => Assert.Equal((1, 0), (one.Change.Attempt, one.CompletedHandlers.Count)));
        Assert.Empty(await ClaimChangesAsync(store: Other.Store));
    }

    [Fact]
    public async Task Claimed_change_is_complete()
    {
        var commit = Checked(await AddAndClaimAsync(Row()), changes: 1);
        await CommitAsync(commit);

        Assert.Equal(commit.Changes[0], Assert.Single(await ClaimChangesAsync(store: Other.Store)).Change);
    }

    [Fact]
    public async Task Trace_of_the_track_call_is_part_of_claims_and_changes()
    {
        const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        var claimed = await AddAndClaimAsync(Row() with { TraceParent = Trace });
        await CommitAsync(Checked(claimed, changes: 1));

        Assert.Equal(Trace, claimed.Transaction.TraceParent);
        Assert.Equal(Trace, Assert.Single(await ClaimChangesAsync(store: Other.Store)).Change.TraceParent);
    }

    [Fact]
    public async Task Next_change_is_claimed_after_the_first_is_delivered_or_parked()
    {
        await AddWithChangesAsync(Row(), changes: 3);

        await Store.CommitDeliveriesAsync([Delivered(Assert.Single(await ClaimChangesAsync()))], Ct);
        var second = Assert.Single(await ClaimChangesAsync());
        await Store.CommitDeliveriesAsync([Parked(second)], Ct);
        var third = Assert.Single(await ClaimChangesAsync());

        Assert.Equal((2, 3), (second.Change.Sequence, third.Change.Sequence));
        await Store.CommitDeliveriesAsync([Delivered(third)], Ct);
        Assert.Empty(await ClaimChangesAsync());
    }

    [Fact]
    public async Task Longest_due_changes_are_claimed_first_up_to_the_limit()
    {
        await AddWithChangesAsync(Row("a"));
        Clock.Advance(Second);
        await AddWithChangesAsync(Row("b"));
        Clock.Advance(Second);
        await AddWithChangesAsync(Row("c"));

        Assert.Equal(["a", "b"], (await ClaimChangesAsync(2)).Select(one => one.Change.Transaction.MerchantReference));
        Assert.Equal(["c"], (await ClaimChangesAsync(2)).Select(one => one.Change.Transaction.MerchantReference));
    }

    [Fact]
    public async Task Failed_change_is_claimed_again_when_due_and_delays_only_its_own_transaction()
    {
        await AddWithChangesAsync(Row("a"), changes: 2);
        var first = Assert.Single(await ClaimChangesAsync());
        await Store.CommitDeliveriesAsync([Retried(first, Now + Minute, "handler one", "handler two, \"'%")], Ct);
        await AddWithChangesAsync(Row("b"));

        var other = Assert.Single(await ClaimChangesAsync());
        Assert.Equal("b", other.Change.Transaction.MerchantReference);
        await Store.CommitDeliveriesAsync([Delivered(other)], Ct);
        Clock.Advance(Minute - TimeSpan.FromTicks(1));
        Assert.Empty(await ClaimChangesAsync());
        Clock.Advance(TimeSpan.FromTicks(1));
        var again = Assert.Single(await ClaimChangesAsync(1));

        Assert.Equal((first.Change.Id, 2), (again.Change.Id, again.Change.Attempt));
        Assert.Equal(["handler one", "handler two, \"'%"], again.CompletedHandlers);
        Assert.True(again.Fence > first.Fence);
    }

    [Fact]
    public async Task Claimed_change_is_not_claimed_again_until_the_lease_expires()
    {
        await AddWithChangesAsync(Row(), changes: 2);
        var first = Assert.Single(await ClaimChangesAsync());
        var lease = new Lease<Guid>(first.Change.Id, first.Fence);
        Assert.Equal([lease], await Store.RenewChangesAsync([lease], Now + 5 * Minute, Ct));

        Clock.Advance(5 * Minute - TimeSpan.FromTicks(1));
        Assert.Empty(await ClaimChangesAsync(store: Other.Store));
        Clock.Advance(TimeSpan.FromTicks(1));
        var again = Assert.Single(await ClaimChangesAsync(store: Other.Store));

        // The try of the crashed process counts.
        Assert.Equal((first.Change.Id, 2), (again.Change.Id, again.Change.Attempt));
        Assert.True(again.Fence > first.Fence);
    }

    [Fact]
    public async Task Holder_of_a_lost_lease_commits_and_renews_nothing()
    {
        await AddWithChangesAsync(Row());
        var late = Assert.Single(await ClaimChangesAsync());
        Clock.Advance(Minute);
        var claimed = Assert.Single(await ClaimChangesAsync(store: Other.Store));

        await Store.CommitDeliveriesAsync([Delivered(late, "late")], Ct);
        Assert.Empty(
            await Store.RenewChangesAsync([new Lease<Guid>(late.Change.Id, late.Fence)], Now + TimeSpan.FromDays(1), Ct));

        Assert.Equal(DeliveryStatus.Pending, Assert.Single((await Store.ListChangesAsync(new StatusChangeFilter(), Ct)).Items).Status);
        Clock.Advance(Minute);
        Assert.Equal(claimed.Change.Id, Assert.Single(await ClaimChangesAsync()).Change.Id);
    }

    [Fact]
    public async Task Delivered_change_is_not_modified_by_a_second_commit()
    {
        await AddWithChangesAsync(Row());
        var claimed = Assert.Single(await ClaimChangesAsync());
        await Store.CommitDeliveriesAsync([Delivered(claimed, "one")], Ct);

        await Store.CommitDeliveriesAsync([Retried(claimed, Now)], Ct);

        Assert.Empty(await ClaimChangesAsync());
    }

    [Fact]
    public async Task List_shows_the_progress_of_a_change()
    {
        await AddWithChangesAsync(Row("a"));
        await AddWithChangesAsync(Row("b"));
        await AddWithChangesAsync(Row("c"));
        var claimed = (await ClaimChangesAsync()).ToDictionary(one => one.Change.Transaction.MerchantReference!);
        await Store.CommitDeliveriesAsync([Delivered(claimed["a"], "x"), Retried(claimed["b"], Now + Minute), Parked(claimed["c"])], Ct);

        var listed = (await Other.Store.ListChangesAsync(new StatusChangeFilter(), Ct)).Items.ToDictionary(one =>
            one.Change.Transaction.MerchantReference!);

        Assert.Equal(
            new StatusChangeDelivery { Change = claimed["a"].Change, Status = DeliveryStatus.Delivered, Tries = 1, DeliveredAt = Now },
            listed["a"]);
        Assert.Equal(
            new StatusChangeDelivery
            {
                Change = claimed["b"].Change,
                Status = DeliveryStatus.Pending,
                Tries = 1,
                NextTryAt = Now + Minute,
                LastError = "System.FormatException",
            },
            listed["b"] with { Change = claimed["b"].Change });
        Assert.Equal(
            new StatusChangeDelivery
            {
                Change = claimed["c"].Change,
                Status = DeliveryStatus.Parked,
                Tries = 1,
                LastError = "System.FormatException",
            },
            listed["c"] with { Change = claimed["c"].Change });
    }

    [Fact]
    public async Task Try_counts_from_its_claim()
    {
        await AddWithChangesAsync(Row());

        var first = Assert.Single(await ClaimChangesAsync());
        Assert.Equal((1, false, null), (first.Change.Attempt, first.HasExpiredLease, first.LastError));
        Assert.Equal(1, Assert.Single((await Other.Store.ListChangesAsync(new StatusChangeFilter(), Ct)).Items).Tries);

        // The process crashes twice.
        Clock.Advance(Minute);
        var second = Assert.Single(await ClaimChangesAsync(store: Other.Store));
        Assert.Equal((2, true), (second.Change.Attempt, second.HasExpiredLease));
        Clock.Advance(Minute);
        var third = Assert.Single(await ClaimChangesAsync());
        Assert.Equal((3, true), (third.Change.Attempt, third.HasExpiredLease));
        Assert.Equal(3, Assert.Single((await Store.ListChangesAsync(new StatusChangeFilter(), Ct)).Items).Tries);
    }

    [Fact]
    public async Task Claim_after_a_commit_has_its_failure_and_no_expired_lease()
    {
        await AddWithChangesAsync(Row());
        await Store.CommitDeliveriesAsync([Retried(Assert.Single(await ClaimChangesAsync()), Now)], Ct);

        var again = Assert.Single(await ClaimChangesAsync(store: Other.Store));

        Assert.Equal((2, false, "System.FormatException"), (again.Change.Attempt, again.HasExpiredLease, again.LastError));
    }

    [Fact]
    public async Task Try_that_did_not_start_does_not_count_and_keeps_the_failure_before_it()
    {
        await AddWithChangesAsync(Row());
        await Store.CommitDeliveriesAsync([Retried(Assert.Single(await ClaimChangesAsync()), Now)], Ct);
        var claimed = Assert.Single(await ClaimChangesAsync());

        await Store.CommitDeliveriesAsync(
            [Retried(claimed, Now) with { Tries = claimed.Change.Attempt - 1, LastError = claimed.LastError }], Ct);

        var listed = Assert.Single((await Store.ListChangesAsync(new StatusChangeFilter(), Ct)).Items);
        Assert.Equal((DeliveryStatus.Pending, 1, "System.FormatException"), (listed.Status, listed.Tries, listed.LastError));
        Assert.Equal(2, Assert.Single(await ClaimChangesAsync()).Change.Attempt);
    }

    [Fact]
    public async Task Later_changes_wait_behind_existing_ones()
    {
        var row = await AddWithChangesAsync(Row());
        var first = Assert.Single(await ClaimChangesAsync());
        await WakeAsync(row.Id);
        await CommitAsync(Checked(Assert.Single(await ClaimAsync()), changes: 2));

        Assert.Empty(await ClaimChangesAsync());
        await Store.CommitDeliveriesAsync([Delivered(first)], Ct);

        Assert.Equal(2, Assert.Single(await ClaimChangesAsync()).Change.Sequence);
    }

    [Fact]
    public async Task Concurrent_claimers_deliver_each_change_once_and_in_order()
    {
        const int Rows = 12;
        const int Each = 4;
        for (var i = 0; i < Rows; i++) await AddWithChangesAsync(Row($"order-{i}"), changes: Each);
        var delivered = new ConcurrentQueue<(long Row, long Sequence)>();
        var left = Rows * Each;

        await Task.WhenAll(Enumerable.Range(0, 6).Select(number => Task.Run(async () =>
        {
            var store = Process(number % 3).Store;
            while (Volatile.Read(ref left) > 0)
            {
                var claimed = await ClaimChangesAsync(3, store);
                foreach (var one in claimed)
                {
                    delivered.Enqueue((one.Change.Transaction.Id, one.Change.Sequence));
                    Interlocked.Decrement(ref left);
                }

                await store.CommitDeliveriesAsync([.. claimed.Select(one => Delivered(one))], Ct);
            }
        })));

        Assert.Equal(Rows * Each, delivered.Count);
        Assert.All(delivered.GroupBy(one => one.Row), row => Assert.Equal([1L, 2L, 3L, 4L], row.Select(one => one.Sequence)));
    }

    [Fact]
    public async Task Empty_batches_change_nothing()
    {
        await Store.CommitDeliveriesAsync([], Ct);
        await Store.RenewChangesAsync([], Now, Ct);
        await Store.RenewChecksAsync([], Now, Ct);
        Assert.Empty(await ClaimChangesAsync());
    }
}
