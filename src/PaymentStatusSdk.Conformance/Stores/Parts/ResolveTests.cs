using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Conformance.Stores.Parts;

/// <summary>A person resolves a row by hand: the row and its change are written together, whatever a worker does.</summary>
public abstract class ResolveTests<TFixture> : StorePart<TFixture>
    where TFixture : IStoreFixture, new()
{
    [Fact]
    public async Task Row_and_its_change_are_written_together()
    {
        var row = await AddAsync(Row(gatewayReference: "g-1"));

        Assert.True(await Store.ResolveAsync(row.Id, Resolve, Now, Ct));

        var resolved = (await Other.Store.GetAsync(row.Id, Ct))!;
        Assert.Equal((TrackingStatus.Stopped, null, Now), (resolved.Status, resolved.NextCheckAt, resolved.CompletedAt!.Value));
        Assert.Equal(new ManualResolution { Reason = "Refunded at the till: 日本 'x'", ResolvedBy = "Ana", At = Now }, resolved.Resolution);
        Assert.Equal(row.DeadlineAt, resolved.DeadlineAt);
        var delivery = Assert.Single((await Store.ListChangesAsync(new StatusChangeFilter { TransactionId = row.Id }, Ct)).Items);
        Assert.Equal((StatusChangeKind.Resolved, DeliveryStatus.Pending, Now), (delivery.Change.Kind, delivery.Status, delivery.NextTryAt));
        Assert.Equal(resolved, delivery.Change.Transaction);
        Assert.Equal(row.Id, (await Store.FindAsync("cards", Keys(row), Ct))!.Id);
    }

    [Fact]
    public async Task Resolved_row_is_not_checked_and_a_running_check_changes_nothing()
    {
        var claimed = await AddAndClaimAsync(Row());

        Assert.True(await Other.Store.ResolveAsync(claimed.Transaction.Id, Resolve, Now, Ct));

        Assert.Equal(CommitOutcome.Lost, await CommitAsync(Checked(claimed, changes: 1)));
        Assert.Equal(0, await WakeAsync(claimed.Transaction.Id));
        Clock.Advance(10 * 24 * 60 * Minute);
        Assert.Empty(await ClaimAsync());
        Assert.Single((await Store.ListChangesAsync(new StatusChangeFilter(), Ct)).Items);
    }

    [Fact]
    public async Task Change_waits_for_the_earlier_changes_of_its_row()
    {
        var row = await AddWithChangesAsync(Row(), changes: 2);
        Clock.Advance(Second);

        Assert.True(await Store.ResolveAsync(row.Id, Resolve, Now, Ct));

        for (var sequence = 1; sequence <= 3; sequence++)
        {
            var claimed = Assert.Single(await ClaimChangesAsync(store: Other.Store));
            Assert.Equal(sequence, claimed.Change.Sequence);
            await Other.Store.CommitDeliveriesAsync([Delivered(claimed)], Ct);
        }

        Assert.Empty(await ClaimChangesAsync());
    }

    [Fact]
    public async Task Nothing_is_written_when_there_is_nothing_to_resolve()
    {
        var claimed = await AddAndClaimAsync(Row());

        Assert.False(await Store.ResolveAsync(claimed.Transaction.Id, _ => null, Now, Ct));
        Assert.False(await Store.ResolveAsync(4711, Resolve, Now, Ct));

        Assert.Empty((await Store.ListChangesAsync(new StatusChangeFilter(), Ct)).Items);
        Assert.Equal(CommitOutcome.Written, await CommitAsync(Checked(claimed)));
    }

    // Whether the row is still the one that the person read is decided with the row as it is written.
    [Fact]
    public async Task Decision_is_made_with_the_row_as_it_is_now()
    {
        var row = await AddWithChangesAsync(Row(), changes: 2);
        var current = (await Other.Store.GetAsync(row.Id, Ct))!;
        TrackedTransaction? seen = null;

        Assert.False(await Store.ResolveAsync(row.Id, now => (seen = now).Sequence == current.Sequence - 1 ? Resolve(now) : null, Now, Ct));
        Assert.Equal(current, seen);
        Assert.True(await Store.ResolveAsync(row.Id, now => now.Sequence == current.Sequence ? Resolve(now) : null, Now, Ct));
    }

    [Fact]
    public async Task Two_persons_at_the_same_time_resolve_it_once()
    {
        var row = await AddAsync(Row());

        var results = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(index => (index % 2 == 0 ? Store : Other.Store).ResolveAsync(row.Id, Resolve, Now, Ct)));

        Assert.Single(results, isResolved => isResolved);
        Assert.Single((await Store.ListChangesAsync(new StatusChangeFilter(), Ct)).Items);
    }

    [Fact]
    public async Task Resolved_row_needs_no_person_and_is_not_listed_as_contested_or_mismatch()
    {
        var mismatch = await AddAndClaimAsync(Row("order-1"));
        await CommitAsync(Checked(mismatch, edit: row => row with { HasMismatch = true }));
        var contested = await AddAndClaimAsync(Row("order-2"));
        await CommitAsync(Checked(contested, edit: row => row with { Belief = Contested(row) }));
        await AssertListedAsync(1);

        foreach (var claimed in new[] { mismatch, contested })
            Assert.True(await Store.ResolveAsync(claimed.Transaction.Id, Resolve, Now, Ct));

        await AssertListedAsync(0);
        Assert.True((await Store.GetAsync(mismatch.Transaction.Id, Ct))!.HasMismatch);
    }

    private async Task AssertListedAsync(int count)
    {
        Assert.Equal(count, (await Store.ListAsync(new TrackedFilter { HasMismatch = true }, Ct)).Items.Count);
        Assert.Equal(count, (await Store.ListAsync(new TrackedFilter { IsContested = true }, Ct)).Items.Count);
    }

    private StatusBelief Contested(TrackedTransaction row)
    {
        var paid = row with { Belief = Belief(row, PaymentState.Captured, Now, Finality.Final) };
        return Belief(paid, PaymentState.Pending, Now + Second);
    }

    private StatusChange? Resolve(TrackedTransaction row)
    {
        if (row.Resolution is not null) return null;
        var resolved = row with
        {
            Status = TrackingStatus.Stopped,
            NextCheckAt = null,
            CompletedAt = Now,
            Sequence = row.Sequence + 1,
            Resolution = new ManualResolution { Reason = "Refunded at the till: 日本 'x'", ResolvedBy = "Ana", At = Now },
        };
        return Change(resolved, resolved.Sequence) with { Kind = StatusChangeKind.Resolved };
    }
}
