using System.Globalization;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.PostgreSql.Tests;

/// <summary>What one process does, another hears of at once; without a line it only takes longer.</summary>
public sealed class ListeningTests : PostgreSqlTest
{
    [Fact]
    public async Task Hand_over_and_wake_of_another_process_are_hinted()
    {
        await using var hearing = Fixture.Start(_ => { });
        await ListenAsync(hearing);

        var (added, first) = Hear(hearing.Store, WorkHint.Checks);
        using (first)
        {
            await AddAsync(Row());
            await added.WaitAsync(Ct);
        }

        var row = await AddAsync(Row("later") with { NextCheckAt = Now + Minute });
        var (woken, second) = Hear(hearing.Store, WorkHint.Checks);
        using (second)
        {
            await WakeAsync(row.Id);
            await woken.WaitAsync(Ct);
        }
    }

    [Fact]
    public async Task Gate_and_box_of_another_process_need_no_poll()
    {
        var lease = await EnterAsync(First);
        var waiting = EnterAsync(Other);
        await using var mailbox = await First.Inbox.OpenAsync("a", Minute, Ct);
        var receiving = mailbox.ReceiveAsync(Ct).AsTask();
        await AssertKeepsWaitingAsync(Task.WhenAny(waiting, receiving));

        // From here on the clock stands still.
        await lease.ReleaseAsync(Ct);
        await waiting;
        Assert.Equal(CallbackDelivery.Delivered, await Other.Inbox.DeliverAsync("a", new byte[] { 7 }, Ct));

        Assert.Equal([7], (await receiving).ToArray());
    }

    [Fact]
    public async Task Broken_line_is_made_again()
    {
        await using var hearing = Fixture.Start(_ => { }, TimeProvider.System);
        await ListenAsync(hearing);
        var (again, listening) = Hear(hearing.Store, WorkHint.Unknown);

        await Fixture.ReadAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'LISTEN \"{Fixture.Schema}\"'", Ct);

        // Whatever happened meanwhile: look for all.
        using (listening) await again.WaitAsync(TimeSpan.FromSeconds(60), Ct);
        Assert.Contains(hearing.Log.Lines, line => line.EventId.Id == 1407);
        var (woken, second) = Hear(hearing.Store, WorkHint.Checks);
        using (second)
        {
            await AddAsync(Row());
            await woken.WaitAsync(Ct);
        }
    }

    [Fact]
    public async Task One_process_has_one_line()
    {
        await using var process = Fixture.Start(_ => { });
        await ListenAsync(process);
        await process.Gate.AcquireAsync("a", Minute, Ct);
        await using var mailbox = await process.Inbox.OpenAsync("a", Minute, Ct);
        using var listening = process.Store.Listen(_ => { });

        Assert.Equal(1, await CountListenersAsync());
    }

    [Fact]
    public async Task Without_listening_everything_works_by_polling()
    {
        await using var one = Fixture.Start(options => options.Listen = false);
        await using var other = Fixture.Start(options => options.Listen = false);
        var lease = await EnterAsync(one);
        var waiting = EnterAsync(other);
        await using var mailbox = await one.Inbox.OpenAsync("a", 1_000 * Minute, Ct);
        var receiving = mailbox.ReceiveAsync(Ct).AsTask();
        await AssertKeepsWaitingAsync(Task.WhenAny(waiting, receiving));

        await lease.ReleaseAsync(Ct);
        await PassPollsAsync(waiting);
        Assert.Equal(CallbackDelivery.Delivered, await other.Inbox.DeliverAsync("a", new byte[] { 7 }, Ct));
        await PassPollsAsync(receiving);

        var (own, listening) = Hear(one.Store, WorkHint.Checks);
        using (listening)
        {
            await AddAsync(Row(), one.Store);
            await own.WaitAsync(Ct);
        }

        Assert.Equal(0, await CountListenersAsync());
    }

    [Fact]
    public async Task Line_that_cannot_be_made_is_logged_once_and_polling_goes_on()
    {
        await using var process = Fixture.Start(
            options => options.ListenConnectionString = "Host=127.0.0.1;Port=1;Password=canary-password");
        using var listening = process.Store.Listen(_ => { });

        // Its pause before the next try.
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
    public async Task Nothing_secret_is_told_to_those_who_listen()
    {
        await using var connection = new Npgsql.NpgsqlConnection(Fixture.ConnectionString);
        await connection.OpenAsync(Ct);
        var heard = new List<string>();
        connection.Notification += (_, notification) => heard.Add(notification.Payload);
        await using var command = new Npgsql.NpgsqlCommand(
            string.Create(CultureInfo.InvariantCulture, $"LISTEN \"{Fixture.Schema}\""), connection);
        await command.ExecuteNonQueryAsync(Ct);

        await AddAsync(Row("canary-order", "canary-gateway"));
        await (await EnterAsync(First, "canary-gate")).ReleaseAsync(Ct);
        await using var mailbox = await First.Inbox.OpenAsync("canary-box", Minute, Ct);
        await First.Inbox.DeliverAsync("canary-box", "canary-body"u8.ToArray(), Ct);
        while (heard.Count < 3) await connection.WaitAsync(Ct);

        Assert.All(heard, payload => Assert.DoesNotContain("canary", payload, StringComparison.Ordinal));
    }

    private async Task ListenAsync(PostgreSqlStoreProcess process)
    {
        var (connected, listening) = Hear(process.Store, WorkHint.Unknown);
        using (listening) await connected.WaitAsync(Ct);
    }
}
