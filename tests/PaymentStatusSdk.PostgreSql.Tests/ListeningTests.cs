using System.Globalization;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.PostgreSql.Tests;

/// <summary>Processes are notified of each other's work immediately; without a listening connection it takes longer.</summary>
public sealed class ListeningTests : PostgreSqlTest
{
    [Fact]
    public async Task Addition_and_wakeup_of_another_process_are_hinted()
    {
        await using var listener = Fixture.Start(_ => { });
        await ListenAsync(listener);

        var (added, first) = ExpectHints(listener.Store, WorkHint.Checks);
        using (first)
        {
            await AddAsync(Row());
            await added.WaitAsync(Ct);
        }

        var row = await AddAsync(Row("later") with { NextCheckAt = Now + Minute });
        var (woken, second) = ExpectHints(listener.Store, WorkHint.Checks);
        using (second)
        {
            await WakeAsync(row.Id);
            await woken.WaitAsync(Ct);
        }
    }

    [Fact]
    public async Task Lock_and_mailbox_of_another_process_need_no_poll()
    {
        var lease = await AcquireAsync(First);
        var waiting = AcquireAsync(Other);
        await using var mailbox = await First.CallbackRouter.OpenAsync("a", Minute, Ct);
        var receiving = mailbox.ReceiveAsync(Ct).AsTask();
        await AssertKeepsWaitingAsync(Task.WhenAny(waiting, receiving));

        // From here on the clock does not move.
        await lease.ReleaseAsync(Ct);
        await waiting;
        Assert.Equal(CallbackDelivery.Delivered, await Other.CallbackRouter.DeliverAsync("a", new byte[] { 7 }, Ct));

        Assert.Equal([7], (await receiving).ToArray());
    }

    [Fact]
    public async Task Broken_listening_connection_is_replaced()
    {
        await using var listener = Fixture.Start(_ => { }, TimeProvider.System);
        await ListenAsync(listener);
        var (again, listening) = ExpectHints(listener.Store, WorkHint.Unknown);

        await Fixture.ReadAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'LISTEN \"{Fixture.Schema}\"'", Ct);

        // Work may have been missed meanwhile, so the hint is for all kinds.
        using (listening) await again.WaitAsync(Ct);
        Assert.Contains(listener.Log.Lines, line => line.EventId.Id == 1407);
        var (woken, second) = ExpectHints(listener.Store, WorkHint.Checks);
        using (second)
        {
            await AddAsync(Row());
            await woken.WaitAsync(Ct);
        }
    }

    [Fact]
    public async Task Process_has_one_listening_connection()
    {
        await using var process = Fixture.Start(_ => { });
        await ListenAsync(process);
        await process.ExchangeLock.AcquireAsync("a", Minute, Ct);
        await using var mailbox = await process.CallbackRouter.OpenAsync("a", Minute, Ct);
        using var listening = process.Store.Listen(_ => { });

        Assert.Equal(1, await CountListenersAsync());
    }

    [Fact]
    public async Task Polling_works_without_listening()
    {
        await using var one = Fixture.Start(options => options.Listen = false);
        await using var other = Fixture.Start(options => options.Listen = false);
        var lease = await AcquireAsync(one);
        var waiting = AcquireAsync(other);
        await using var mailbox = await one.CallbackRouter.OpenAsync("a", 1_000 * Minute, Ct);
        var receiving = mailbox.ReceiveAsync(Ct).AsTask();
        await AssertKeepsWaitingAsync(Task.WhenAny(waiting, receiving));

        await lease.ReleaseAsync(Ct);
        await PassPollsAsync(waiting);
        Assert.Equal(CallbackDelivery.Delivered, await other.CallbackRouter.DeliverAsync("a", new byte[] { 7 }, Ct));
        await PassPollsAsync(receiving);

        var (own, listening) = ExpectHints(one.Store, WorkHint.Checks);
        using (listening)
        {
            await AddAsync(Row(), one.Store);
            await own.WaitAsync(Ct);
        }

        Assert.Equal(0, await CountListenersAsync());
    }

    [Fact]
    public async Task Failed_listening_connection_is_logged_once_and_polling_continues()
    {
        await using var process = Fixture.Start(
            options => options.ListenConnectionString = "Host=127.0.0.1;Port=1;Password=canary-password");
        using var listening = process.Store.Listen(_ => { });

        // The delay before the next try.
        for (var tries = 0; tries < 3; tries++)
        {
            await Clock.WaitForTimerAsync(cancellationToken: Ct);
            Clock.Advance(Minute);
        }

        await Clock.WaitForTimerAsync(cancellationToken: Ct);

        var line = Assert.Single(process.Log.Lines, line => line.EventId.Id == 1407);
        Assert.DoesNotContain("canary", line.ToString(), StringComparison.Ordinal);
        Assert.True((await AddAsync(Row(), process.Store)).Id > 0);
    }

    [Fact]
    public async Task Listeners_receive_no_secrets()
    {
        await using var connection = new Npgsql.NpgsqlConnection(Fixture.ConnectionString);
        await connection.OpenAsync(Ct);
        var payloads = new List<string>();
        connection.Notification += (_, notification) => payloads.Add(notification.Payload);
        await using var command = new Npgsql.NpgsqlCommand(
            string.Create(CultureInfo.InvariantCulture, $"LISTEN \"{Fixture.Schema}\""), connection);
        await command.ExecuteNonQueryAsync(Ct);

        await AddAsync(Row("canary-order", "canary-gateway"));
        await (await AcquireAsync(First, "canary-lock")).ReleaseAsync(Ct);
        await using var mailbox = await First.CallbackRouter.OpenAsync("canary-mailbox", Minute, Ct);
        await First.CallbackRouter.DeliverAsync("canary-mailbox", "canary-body"u8.ToArray(), Ct);
        while (payloads.Count < 3) await connection.WaitAsync(Ct);

        Assert.All(payloads, payload => Assert.DoesNotContain("canary", payload, StringComparison.Ordinal));
    }

    private async Task ListenAsync(PostgreSqlStoreProcess process)
    {
        var (connected, listening) = ExpectHints(process.Store, WorkHint.Unknown);
        using (listening) await connected.WaitAsync(Ct);
    }
}
