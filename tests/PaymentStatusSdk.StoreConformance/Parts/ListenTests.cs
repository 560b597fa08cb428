using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.StoreConformance;

/// <summary>A worker of the same process hears of work before it polls. Of other processes a store tells what it can.</summary>
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
        await AssertHintedAsync(WorkHint.Changes, () => CommitAsync(Looked(claimed[0], changes: 2)));
        var change = Assert.Single(await ClaimChangesAsync());
        await AssertHintedAsync(WorkHint.Changes, () => Store.CommitDeliveriesAsync([Parked(change)], Ct));
        await AssertHintedAsync(WorkHint.Changes, () => Store.RedeliverAsync(change.Change.Id, Now, Ct));
    }

    [Fact]
    public async Task Row_that_was_woken_during_its_look_is_hinted_by_the_commit()
    {
        var claimed = await AddAndClaimAsync(Row());
        await WakeAsync(claimed.Transaction.Id);

        await AssertHintedAsync(WorkHint.Checks, () => CommitAsync(Looked(claimed)));
    }

    [Fact]
    public async Task Who_has_left_is_told_nothing()
    {
        await Store.PrepareAsync(Ct);
        var told = 0;
        var listening = Store.Listen(_ => Interlocked.Increment(ref told));
        listening.Dispose();
        listening.Dispose();

        await AssertHintedAsync(WorkHint.Checks, () => AddAsync(Row()));

        Assert.Equal(0, told);
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
