using System.Collections.Concurrent;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Conformance.Stores.Parts;

/// <summary>Claims of due rows and their leases.</summary>
public abstract class ClaimTests<TFixture> : StorePart<TFixture>
    where TFixture : IStoreFixture, new()
{
    [Fact]
    public async Task Completed_row_is_claimed_for_its_check_and_reopened_by_a_wakeup_meanwhile()
    {
        var added = await AddAndClaimAsync(Row());
        await CommitAsync(Checked(added, status: TrackingStatus.Completed, edit: row => row with { NextCheckAt = Now + 10 * Minute }));
        Assert.Empty(await ClaimAsync());
        Assert.Equal(
            added.Transaction.Id,
            Assert.Single((await Store.ListAsync(new TrackedFilter { Status = TrackingStatus.Completed }, Ct)).Items).Id);
        var completed = Now;

        Clock.Advance(10 * Minute);
        var claimed = Assert.Single(await ClaimAsync());
        Assert.Equal((TrackingStatus.Completed, completed), (claimed.Transaction.Status, claimed.Transaction.CompletedAt));
        Assert.Equal(1, await WakeAsync(claimed.Transaction.Id));
        Assert.Empty(await ClaimAsync());

        Assert.Equal(CommitOutcome.Written, await CommitAsync(Checked(claimed, status: TrackingStatus.Completed)));
        var opened = Assert.Single(await ClaimAsync());
        Assert.Equal((TrackingStatus.Active, claimed.Wakes + 1), (opened.Transaction.Status, opened.Wakes));
        Assert.NotNull(opened.Transaction.CompletedAt);
    }

    [Fact]
    public async Task Completed_row_woken_before_its_check_is_active_and_due()
    {
        var row = Checked(
            await AddAndClaimAsync(Row()), status: TrackingStatus.Completed, edit: one => one with { NextCheckAt = Now + 10 * Minute });
        await CommitAsync(row);

        Assert.Equal(1, await WakeAsync(row.Transaction.Id));

        Assert.Equal(TrackingStatus.Active, Assert.Single(await ClaimAsync()).Transaction.Status);
    }

    [Fact]
    public async Task Only_due_rows_are_claimed_longest_due_first()
    {
        var due = await AddAsync(Row("a"));
        var longest = await AddAsync(Row("b") with { NextCheckAt = Now - Minute });
        await AddAsync(Row("c") with { NextCheckAt = Now.AddTicks(1) });
        var longer = await AddAsync(Row("d") with { NextCheckAt = Now - Second });

        var claimed = await ClaimAsync();

        Assert.Equal([longest.Id, longer.Id, due.Id], claimed.Select(row => row.Transaction.Id));
        Assert.Equal([Now - Minute, Now - Second, Now], claimed.Select(row => row.DueAt));
        Assert.All(claimed, row => Assert.Equal(Now + Minute, row.Transaction.NextCheckAt));
        Assert.Equal(longest with { NextCheckAt = Now + Minute }, claimed[0].Transaction);
        Assert.Equal(claimed[0].Transaction, await Store.GetAsync(longest.Id, Ct));
    }

    [Fact]
    public async Task Claim_returns_no_more_rows_than_requested()
    {
        for (var i = 0; i < 5; i++) await AddAsync(Row($"order-{i}") with { NextCheckAt = Now - i * Second });

        var first = await ClaimAsync(count: 2);
        var second = await ClaimAsync(count: 2, store: Other.Store);

        Assert.Equal(["order-4", "order-3", "order-2", "order-1"], first.Concat(second).Select(row => row.Transaction.MerchantReference));
    }

    [Fact]
    public async Task Rows_of_other_clients_are_not_claimed()
    {
        await AddAsync(Row(client: "cards"));
        var other = await AddAsync(Row(client: "ppro"));

        Assert.Equal(other.Id, Assert.Single(await ClaimAsync("ppro")).Transaction.Id);
        Assert.Empty(await ClaimAsync("PPRO"));
    }

    [Fact]
    public async Task Claimed_row_is_not_claimed_again_until_the_lease_expires()
    {
        var claimed = await AddAndClaimAsync(Row());

        Clock.Advance(Minute - TimeSpan.FromTicks(1));
        Assert.Empty(await ClaimAsync(store: Other.Store));
        Clock.Advance(TimeSpan.FromTicks(1));

        var again = Assert.Single(await ClaimAsync(store: Other.Store));
        Assert.True(again.Fence > claimed.Fence);
        Assert.Equal(claimed.Transaction.NextCheckAt, again.DueAt);
    }

    [Fact]
    public async Task Completed_row_is_not_claimed()
    {
        await AddWithChangesAsync(Row("a"), status: TrackingStatus.Completed);
        await AddWithChangesAsync(Row("b"), status: TrackingStatus.Expired);
        await Store.StopAsync((await AddAsync(Row("c"))).Id, Now, Ct);

        Clock.Advance(TimeSpan.FromDays(100));

        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task Renewed_lease_lasts_longer()
    {
        var claimed = await AddAndClaimAsync(Row());

        var lease = new Lease<long>(claimed.Transaction.Id, claimed.Fence);
        Assert.Equal([lease], await Store.RenewChecksAsync([lease], Now + 10 * Minute, Ct));

        Clock.Advance(9 * Minute);
        Assert.Empty(await ClaimAsync());
        Assert.Equal(CommitOutcome.Written, await CommitAsync(Checked(claimed)));
    }

    [Fact]
    public async Task Lost_lease_is_not_renewed()
    {
        var late = await AddAndClaimAsync(Row("a"));
        var done = await AddAndClaimAsync(Row("b"));
        await CommitAsync(Checked(done));
        Clock.Advance(Minute);
        Assert.Equal("a", Assert.Single(await ClaimAsync(store: Other.Store)).Transaction.MerchantReference);

        var renewed = await Store.RenewChecksAsync(
            [new Lease<long>(late.Transaction.Id, late.Fence), new Lease<long>(done.Transaction.Id, done.Fence), new Lease<long>(4711, 1)],
            Now + TimeSpan.FromDays(2),
            Ct);

        Assert.Empty(renewed);
        Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(["a", "b"], (await ClaimAsync()).Select(row => row.Transaction.MerchantReference));
    }

    [Fact]
    public async Task Concurrent_claimers_get_different_rows_and_together_all()
    {
        const int Rows = 120;
        for (var i = 0; i < Rows; i++) await AddAsync(Row($"order-{i}"));
        var claimed = new ConcurrentBag<long>();

        await Task.WhenAll(Enumerable.Range(0, 9).Select(number => Task.Run(async () =>
        {
            while (await ClaimAsync(count: 4, store: Process(number % 3).Store) is { Count: > 0 } rows)
            {
                foreach (var row in rows) claimed.Add(row.Transaction.Id);
            }
        })));

        // A claimer that skips rows of a concurrent claim may end early; no row is claimed twice or never.
        foreach (var row in await ClaimAsync()) claimed.Add(row.Transaction.Id);
        Assert.Equal(Rows, claimed.Count);
        Assert.Distinct(claimed);
    }

    [Fact]
    public async Task Claim_without_due_rows_is_empty() => Assert.Empty(await ClaimAsync());
}
