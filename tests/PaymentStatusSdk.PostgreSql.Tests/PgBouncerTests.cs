using Npgsql;
using PaymentStatusSdk.TestDatabases;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.PostgreSql.Tests;

/// <summary>Tests through a real PgBouncer in transaction mode, whose few sessions are shared by the clients.</summary>
public sealed class PgBouncerTests
{
    [Theory]
    [InlineData("repeatable read")]
    [InlineData("serializable")]
    public async Task Concurrent_adds_result_in_one_row_under_every_default_isolation(string isolation)
    {
        Assert.SkipUnless(PostgreSqlBinaries.AreAvailable(out var reason), reason);
        Assert.SkipUnless(
            PgBouncerProcess.Program is not null, "PgBouncer is not installed (Debian and Ubuntu: apt-get install pgbouncer).");
        var stop = TestContext.Current.CancellationToken;
        await using var cluster = await PostgreSqlCluster.StartNewAsync(
            new Dictionary<string, string> { ["default_transaction_isolation"] = $"'{isolation}'" }, stop);
        await using var bouncer = await PgBouncerProcess.StartAsync(cluster, stop);
        var address = bouncer.Through(cluster.ConnectionString);
        await using var one = Start(address);
        await using var other = Start(address);
        await Task.WhenAll(one.Store.PrepareAsync(stop), other.Store.PrepareAsync(stop));

        for (var round = 0; round < 20; round++)
        {
            var ids = await Task.WhenAll(
                Enumerable.Range(0, 8).Select(number => Task.Run(() => (number % 2 == 0 ? one : other).AddAsync($"order-{round}", stop))));
            Assert.Single(ids.Distinct());
        }

        Assert.Equal(20, (await one.Store.ListAsync(new TrackedFilter(), stop)).Items.Count);
        // Other clients of the sessions keep the default of their operator.
        await using var connection = new NpgsqlConnection(address + ";Pooling=false");
        await connection.OpenAsync(stop);
        for (var i = 0; i < 10; i++)
        {
            await using var command = new NpgsqlCommand("SHOW transaction_isolation", connection);
            Assert.Equal(isolation, await command.ExecuteScalarAsync(stop));
        }
    }

    private static PostgreSqlStoreProcess Start(string address) => new(
        options => (options.ConnectionString, options.Listen) = (address, false), TimeProvider.System);
}
