using Npgsql;

namespace PaymentStatusSdk.PostgreSql.Tests;

/// <summary>No state remains in a session: PgBouncer's transaction mode gives every transaction another one.</summary>
public sealed class SessionTests : PostgreSqlTest
{
    [Fact]
    public async Task Session_keeps_no_statement_lock_setting_or_channel()
    {
        await using var source = NpgsqlDataSource.Create(
            Fixture.ConnectionString + ";Maximum Pool Size=1;No Reset On Close=true;Options=-c default_transaction_isolation=serializable");
        await using var process = Fixture.Start(options =>
        {
            options.ConnectionString = null;
            options.DataSource = _ => source;
            options.Listen = false;
        });
        await AddAsync(Row(), process.Store);
        await AddAsync(Row("order-1", "g-1"), process.Store, existing => existing with { CheckCount = 1 });
        await CommitAsync(Checked(Assert.Single(await ClaimAsync(store: process.Store)), changes: 1), process.Store);
        await process.Store.CommitDeliveriesAsync([Delivered(Assert.Single(await ClaimChangesAsync(store: process.Store)))], Ct);
        await (await AcquireAsync(process)).ReleaseAsync(Ct);
        await using (var mailbox = await process.CallbackRouter.OpenAsync("a", Minute, Ct))
            await process.CallbackRouter.DeliverAsync("a", new byte[] { 1 }, Ct);
        await process.Store.MeasureAsync(Now, Ct);

        await using var command = source.CreateCommand("""
            SELECT (SELECT count(*) FROM pg_prepared_statements WHERE from_sql OR statement LIKE '%payment_%')
                + (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid())
                + (SELECT count(*) FROM pg_listening_channels())
                + (SELECT count(*) FROM pg_settings WHERE source = 'session' AND name <> 'transaction_isolation')
                + (SELECT count(*) FROM pg_settings WHERE name = 'transaction_isolation' AND setting <> 'serializable')
            """);

        Assert.Equal(0L, await command.ExecuteScalarAsync(Ct));
    }

    [Fact]
    public async Task Lock_and_mailbox_use_the_servers_clock()
    {
        await using var process = Fixture.Start(_ => { }, TimeProvider.System);
        await AcquireAsync(process);
        await using var mailbox = await process.CallbackRouter.OpenAsync("a", Minute, Ct);

        var remaining = await Fixture.ReadAsync(
            $"""
            SELECT expires_at > clock_timestamp() AND expires_at <= clock_timestamp() + interval '91 s'
                FROM {Fixture.Schema}.payment_exchange_lock
            UNION ALL SELECT expires_at > clock_timestamp() AND expires_at <= clock_timestamp() + interval '1 min'
                FROM {Fixture.Schema}.payment_callback_mailbox
            """, Ct);

        Assert.Equal(["True", "True"], remaining);
    }
}
