using MySqlConnector;
using PaymentStatusSdk.TestDatabases;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.MySql.Tests;

/// <summary>The server stops and starts again, or another one takes over. These tests have their own servers.</summary>
public sealed class RestartTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Restart_costs_a_few_transient_failures_and_loses_nothing(bool isCrash)
    {
        Assert.SkipUnless(MariaDbBinaries.AreAvailable(out var reason), reason);
        await using var server = await MariaDbServer.StartNewAsync(cancellationToken: Stop);
        await using var process = Start(await server.CreateDatabaseAsync(Stop));
        var added = await process.AddAsync("order-1", Stop);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => process.Store.GetAsync(added, Stop)));

        await server.StopAsync(isCrash, Stop);
        Assert.True((await Assert.ThrowsAsync<TrackingStoreException>(() => process.Store.GetAsync(added, Stop))).IsTransient);
        await server.StartAsync(Stop);

        Assert.Equal("order-1", (await process.Store.GetAsync(added, Stop))!.MerchantReference);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Lock_release_and_mailbox_receive_succeed_when_the_server_is_back(bool isCrash)
    {
        Assert.SkipUnless(MariaDbBinaries.AreAvailable(out var reason), reason);
        await using var server = await MariaDbServer.StartNewAsync(cancellationToken: Stop);
        var database = await server.CreateDatabaseAsync(Stop);
        await using var process = Start(database);
        await using var other = Start(database);
        var lease = await process.ExchangeLock.AcquireAsync("lock", TimeSpan.FromDays(1), Stop);
        await using var mailbox = await process.CallbackRouter.OpenAsync("a", TimeSpan.FromDays(1), Stop);
        var receiving = mailbox.ReceiveAsync(Stop).AsTask();

        await server.StopAsync(isCrash, Stop);
        await lease.ReleaseAsync(Stop);
        while (!process.Log.Lines.Any(line => line.EventId.Id == 1405)) Assert.False(receiving.IsCompleted);
        await server.StartAsync(Stop);

        // Its row exists for a day unless the lock was finally released.
        await other.ExchangeLock.AcquireAsync("lock", TimeSpan.FromDays(1), Stop);
        await other.CallbackRouter.DeliverAsync("a", new byte[] { 7 }, Stop);
        Assert.Equal([7], (await receiving).ToArray());
        Assert.Contains(process.Log.Lines, line => line.EventId.Id == 1404);
    }

    [Fact]
    public async Task Calls_move_to_a_new_server_when_the_old_one_becomes_read_only()
    {
        Assert.SkipUnless(MariaDbBinaries.AreAvailable(out var reason), reason);
        await using var old = await MariaDbServer.StartNewAsync(cancellationToken: Stop);
        await using var replacement = await MariaDbServer.StartNewAsync(cancellationToken: Stop);
        var (database, replacementDatabase) = (await CreateAsync(old), await CreateAsync(replacement));
        await using var prepared = Start(replacementDatabase);
        await prepared.Store.PrepareAsync(Stop);
        await using var proxy = new TcpProxy(old.Port);
        await using var process = Start(
            new MySqlConnectionStringBuilder(database) { Port = (uint)proxy.Port, MaximumPoolSize = 4 }.ConnectionString);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() => process.AddAsync($"before-{number}", Stop))));

        await old.ExecuteAsync("SET GLOBAL read_only = ON", Stop);
        var failure = await Assert.ThrowsAsync<TrackingStoreException>(() => process.AddAsync("refused", Stop));
        proxy.LeadTo(replacement.Port);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(number => Task.Run(() => process.AddAsync($"after-{number}", Stop))));

        Assert.True(failure.IsTransient);
        Assert.Contains("read-only", failure.Message, StringComparison.Ordinal);
        Assert.Equal(40, (await prepared.Store.ListAsync(new TrackedFilter { PageSize = 100 }, Stop)).Items.Count);
    }

    /// <summary>Creates a database and an account that a read-only server refuses, unlike root.</summary>
    private static async Task<string> CreateAsync(MariaDbServer server)
    {
        var settings = new MySqlConnectionStringBuilder(await server.CreateDatabaseAsync(Stop)) { UserID = "shop" };
        await server.ExecuteAsync($"CREATE USER shop; GRANT ALL ON {settings.Database}.* TO shop", Stop);
        return settings.ConnectionString;
    }

    private static MySqlStoreProcess Start(string connectionString) =>
        new(options => options.ConnectionString = connectionString, TimeProvider.System);
}
