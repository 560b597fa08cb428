using Microsoft.Extensions.Logging;
using Npgsql;
using PaymentStatusSdk.PostgreSql.Dialects;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.TestDoubles;

namespace PaymentStatusSdk.PostgreSql.Tests;

/// <summary>The dialect replaces connections that are lost.</summary>
public sealed class DialectConnectionTests : PostgreSqlTest
{
    private readonly LogCollector _log = new();

    [Fact]
    public async Task Loss_of_a_connection_clears_the_pool()
    {
        await using var dialect = Create();
        var first = await ReadSessionAsync(dialect);
        Assert.Equal(first, await ReadSessionAsync(dialect));

        dialect.OnConnectionLost(new StoreFailure("lost", true) { IsConnectionLost = true });

        Assert.NotEqual(first, await ReadSessionAsync(dialect));
    }

    [Fact]
    public async Task Loss_of_the_server_replaces_the_listening_connection_and_loss_of_a_connection_does_not()
    {
        await using var dialect = Create();
        var signals = new SignalQueue();
        dialect.Channel.Start(signals.Add);
        Assert.Null(await signals.NextAsync(Ct));

        dialect.OnConnectionLost(new StoreFailure("lost", true) { IsConnectionLost = true });
        await Fixture.ExecuteAsync($"SELECT pg_notify('{Fixture.Schema}', 'checks:')", Ct);
        Assert.Equal("checks", await signals.NextAsync(Ct));
        Assert.DoesNotContain(_log.Lines, line => line.EventId.Id == 1408);

        dialect.OnConnectionLost(new StoreFailure("lost", true) { IsConnectionLost = true, IsServerLost = true });
        Clock.Advance(await Clock.WaitForPauseAsync(failures: 1, Ct));
        Assert.Null(await signals.NextAsync(Ct));
        Assert.Single(_log.Lines, line => line.EventId.Id == 1408);
    }

    private async Task<int> ReadSessionAsync(PostgreSqlDialect dialect)
    {
        await using var connection = await dialect.OpenAsync(StoreAccess.Read, Ct);
        return ((NpgsqlConnection)connection.Connection).ProcessID;
    }

    private PostgreSqlDialect Create() => new(
        new PostgreSqlStoreOptions { ConnectionString = Fixture.ConnectionString, Schema = Fixture.Schema }, null!, Clock,
        new LoggerFactory([_log]));
}
