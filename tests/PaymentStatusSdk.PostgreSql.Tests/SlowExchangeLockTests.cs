using System.Globalization;
using Npgsql;

namespace PaymentStatusSdk.PostgreSql.Tests;

/// <summary>A lock that is acquired by a late answer is released, regardless of its caller.</summary>
public sealed class SlowExchangeLockTests : PostgreSqlTest
{
    // The two keys of an advisory lock that delays acquisition, and of one that delays release.
    private const string AcquireLock = "4711, 1";
    private const string ReleaseLock = "4711, 2";

    [Fact]
    public async Task Lock_that_was_acquired_too_slowly_is_released_even_when_the_caller_cancels()
    {
        await Store.PrepareAsync(Ct);
        await Fixture.ExecuteAsync(
            $"""
            CREATE FUNCTION {Fixture.Schema}.wait_for_test() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP = 'INSERT' THEN PERFORM pg_advisory_xact_lock({AcquireLock}); RETURN NEW; END IF;
                PERFORM pg_advisory_xact_lock({ReleaseLock});
                RETURN OLD;
            END $$;
            CREATE TRIGGER wait_for_test BEFORE INSERT OR DELETE ON {Fixture.Schema}.payment_exchange_lock FOR EACH ROW
                EXECUTE FUNCTION {Fixture.Schema}.wait_for_test();
            """, Ct);
        await using var connection = new NpgsqlConnection(Fixture.ConnectionString);
        await connection.OpenAsync(Ct);
        await RunAsync(connection, $"SELECT pg_advisory_lock({AcquireLock}), pg_advisory_lock({ReleaseLock})");
        using var cancellationSource = new CancellationTokenSource();

        var acquiring = AcquireAsync(First, cancellationToken: cancellationSource.Token);
        await WaitUntilAsync(
            "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2 AND objid = 1 AND NOT granted", exists: true);
        Clock.Advance(2 * Second);
        await RunAsync(connection, $"SELECT pg_advisory_unlock({AcquireLock})");
        await WaitUntilAsync(
            "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2 AND objid = 2 AND NOT granted", exists: true);
        await cancellationSource.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => acquiring);
        await RunAsync(connection, $"SELECT pg_advisory_unlock({ReleaseLock})");

        // The deletion has ended before its commit has.
        await WaitUntilAsync($"SELECT lock_key FROM {Fixture.Schema}.payment_exchange_lock", exists: false);
    }

    private async Task WaitUntilAsync(string sql, bool exists)
    {
        while ((await Fixture.ReadAsync(sql, Ct)).Count > 0 != exists) Ct.ThrowIfCancellationRequested();
    }

    private async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(string.Create(CultureInfo.InvariantCulture, $"{sql}"), connection);
        await command.ExecuteNonQueryAsync(Ct);
    }
}
