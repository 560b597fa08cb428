using System.Data.Common;
using Npgsql;
using PaymentStatusSdk.CrashPoints;
using PaymentStatusSdk.CrashPoints.Servers;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.TestDatabases;

namespace PaymentStatusSdk.PostgreSql.Tests;

/// <summary>Lost connections to PostgreSQL, or connections to a server that must no longer be used.</summary>
public sealed class LostConnectionTests : LostConnectionTests<PostgreSqlFixture>
{
    protected override int Port => new NpgsqlConnectionStringBuilder(Fixture.ConnectionString).Port;

    private string Name => $"lost-{Fixture.Schema}";

    private string Pool =>
        $"{Fixture.ConnectionString};Application Name={Name};Maximum Pool Size={Connections};No Reset On Close=true;Enlist=false";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Connections_that_were_idle_for_too_long_fail_no_call(bool isMerchantsDataSource)
    {
        await using var source = CreateDataSource();
        await using var process = Start(isMerchantsDataSource ? source : null);
        await FillAsync(process);
        await SetAsync(process, "idle_session_timeout = '1ms'");
        while ((await Fixture.ReadAsync($"SELECT pid FROM pg_stat_activity WHERE application_name = '{Name}'", Ct)).Count > 0)
            Ct.ThrowIfCancellationRequested();

        await AssertAddsAsync(process);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Connections_to_a_read_only_server_fail_no_call(bool isMerchantsDataSource)
    {
        await using var source = CreateDataSource();
        await using var process = Start(isMerchantsDataSource ? source : null);
        await FillAsync(process);
        await SetAsync(process, "default_transaction_read_only = on");

        var added = await Task.WhenAll(
            Enumerable.Range(0, 2 * Connections).Select(i => Task.Run(() => AddAsync(Row($"order-{i}"), process.Store))));

        Assert.All(added, row => Assert.True(row.Id > 0));
    }

    [Fact]
    public async Task Conflicts_are_repeated_many_times()
    {
        await using var process = Fixture.Start(_ => { });
        var conflicts = 0;

        Assert.True(await process.Database.RunAsync(
            StoreAccess.Write,
            (_, _) => conflicts++ < 15
                ? Task.FromException<bool>(new PostgresException("text", "ERROR", "ERROR", "40P01")) : Task.FromResult(true),
            Ct));
    }

    protected override DbDataSource CreateDataSource() => NpgsqlDataSource.Create(Pool);

    protected override PostgreSqlStoreProcess Start(DbDataSource? source) => Fixture.Start(options =>
    {
        options.Listen = false;
        options.ConnectionString = source is null ? Pool : null;
        if (source is not null) options.DataSource = _ => (NpgsqlDataSource)source;
    });

    protected override StoreProcess StartBehind(TcpProxy proxy) => Fixture.Start(options =>
    {
        options.Listen = false;
        options.ConnectionString = new NpgsqlConnectionStringBuilder(Fixture.ConnectionString)
        {
            Port = proxy.Port,
            MaxPoolSize = 1,
        }.ConnectionString;
    });

    protected override Task KillAsync() => Fixture.ReadAsync(
        $"SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE application_name = '{Name}'", Ct);

    /// <summary>Changes a setting of every pooled connection.</summary>
    private async Task SetAsync(PostgreSqlStoreProcess process, string setting)
    {
        var connections = new List<NpgsqlConnection>();
        for (var i = 0; i < Connections; i++)
        {
            var connection = await process.DataSource.OpenConnectionAsync(Ct);
            connections.Add(connection);
            await using var command = new NpgsqlCommand("SET " + setting, connection);
            await command.ExecuteNonQueryAsync(Ct);
        }

        foreach (var connection in connections) await connection.DisposeAsync();
    }
}
