using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.Sqlite.Callbacks;
using PaymentStatusSdk.Sqlite.Database;
using PaymentStatusSdk.Sqlite.Store;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>Lists are for people, and may take long: nothing that earns money waits for them.</summary>
public sealed class ListPlacesTests : SqliteTest
{
    private const string Endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n";

    [Fact]
    public async Task Slow_lists_hold_up_lists_alone()
    {
        var database = Database();
        var store = new SqliteTrackingStore(database, TimeProvider.System);
        await AddAsync(store, "a");
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        leaving.CancelAfter(TimeSpan.FromMinutes(2));
        var slow = await StartAsync(database, 2, leaving.Token);

        var list = store.ListAsync(new TrackedFilter(), leaving.Token);
        var changes = store.ListChangesAsync(new StatusChangeFilter(), leaving.Token);
        Assert.Single(await store.ClaimChecksAsync(new CheckClaim("cards", 9, Now, Now.AddMinutes(1)), leaving.Token));
        Assert.NotNull(await store.GetAsync(1, leaving.Token));
        await new SqliteExchangeLock(database, TimeProvider.System).AcquireAsync("gate", TimeSpan.FromMinutes(1), leaving.Token);
        Assert.Equal(
            CallbackDelivery.NotOpen,
            await new SqliteCallbackRouter(database, TimeProvider.System).DeliverAsync("nobody", new byte[1], leaving.Token));

        Assert.False(list.IsCompleted);
        Assert.False(changes.IsCompleted);
        await leaving.CancelAsync();
        foreach (var one in slow)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one.WaitAsync(TimeSpan.FromMinutes(2), CancellationToken.None));
    }

    [Fact]
    public async Task List_that_nobody_waits_for_any_more_is_interrupted()
    {
        var database = Database();
        await database.PrepareAsync(Ct);
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var slow = await StartAsync(database, 1, leaving.Token);

        await leaving.CancelAsync();

        var left = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => slow[0].WaitAsync(TimeSpan.FromMinutes(2), CancellationToken.None));
        Assert.Equal(leaving.Token, left.CancellationToken);
        // The connection is as good as before.
        Assert.Empty((await new SqliteTrackingStore(database, TimeProvider.System).ListAsync(new TrackedFilter(), Ct)).Items);
    }

    private static async Task<Task[]> StartAsync(SqliteDatabase database, int count, CancellationToken cancellationToken)
    {
        var started = Enumerable.Range(0, count)
            .Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))
            .ToArray();
        // A thread of their own: none of the pool's is left on a small machine.
        var lists = started.Select(one => Task.Factory.StartNew(
            () => database.ListAsync(
                session =>
                {
                    using var endless = session.PrepareOnce(Endless);
                    one.SetResult();
                    return endless.Step();
                },
                cancellationToken),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap()).ToArray<Task>();
        foreach (var one in started) await one.Task;
        return lists;
    }
}
