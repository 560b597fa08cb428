using System.Data.Common;
using PaymentStatusSdk.Conformance.Stores;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.TestDatabases;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.CrashPoints.Servers;

/// <summary>Broken pooled connections to a server fail no call: it is repeated on a new one.</summary>
/// <typeparam name="TFixture">The fixture of the store.</typeparam>
public abstract class LostConnectionTests<TFixture> : StorePart<TFixture>
    where TFixture : IStoreFixture, new()
{
    /// <summary>The size of the pool.</summary>
    protected const int Connections = 4;

    /// <summary>The port of the server.</summary>
    protected abstract int Port { get; }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Connections_that_broke_while_idle_fail_no_call(bool isMerchantsDataSource)
    {
        await using var source = CreateDataSource();
        await using var process = Start(isMerchantsDataSource ? source : null);
        await FillAsync(process);
        await KillAsync();

        await AssertAddsAsync(process);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Lock_and_mailbox_are_unaffected_by_broken_connections(bool isMerchantsDataSource)
    {
        await using var source = CreateDataSource();
        await using var process = Start(isMerchantsDataSource ? source : null);
        var lease = await AcquireAsync(process);
        await KillAsync();
        await using var mailbox = await process.CallbackRouter.OpenAsync("a", Minute, Ct);
        await KillAsync();
        Assert.Equal(CallbackDelivery.Delivered, await process.CallbackRouter.DeliverAsync("a", new byte[] { 7 }, Ct));
        await KillAsync();
        Assert.Equal([7], (await mailbox.ReceiveAsync(Ct)).ToArray());
        await KillAsync();
        await lease.ReleaseAsync(Ct);

        await AcquireAsync(Other);
    }

    [Fact]
    public async Task Call_with_an_answer_lost_after_its_commit_does_not_fail()
    {
        await using var proxy = new TcpProxy(Port);
        await using var process = StartBehind(proxy);
        await process.Store.PrepareAsync(Ct);

        // Each call loses the answer to its commit, after the answers to its reads.
        proxy.LoseNextAnswer(passed: 1);
        var added = await AddAsync(Row(null, "g-1"), process.Store);
        Assert.Equal(added.Id, Assert.Single((await Store.ListAsync(new TrackedFilter(), Ct)).Items).Id);

        proxy.LoseNextAnswer(passed: 2);
        var lease = await AcquireAsync(process);
        proxy.LoseNextAnswer(passed: 1);
        await using var mailbox = await process.CallbackRouter.OpenAsync("a", Minute, Ct);
        proxy.LoseNextAnswer(passed: 2);
        Assert.Contains(
            await process.CallbackRouter.DeliverAsync("a", new byte[] { 7 }, Ct),
            new[] { CallbackDelivery.Delivered, CallbackDelivery.AlreadyWaiting });
        proxy.LoseNextAnswer();
        Assert.Equal([7], (await mailbox.ReceiveAsync(Ct)).ToArray());
        proxy.LoseNextAnswer();
        await lease.ReleaseAsync(Ct);

        await AcquireAsync(Other);
    }

    [Fact]
    public async Task Call_that_must_not_be_repeated_fails()
    {
        await using var proxy = new TcpProxy(Port);
        await using var process = StartBehind(proxy);
        var row = await AddAsync(Row(), process.Store);

        proxy.LoseNextAnswer(passed: 1);

        Assert.True((await Assert.ThrowsAsync<TrackingStoreException>(() => process.Store.StopAsync(row.Id, Now, Ct))).IsTransient);
        Assert.Equal(TrackingStatus.Stopped, (await Store.GetAsync(row.Id, Ct))!.Status);
    }

    [Fact]
    public async Task Call_with_a_connection_lost_before_its_commit_is_repeated()
    {
        await using var proxy = new TcpProxy(Port);
        await using var process = StartBehind(proxy);
        var row = await AddAsync(Row(), process.Store);

        proxy.LoseNextAnswer();

        Assert.True(await process.Store.StopAsync(row.Id, Now, Ct));
    }

    /// <summary>Creates a data source of the application with <see cref="Connections"/> connections.</summary>
    protected abstract DbDataSource CreateDataSource();

    /// <summary>Starts a process with a data source of the application, or with a pool of its own and the same settings.</summary>
    /// <param name="source">A result of <see cref="CreateDataSource"/>; null for a pool of its own.</param>
    protected abstract StoreProcess Start(DbDataSource? source);

    /// <summary>Starts a process that reaches the server through a proxy, with one connection.</summary>
    protected abstract StoreProcess StartBehind(TcpProxy proxy);

    /// <summary>Ends the sessions of the processes and of the data source.</summary>
    protected abstract Task KillAsync();

    /// <summary>Opens every connection of the pool.</summary>
    protected async Task FillAsync(StoreProcess process)
    {
        await process.Store.PrepareAsync(Ct);
        var connections = new List<StoreConnection>();
        for (var i = 0; i < Connections; i++) connections.Add(await process.Dialect.OpenAsync(StoreAccess.Read, Ct));
        foreach (var connection in connections) await connection.DisposeAsync();
    }

    /// <summary>Asserts that more calls succeed one by one than the pool has connections.</summary>
    protected async Task AssertAddsAsync(StoreProcess process)
    {
        for (var i = 0; i < 2 * Connections; i++) Assert.True((await AddAsync(Row($"order-{i}"), process.Store)).Id > 0);
    }
}
