using System.Data.Common;
using Npgsql;
using PaymentStatusSdk.CrashPoints;
using PaymentStatusSdk.CrashPoints.Servers;
using PaymentStatusSdk.PostgreSql.Dialects;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.TestDatabases;

namespace PaymentStatusSdk.PostgreSql.Tests;

/// <summary>
/// Lost connections to PostgreSQL, or connections to a server that must no longer be used, and the failures by which they are detected.
/// </summary>
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

    [Theory]
    [InlineData("08006", true)]
    [InlineData("08P01", true)]
    [InlineData("25006", true)]
    [InlineData("25P03", true)]
    [InlineData("57P01", true)]
    [InlineData("57P02", true)]
    [InlineData("57P03", true)]
    [InlineData("57P04", true)]
    [InlineData("57P05", true)]
    [InlineData("57014", false)]
    [InlineData("53300", false)]
    [InlineData("40001", false)]
    [InlineData("23505", false)]
    [InlineData("42P01", false)]
    public void Failures_of_the_connection_or_server_are_distinguished_from_those_of_the_statement(string sqlState, bool isLost)
    {
        var exception = new PostgresException("text", "FATAL", "FATAL", sqlState);

        var failure = PostgreSqlFailures.Explain(exception)!;
        Assert.Equal(isLost, failure.IsConnectionLost);
        if (isLost) Assert.True(failure.IsTransient);
    }

    // A server that shuts down, or a pooler, can fail the response to a commit that has taken effect.
    [Theory]
    [InlineData("ERROR", "40001", true)]
    [InlineData("ERROR", "23505", true)]
    [InlineData("ERROR", "25006", true)]
    [InlineData("ERROR", "57014", true)]
    [InlineData("FATAL", "25P03", true)]
    [InlineData("FATAL", "57P05", true)]
    [InlineData("FATAL", "25P04", false)]
    [InlineData("FATAL", "57P01", false)]
    [InlineData("FATAL", "57P02", false)]
    [InlineData("FATAL", "57P03", false)]
    [InlineData("ERROR", "57P01", false)]
    [InlineData("ERROR", "40003", false)]
    [InlineData("ERROR", "08006", false)]
    [InlineData("FATAL", "08P01", false)]
    [InlineData("FATAL", "58000", false)]
    [InlineData("PANIC", "XX000", false)]
    public void Only_errors_that_abort_the_transaction_are_rejections(string severity, string sqlState, bool isRejection)
    {
        var exception = new PostgresException("text", severity, severity, sqlState);

        Assert.Equal(isRejection, PostgreSqlFailures.Explain(exception)!.IsRejection);
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

    [Theory]
    [InlineData("async.c", true)]
    [InlineData("nbtinsert.c", false)]
    public void Full_queue_of_notifications_is_transient_and_other_limits_are_not(string file, bool isTransient)
    {
        var exception = new PostgresException("zu viele Benachrichtigungen", "FEHLER", "ERROR", "54000", file: file);

        Assert.Equal(isTransient, PostgreSqlFailures.Explain(exception)!.IsTransient);
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
