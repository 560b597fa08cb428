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
        await using var process = new PostgreSqlStoreProcess(
            options => options.ConnectionString = cluster.ConnectionString, TimeProvider.System);
        var now = TimeProvider.System.GetUtcNow();
        var row = new TrackedTransaction
        {
            ClientName = "cards",
            Query = TransactionQuery.ByGatewayReference("g-1"),
            GatewayReference = "g-1",
            Status = TrackingStatus.Active,
            TrackedAt = now,
            DeadlineAt = now,
            NextCheckAt = now,
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

        Assert.Equal(added.GatewayReference, there.GatewayReference);
        // The line comes back as well.
        await reconnected.Task.WaitAsync(stop);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Gate_that_ends_and_box_that_waits_while_the_server_is_away_get_through_when_it_is_back(bool isCrash)
    {
        Assert.SkipUnless(PostgreSqlBinaries.AreThere(out var reason), reason);
        var stop = TestContext.Current.CancellationToken;
        await using var cluster = await PostgreSqlCluster.StartNewAsync(cancellationToken: stop);
        await using var process = new PostgreSqlStoreProcess(
            options => options.ConnectionString = cluster.ConnectionString, TimeProvider.System);
        await using var other = new PostgreSqlStoreProcess(
            options => options.ConnectionString = cluster.ConnectionString, TimeProvider.System);
        var lease = await process.Gate.AcquireAsync("gate", TimeSpan.FromDays(1), stop);
        await using var mailbox = await process.Inbox.OpenAsync("a", TimeSpan.FromDays(1), stop);
        var receiving = mailbox.ReceiveAsync(stop).AsTask();

        await cluster.StopAsync(isCrash, stop);
        await lease.ReleaseAsync(stop);
        while (!process.Log.Lines.Any(line => line.EventId.Id == 1405)) Assert.False(receiving.IsCompleted);
        await cluster.StartAsync(stop);

        // Its row is there for a day, unless it was given back in the end.
        while (true)
        {
            try
            {
                await other.Gate.AcquireAsync("gate", TimeSpan.FromDays(1), stop);
                break;
            }
            catch (TrackingStoreException exception) when (exception.IsTransient)
            {
                stop.ThrowIfCancellationRequested();
            }
        }

        await other.Inbox.DeliverAsync("a", new byte[] { 7 }, stop);
        Assert.Equal([7], (await receiving).ToArray());
        Assert.Contains(process.Log.Lines, line => line.EventId.Id == 1404);
    }
}
