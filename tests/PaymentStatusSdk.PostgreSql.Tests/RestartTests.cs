using PaymentStatusSdk.TestDatabases;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.PostgreSql.Tests;

/// <summary>The server stops and starts again. This test has its own server.</summary>
public sealed class RestartTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Restart_costs_a_few_transient_failures_and_loses_nothing(bool isCrash)
    {
        Assert.SkipUnless(PostgreSqlBinaries.AreAvailable(out var reason), reason);
        var stop = TestContext.Current.CancellationToken;
        await using var cluster = await PostgreSqlCluster.StartNewAsync(cancellationToken: stop);
        await using var process = new PostgreSqlStoreProcess(
            options => options.ConnectionString = cluster.ConnectionString, TimeProvider.System);
        var added = await process.AddAsync("order-1", stop);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => process.Store.GetAsync(added, stop)));
        var reconnected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var isBack = false;
        using var listening = process.Store.Listen(hint =>
        {
            if (hint == WorkHint.Unknown && Volatile.Read(ref isBack)) reconnected.TrySetResult();
        });

        await cluster.StopAsync(isCrash, stop);
        Assert.True((await Assert.ThrowsAsync<TrackingStoreException>(() => process.Store.GetAsync(added, stop))).IsTransient);
        Volatile.Write(ref isBack, true);
        await cluster.StartAsync(stop);

        var failures = 0;
        TrackedTransaction? found = null;
        while (found is null)
        {
            try
            {
                found = await process.Store.GetAsync(added, stop);
            }
            catch (TrackingStoreException exception) when (exception.IsTransient)
            {
                Assert.InRange(++failures, 0, 3);
            }
        }

        Assert.Equal("order-1", found.MerchantReference);
        // The listening connection is restored as well.
        await reconnected.Task.WaitAsync(stop);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Lock_release_and_mailbox_receive_succeed_when_the_server_is_back(bool isCrash)
    {
        Assert.SkipUnless(PostgreSqlBinaries.AreAvailable(out var reason), reason);
        var stop = TestContext.Current.CancellationToken;
        await using var cluster = await PostgreSqlCluster.StartNewAsync(cancellationToken: stop);
        await using var process = new PostgreSqlStoreProcess(
            options => options.ConnectionString = cluster.ConnectionString, TimeProvider.System);
        await using var other = new PostgreSqlStoreProcess(
            options => options.ConnectionString = cluster.ConnectionString, TimeProvider.System);
        var lease = await process.ExchangeLock.AcquireAsync("lock", TimeSpan.FromDays(1), stop);
        await using var mailbox = await process.CallbackRouter.OpenAsync("a", TimeSpan.FromDays(1), stop);
        var receiving = mailbox.ReceiveAsync(stop).AsTask();

        await cluster.StopAsync(isCrash, stop);
        await lease.ReleaseAsync(stop);
        while (!process.Log.Lines.Any(line => line.EventId.Id == 1405)) Assert.False(receiving.IsCompleted);
        await cluster.StartAsync(stop);

        // Its row exists for a day unless the lock was finally released.
        while (true)
        {
            try
            {
                await other.ExchangeLock.AcquireAsync("lock", TimeSpan.FromDays(1), stop);
                break;
            }
            catch (TrackingStoreException exception) when (exception.IsTransient)
            {
                stop.ThrowIfCancellationRequested();
            }
        }

        await other.CallbackRouter.DeliverAsync("a", new byte[] { 7 }, stop);
        Assert.Equal([7], (await receiving).ToArray());
        Assert.Contains(process.Log.Lines, line => line.EventId.Id == 1404);
    }
}
