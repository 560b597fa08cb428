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

    // The merchant names the gateway reference of a second payment under the merchant reference of a failed one.
    [Fact]
    public async Task Rows_with_one_merchant_reference_are_each_found_by_their_own_gateway_reference()
    {
        var failed = await AddWithChangesAsync(Row("order-1", "g-1"), status: TrackingStatus.Completed);
        var second = await AddAsync(Row("order-1", "g-2") with { NextCheckAt = Now + 60 * Minute });

        Assert.NotEqual(failed.Id, second.Id);
        foreach (var row in new[] { second, failed })
        {
            Assert.Equal(row.Id, (await AddAsync(Row(null, row.GatewayReference), Other.Store)).Id);
            Assert.Equal(1, await Store.WakeAsync(Signed(row.GatewayReference), Ct));
            Assert.Equal(row.Id, Assert.Single(await ClaimAsync()).Transaction.Id);
        }
    }

    [Fact]
    public async Task Reference_of_the_current_attempt_finds_the_row_alone_and_that_of_an_earlier_one_with_the_merchant_reference()
    {
        var row = await AddAttemptAsync(Now + 60 * Minute);

        await AddAsync(Row("order-1", "g-2"), Other.Store, existing => existing with { GatewayReference = "g-2" });

        Assert.Equal(row.Id, (await AddAsync(Row(null, "g-2"))).Id);
        Assert.Equal(1, await Store.WakeAsync(Signed("g-2"), Ct));
        Assert.Equal(row.Id, Assert.Single(await ClaimAsync()).Transaction.Id);
        Assert.Equal(1, await Store.WakeAsync(Signed("g-1") with { MerchantKey = "ORDER-1" }, Ct));
        Assert.Equal(0, await Store.WakeAsync(Signed("g-9") with { MerchantKey = "ORDER-1" }, Ct));
    }

    [Fact]
    public async Task Reference_that_another_row_has_joins_that_row_which_takes_over_the_earlier_attempts_later()
    {
        var row = await AddAttemptAsync(Now);
        var other = await AddAsync(Row(null, "g-2") with { NextCheckAt = Now + 60 * Minute });

        Assert.Equal(other.Id, (await AddAsync(Row("order-1", "g-2"), Other.Store)).Id);

        Assert.Equal(row, await Store.GetAsync(row.Id, Ct));
        var claimed = Assert.Single(await ClaimAsync());
        Assert.Equal(
            CommitOutcome.Duplicate, await CommitAsync(Checked(claimed, edit: content => content with { GatewayReference = "g-2" })));
        var survivor = (await Store.FindAsync("cards", new TransactionKeys("g-2", null, false), Ct))!;
        Assert.Equal((other.Id, "order-1"), (survivor.Id, survivor.MerchantReference));
        Assert.Equal("g-1", Assert.Single(survivor.EarlierAttempts).GatewayReference);
    }

    [Fact]
    public async Task Gateway_reference_that_is_joined_and_added_concurrently_belongs_to_one_row()
    {
        await Store.PrepareAsync(Ct);
        for (var round = 0; round < 3; round++)
        {
            var (order, reference) = ($"order-{round}", $"g-{round}");
            var known = await AddAsync(Row(order));
            var adds = Enumerable.Range(0, 12).Select(number => Task.Run(() => AddAsync(
                number % 2 == 0 ? Row(order, reference) : Row(null, reference),
                Process(number % 3).Store,
                existing => existing with { GatewayReference = reference })));

            var id = Assert.Single((await Task.WhenAll(adds)).Select(row => row.Id).Distinct());

            Assert.Equal(id, (await Store.FindAsync("cards", new TransactionKeys(reference, null, false), Ct))?.Id);
            // The row that did not get the reference is tracked without it.
            Assert.Equal(id == known.Id ? reference : null, (await Store.GetAsync(known.Id, Ct))!.GatewayReference);
        }
    }

    /// <summary>Adds a row whose attempt g-1 has failed, and which has a new attempt without a gateway reference.</summary>
    private async Task<TrackedTransaction> AddAttemptAsync(DateTimeOffset nextCheckAt)
    {
        await AddAsync(Row("order-1", "g-1"));
        var earlier = new TrackedAttempt { StartedAt = Now, GatewayReference = "g-1" };
        return await AddAsync(Row("order-1"), join: _ => Row("order-1") with { NextCheckAt = nextCheckAt, EarlierAttempts = [earlier] });
    }

    /// <summary>A notification whose signature covers the gateway reference.</summary>
    private WakeRequest Signed(string? gatewayReference) =>
        new(Now, Now + 60 * Minute) { ClientName = "cards", GatewayKey = gatewayReference, IsGatewayKeySigned = true };
}
