using PaymentStatusSdk.TestDatabases;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.PostgreSql.Tests;

/// <summary>The server goes away and comes back, with a server of this test's own.</summary>
public sealed class RestartTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Restart_costs_a_few_transient_failures_and_loses_nothing(bool isCrash)
    {
        Assert.SkipUnless(PostgreSqlBinaries.AreThere(out var reason), reason);
        var stop = TestContext.Current.CancellationToken;
        await using var cluster = await PostgreSqlCluster.StartNewAsync(cancellationToken: stop);
        await using var process = new PostgreSqlStoreProcess(options => options.ConnectionString = cluster.ConnectionString, TimeProvider.System);
        var now = TimeProvider.System.GetUtcNow();
        var row = new TrackedTransaction
        {
            Client = "cards",
            Query = TransactionQuery.ByGatewayId("g-1"),
            GatewayId = "g-1",
            Status = TrackingStatus.Active,
            TrackedAt = now,
            DeadlineAt = now,
            NextLookAt = now,
        };
        var added = await process.Store.AddAsync(row, new TransactionKeys("g-1", null, false), _ => null, stop);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => process.Store.GetAsync(added.Id, stop)));
        var reconnected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var isBack = false;
        using var listening = process.Store.Listen(hint =>
        {
            if (hint == WorkHint.Unknown && Volatile.Read(ref isBack)) reconnected.TrySetResult();
        });

        await cluster.StopAsync(isCrash, stop);
        Assert.True((await Assert.ThrowsAsync<TrackingStoreException>(() => process.Store.GetAsync(added.Id, stop))).IsTransient);
        Volatile.Write(ref isBack, true);
        await cluster.StartAsync(stop);

        var failures = 0;
        TrackedTransaction? there = null;
        while (there is null)
        {
            try
            {
                there = await process.Store.GetAsync(added.Id, stop);
            }
            catch (TrackingStoreException exception) when (exception.IsTransient)
            {
                Assert.InRange(++failures, 0, 3);
            }
        }

        Assert.Equal(added.GatewayId, there.GatewayId);
        // The line comes back as well.
        await reconnected.Task.WaitAsync(stop);
    }
}
