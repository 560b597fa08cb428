using Npgsql;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.PostgreSql.Dialects;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.TestDatabases;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.PostgreSql.Tests;

/// <summary>
/// Broken pooled connections, or connections to a server that must no longer be used, fail no call: it is repeated on a new one.
/// </summary>
public sealed class LostConnectionTests : PostgreSqlTest
{
    private const int Connections = 4;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Connections_that_broke_while_idle_fail_no_call(bool isMerchantsDataSource)
    {
        await using var source = NpgsqlDataSource.Create(PoolOf("killed"));
        await using var process = Start(source, isMerchantsDataSource, "killed");
        await FillAsync(process);
        await Fixture.ReadAsync(
            $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'killed-{Fixture.Schema}'", Ct);

        for (var i = 0; i < 2 * Connections; i++) Assert.True((await AddAsync(Row($"order-{i}"), process.Store)).Id > 0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Connections_that_were_idle_for_too_long_fail_no_call(bool isMerchantsDataSource)
    {
        await using var source = NpgsqlDataSource.Create(PoolOf("idle"));
        await using var process = Start(source, isMerchantsDataSource, "idle");
        await FillAsync(process);
        await SetAsync(process, "idle_session_timeout = '1ms'");
        while ((await Fixture.ReadAsync($"SELECT pid FROM pg_stat_activity WHERE application_name = 'idle-{Fixture.Schema}'", Ct)).Count
            > 0) Ct.ThrowIfCancellationRequested();

        for (var i = 0; i < 2 * Connections; i++) Assert.True((await AddAsync(Row($"order-{i}"), process.Store)).Id > 0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Connections_to_a_read_only_server_fail_no_call(bool isMerchantsDataSource)
    {
        await using var source = NpgsqlDataSource.Create(PoolOf("standby"));
        await using var process = Start(source, isMerchantsDataSource, "standby");
        await FillAsync(process);
        await SetAsync(process, "default_transaction_read_only = on");

        var added = await Task.WhenAll(
            Enumerable.Range(0, 2 * Connections).Select(i => Task.Run(() => AddAsync(Row($"order-{i}"), process.Store))));

        Assert.All(added, row => Assert.True(row.Id > 0));
    }

    [Fact]
    public async Task Lock_and_mailbox_are_unaffected_by_broken_connections()
    {
        await using var source = NpgsqlDataSource.Create(PoolOf("mailbox"));
        await using var process = Start(source, isMerchantsDataSource: true, "mailbox");
        var lease = await AcquireAsync(process);
        await KillAsync("mailbox");
        await using var mailbox = await process.CallbackRouter.OpenAsync("a", Minute, Ct);
        await KillAsync("mailbox");
        Assert.Equal(CallbackDelivery.Delivered, await process.CallbackRouter.DeliverAsync("a", new byte[] { 7 }, Ct));
        await KillAsync("mailbox");
        Assert.Equal([7], (await mailbox.ReceiveAsync(Ct)).ToArray());
        await KillAsync("mailbox");
        await lease.ReleaseAsync(Ct);

        await AcquireAsync(Other);
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

    [Fact]
    public async Task Call_with_an_answer_lost_after_its_commit_throws_to_the_caller()
    {
        await using var proxy = new TcpProxy(new NpgsqlConnectionStringBuilder(Fixture.ConnectionString).Port);
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
        await using var proxy = new TcpProxy(new NpgsqlConnectionStringBuilder(Fixture.ConnectionString).Port);
        await using var process = StartBehind(proxy);
        var row = await AddAsync(Row(), process.Store);

        proxy.LoseNextAnswer(passed: 1);

        Assert.True((await Assert.ThrowsAsync<TrackingStoreException>(() => process.Store.StopAsync(row.Id, Now, Ct))).IsTransient);
        Assert.Equal(TrackingStatus.Stopped, (await Store.GetAsync(row.Id, Ct))!.Status);
    }

    [Fact]
    public async Task Call_with_a_connection_lost_before_its_commit_is_repeated()
    {
        await using var proxy = new TcpProxy(new NpgsqlConnectionStringBuilder(Fixture.ConnectionString).Port);
        await using var process = StartBehind(proxy);
        var row = await AddAsync(Row(), process.Store);

        proxy.LoseNextAnswer();

        Assert.True(await process.Store.StopAsync(row.Id, Now, Ct));
    }

    private PostgreSqlStoreProcess StartBehind(TcpProxy proxy) => Fixture.Start(options =>
    {
        options.Listen = false;
        options.ConnectionString = new NpgsqlConnectionStringBuilder(Fixture.ConnectionString)
        {
            Port = proxy.Port,
            MaxPoolSize = 1,
        }.ConnectionString;
    });

    private string PoolOf(string name) =>
        $"{Fixture.ConnectionString};Application Name={name}-{Fixture.Schema};Maximum Pool Size={Connections};No Reset On "
        + "Close=true;Enlist=false";

    private PostgreSqlStoreProcess Start(NpgsqlDataSource source, bool isMerchantsDataSource, string name) => Fixture.Start(options =>
    {
        options.Listen = false;
        options.ConnectionString = isMerchantsDataSource ? null : PoolOf(name);
        if (isMerchantsDataSource) options.DataSource = _ => source;
    });

    private async Task KillAsync(string name) => await Fixture.ReadAsync(
        $"SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE application_name = '{name}-{Fixture.Schema}'", Ct);

    private async Task FillAsync(PostgreSqlStoreProcess process)
    {
        await process.Store.PrepareAsync(Ct);
        await SetAsync(process, "application_name = application_name", isRead: true);
    }

    /// <summary>Runs the statement on every pooled connection.</summary>
    private async Task SetAsync(PostgreSqlStoreProcess process, string setting, bool isRead = false)
    {
        var connections = new List<NpgsqlConnection>();
        for (var i = 0; i < Connections; i++)
        {
            var connection = await process.DataSource.OpenConnectionAsync(Ct);
            connections.Add(connection);
            await using var command = new NpgsqlCommand(isRead ? "SELECT 1" : "SET " + setting, connection);
            await command.ExecuteNonQueryAsync(Ct);
        }

        foreach (var connection in connections) await connection.DisposeAsync();
    }
}
