using Npgsql;
using PaymentStatusSdk.TestDatabases;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.PostgreSql.Tests;

/// <summary>
/// The address of the cluster moves to another server while the old one stays up and becomes read-only: no connection breaks.
/// </summary>
public sealed class FailoverTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Calls_and_the_listening_connection_move_to_the_new_server(bool isMerchantsDataSource)
    {
        Assert.SkipUnless(PostgreSqlBinaries.AreAvailable(out var reason), reason);
        var stop = TestContext.Current.CancellationToken;
        await using var old = await PostgreSqlCluster.StartNewAsync(cancellationToken: stop);
        await using var replacement = await PostgreSqlCluster.StartNewAsync(cancellationToken: stop);
        await replacement.ExecuteAsync(PostgreSqlSchema.GetScript(), stop);
        await using var proxy = new TcpProxy(old.Port);
        var address = new NpgsqlConnectionStringBuilder(old.ConnectionString)
        {
            Port = proxy.Port,
            MaxPoolSize = 4,
            ApplicationName = "shop",
        }.ConnectionString;
        await using var source = NpgsqlDataSource.Create(address + ";No Reset On Close=true;Enlist=false");
        await using var process = new PostgreSqlStoreProcess(
            options =>
            {
                options.ConnectionString = isMerchantsDataSource ? null : address;
                if (isMerchantsDataSource) options.DataSource = _ => source;
            },
            TimeProvider.System);
        var renewed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var lines = 0;
        using var listening = process.Store.Listen(hint =>
        {
            if (hint == WorkHint.Unknown && Interlocked.Increment(ref lines) == 2) renewed.TrySetResult();
        });
        while (Volatile.Read(ref lines) == 0) await process.AddAsync("before", stop);

        proxy.LeadTo(replacement.Port);
        await old.ExecuteAsync("ALTER SYSTEM SET default_transaction_read_only = on", stop);
        await old.ExecuteAsync("SELECT pg_reload_conf()", stop);
        await WaitUntilReadOnlyAsync(process.DataSource, stop);

        var ids = await Task.WhenAll(Enumerable.Range(0, 90).Select(number => Task.Run(() => process.AddAsync($"after-{number}", stop))));

        Assert.All(ids, id => Assert.True(id > 0));
        await renewed.Task.WaitAsync(stop);
        await using var connection = new NpgsqlConnection(replacement.ConnectionString);
        await connection.OpenAsync(stop);
        await using var command = new NpgsqlCommand("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'", connection);
        Assert.Equal(1L, await command.ExecuteScalarAsync(stop));
        await using var rows = new NpgsqlCommand("SELECT count(*) FROM payment_status.payment_tracked", connection);
        Assert.Equal(90L, await rows.ExecuteScalarAsync(stop));
    }

    /// <summary>Holds the pooled connections until each of them has received the setting.</summary>
    private static async Task WaitUntilReadOnlyAsync(NpgsqlDataSource pool, CancellationToken stop)
    {
        await using var connection = await pool.OpenConnectionAsync(stop);
        await using var command = new NpgsqlCommand("SHOW default_transaction_read_only", connection);
        while (await command.ExecuteScalarAsync(stop) is not "on") stop.ThrowIfCancellationRequested();
    }
}
