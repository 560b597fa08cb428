using Microsoft.Extensions.Logging;
using PaymentStatusSdk.PostgreSql.Signals;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.TestDoubles;

namespace PaymentStatusSdk.PostgreSql.Tests;

/// <summary>A channel receives the signals of other instances, and replaces its connection.</summary>
public sealed class ListeningChannelTests : PostgreSqlTest
{
    private readonly SignalQueue _signals = new();
    private readonly LogCollector _log = new();

    [Fact]
    public async Task Signals_arrive_except_those_that_must_not_reach_their_sender()
    {
        await using var channel = Create();
        await ConnectAsync(channel);

        await NotifyAsync(PayloadOf(channel.Send("own", reachesSender: false)));
        await NotifyAsync("without-sender");
        await NotifyAsync(PayloadOf(channel.Send("all", reachesSender: true)));
        await NotifyAsync("other:0123456789abcdef01234567");

        Assert.Equal("all", await NextAsync());
        Assert.Equal("other", await NextAsync());
    }

    [Fact]
    public async Task Only_the_first_start_has_an_effect()
    {
        await using var channel = Create();
        channel.Start(signal => _signals.Add($"first {signal}"));
        Assert.Equal("first ", await NextAsync());

        channel.Start(signal => _signals.Add($"second {signal}"));
        await NotifyAsync("checks:");

        Assert.Equal("first checks", await NextAsync());
    }

    [Fact]
    public async Task Listener_does_not_keep_the_context_of_the_caller()
    {
        var context = new AsyncLocal<string?> { Value = "caller" };
        await using var channel = Create();

        channel.Start(_ => _signals.Add(context.Value));

        Assert.Null(await NextAsync());
    }

    [Fact]
    public async Task Each_loss_of_the_connection_is_logged_and_followed_by_a_short_pause()
    {
        await using var channel = Create();
        await ConnectAsync(channel);

        for (var losses = 1; losses <= 2; losses++)
        {
            await EndConnectionAsync();

            await PassPauseAsync(channel, failures: 1);
            Assert.Equal(losses, CountLines(1407));
        }

        Assert.Equal(0, CountLines(1408));
    }

    [Fact]
    public async Task Pauses_grow_while_connections_are_replaced_within_30_seconds()
    {
        await using var channel = Create();
        await ConnectAsync(channel);

        for (var replaced = 1; replaced <= 3; replaced++)
        {
            await ReplaceAsync(channel, replaced);
            Clock.Advance(TimeSpan.FromSeconds(30) - TimeSpan.FromTicks(1));
        }

        Clock.Advance(TimeSpan.FromTicks(1));
        await ReplaceAsync(channel, 1);
        await ReplaceAsync(channel, 2);
        Assert.Equal((5, 0), (CountLines(1408), CountLines(1407)));
    }

    [Fact]
    public async Task Pause_after_a_connection_that_broke_is_short_only_if_the_connection_lasted_30_seconds()
    {
        await using var channel = Create();
        await ConnectAsync(channel);
        await ReplaceAsync(channel, 1);
        await ReplaceAsync(channel, 2);

        Clock.Advance(TimeSpan.FromSeconds(30) - TimeSpan.FromTicks(1));
        await EndConnectionAsync();
        await PassPauseAsync(channel, failures: 2);
        Clock.Advance(TimeSpan.FromSeconds(30));
        await EndConnectionAsync();
        await PassPauseAsync(channel, failures: 1);

        await ReplaceAsync(channel, 1);
        Assert.Equal((3, 2), (CountLines(1408), CountLines(1407)));
    }

    [Fact]
    public async Task Disposal_ends_the_listening_and_is_no_failure()
    {
        var channel = Create();
        await ConnectAsync(channel);

        await channel.DisposeAsync();

        Assert.False(channel.IsListening);
        Assert.Equal((0, 0), (CountLines(1407), CountLines(1408)));
        await channel.DisposeAsync();
    }

    private PostgreSqlChannel Create() => new(
        new PostgreSqlStoreOptions { ConnectionString = Fixture.ConnectionString, Schema = Fixture.Schema }, null!, Clock,
        new LoggerFactory([_log]).CreateLogger<PostgreSqlChannel>());

    private async Task ConnectAsync(PostgreSqlChannel channel)
    {
        Assert.False(channel.IsListening);
        channel.Start(_signals.Add);
        Assert.Null(await NextAsync());
        Assert.True(channel.IsListening);
    }

    private Task ReplaceAsync(PostgreSqlChannel channel, int replaced)
    {
        channel.Reconnect();
        return PassPauseAsync(channel, replaced);
    }

    private async Task EndConnectionAsync() => await Fixture.ReadAsync(
        $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'LISTEN \"{Fixture.Schema}\"'", Ct);

    /// <summary>Waits for the pause after a number of failures, and for the connection after it.</summary>
    private async Task PassPauseAsync(PostgreSqlChannel channel, int failures)
    {
        var pause = await Clock.WaitForPauseAsync(failures, Ct);
        Assert.False(channel.IsListening);
        Clock.Advance(pause);
        Assert.Null(await NextAsync());
        Assert.True(channel.IsListening);
    }

    private Task<string?> NextAsync() => _signals.NextAsync(Ct);

    private Task NotifyAsync(string payload) => Fixture.ExecuteAsync($"SELECT pg_notify('{Fixture.Schema}', '{payload}')", Ct);

    private int CountLines(int eventId) => _log.Lines.Count(line => line.EventId.Id == eventId);

    private static string PayloadOf(SqlStatement statement) => Assert.IsType<string>(statement.Values[1].Value);
}
