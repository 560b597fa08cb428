using System.Globalization;
using Npgsql;

namespace PaymentStatusSdk.PostgreSql.Tests;

/// <summary>A gate that was taken by an answer that came too late is given back, whatever its caller does.</summary>
public sealed class SlowGateTests : PostgreSqlTest
{
    // The two numbers of a lock that makes taking wait, and of one that makes giving back wait.
    private const string Taking = "4711, 1";
    private const string Freeing = "4711, 2";

    [Fact]
    public async Task Gate_that_was_taken_too_slowly_is_given_back_also_when_the_caller_leaves_meanwhile()
    {
        await Store.PrepareAsync(Ct);
        await Fixture.ExecuteAsync(
            $"""
            CREATE FUNCTION {Fixture.Schema}.wait_for_test() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP = 'INSERT' THEN PERFORM pg_advisory_xact_lock({Taking}); RETURN NEW; END IF;
                PERFORM pg_advisory_xact_lock({Freeing});
                RETURN OLD;
            END $$;
            CREATE TRIGGER wait_for_test BEFORE INSERT OR DELETE ON {Fixture.Schema}.payment_exchange_lock FOR EACH ROW
                EXECUTE FUNCTION {Fixture.Schema}.wait_for_test();
            """, Ct);
        await using var connection = new NpgsqlConnection(Fixture.ConnectionString);
        await connection.OpenAsync(Ct);
        await RunAsync(connection, $"SELECT pg_advisory_lock({Taking}), pg_advisory_lock({Freeing})");
        using var leaving = new CancellationTokenSource();

        var entering = EnterAsync(First, cancellationToken: leaving.Token);
        await WaitUntilAsync(
            "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2 AND objid = 1 AND NOT granted", isThere: true);
        Clock.Advance(2 * Second);
        await RunAsync(connection, $"SELECT pg_advisory_unlock({Taking})");
        await WaitUntilAsync(
            "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2 AND objid = 2 AND NOT granted", isThere: true);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => entering);
        await RunAsync(connection, $"SELECT pg_advisory_unlock({Freeing})");

        await WaitUntilAsync(
            "SELECT 1 FROM pg_stat_activity WHERE state = 'active' AND pid <> pg_backend_pid() AND query LIKE '%DELETE FROM "
            + $"\"{Fixture.Schema}\".payment_exchange_lock%'", isThere: false);
        Assert.Empty(await Fixture.ReadAsync($"SELECT key FROM {Fixture.Schema}.payment_exchange_lock", Ct));
    }

    private async Task WaitUntilAsync(string sql, bool isThere)
    {
        while ((await Fixture.ReadAsync(sql, Ct)).Count > 0 != isThere) Ct.ThrowIfCancellationRequested();
    }

    private async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(string.Create(CultureInfo.InvariantCulture, $"{sql}"), connection);
        await command.ExecuteNonQueryAsync(Ct);
    }
}
