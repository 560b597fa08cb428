using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.Relational.Database;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>Lists serve user interfaces and may be slow: payments do not wait for them.</summary>
public sealed class ListConcurrencyTests : SqliteTest
{
    private const string Endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n";

    [Fact]
    public async Task Slow_lists_delay_only_lists()
    {
        var database = Database();
        var store = Store(database);
        await AddAsync(store, "a");
        using var cancellationSource = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        cancellationSource.CancelAfter(TimeSpan.FromMinutes(2));
        var slow = await StartAsync(database, 2, cancellationSource.Token);

        var list = store.ListAsync(new TrackedFilter(), cancellationSource.Token);
        var changes = store.ListChangesAsync(new StatusChangeFilter(), cancellationSource.Token);
        Assert.Single(await store.ClaimChecksAsync(new CheckClaim("cards", 9, Now, Now.AddMinutes(1)), cancellationSource.Token));
        Assert.NotNull(await store.GetAsync(1, cancellationSource.Token));
        await ExchangeLock(database, TimeProvider.System).AcquireAsync("lock", TimeSpan.FromMinutes(1), cancellationSource.Token);
        Assert.Equal(
            CallbackDelivery.NotOpen,
            await CallbackRouter(database).DeliverAsync("missing", new byte[1], cancellationSource.Token));

        Assert.False(list.IsCompleted);
        Assert.False(changes.IsCompleted);
        await cancellationSource.CancelAsync();
        foreach (var one in slow)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one.WaitAsync(TimeSpan.FromMinutes(2), CancellationToken.None));
    }

    [Fact]
    public async Task Canceled_list_is_interrupted()
    {
        var database = Database();
        await database.PrepareAsync(Ct);
        using var cancellationSource = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var slow = await StartAsync(database, 1, cancellationSource.Token);

        await cancellationSource.CancelAsync();

        var left = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => slow[0].WaitAsync(TimeSpan.FromMinutes(2), CancellationToken.None));
        Assert.Equal(cancellationSource.Token, left.CancellationToken);
        // The connection remains usable.
        Assert.Empty((await Store(database).ListAsync(new TrackedFilter(), Ct)).Items);
    }

    private static async Task<Task[]> StartAsync(StoreDatabase database, int count, CancellationToken cancellationToken)
    {
        var started = Enumerable.Range(0, count)
            .Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))
            .ToArray();
        // Dedicated threads: a small machine would run out of pool threads.
        var lists = started.Select(one => Task.Factory.StartNew(
            () => database.RunAsync(
                StoreAccess.List,
                async (session, token) =>
                {
                    one.SetResult();
                    await session.CompleteAsync([new SqlStatement(Endless) { ReturnsRows = true, IsPrepared = false }], token);
                    return true;
                },
                cancellationToken),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap()).ToArray<Task>();
        foreach (var one in started) await one.Task;
        return lists;
    }
}
