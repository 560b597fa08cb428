using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Conformance.Stores.Parts;

/// <summary>A worker of the same process is notified of work before it polls. Notifications across processes are optional.</summary>
public abstract class ListenTests<TFixture> : StorePart<TFixture>
    where TFixture : IStoreFixture, new()
{
    [Fact]
    public async Task Due_row_woken_row_and_change_are_hinted()
    {
        var row = await AddAsync(Row() with { NextCheckAt = Now + Minute });

        await AssertHintedAsync(WorkHint.Checks, () => AddAsync(Row("order-2")));
        await AssertHintedAsync(WorkHint.Checks, () => WakeAsync(row.Id));
        var claimed = await ClaimAsync();
        await AssertHintedAsync(WorkHint.Changes, () => CommitAsync(Checked(claimed[0], changes: 2)));
        var change = Assert.Single(await ClaimChangesAsync());
        await AssertHintedAsync(WorkHint.Changes, () => Store.CommitDeliveriesAsync([Parked(change)], Ct));
        await AssertHintedAsync(WorkHint.Changes, () => Store.RedeliverAsync(change.Change.Id, Now, Ct));
    }

    [Fact]
    public async Task Row_woken_during_its_check_is_hinted_by_the_commit()
    {
        var claimed = await AddAndClaimAsync(Row());
        await WakeAsync(claimed.Transaction.Id);

        await AssertHintedAsync(WorkHint.Checks, () => CommitAsync(Checked(claimed)));
    }

    [Fact]
    public async Task Disposed_listener_gets_no_hints()
    {
        await Store.PrepareAsync(Ct);
        var hints = 0;
        var listening = Store.Listen(_ => Interlocked.Increment(ref hints));
        listening.Dispose();
        listening.Dispose();
        // A store that connects to listen may have given a hint before the disposal.
        var before = Volatile.Read(ref hints);

        await AssertHintedAsync(WorkHint.Checks, () => AddAsync(Row()));

        Assert.Equal(before, Volatile.Read(ref hints));
    }

    private async Task AssertHintedAsync(WorkHint expected, Func<Task> act)
    {
        var hinted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using (Store.Listen(hint =>
        {
            if (hint == expected || hint == WorkHint.Unknown) hinted.TrySetResult();
        }))
        {
            await act();
            await hinted.Task.WaitAsync(Ct);
        }
    }
}
