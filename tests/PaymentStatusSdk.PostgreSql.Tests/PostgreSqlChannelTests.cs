using Microsoft.Extensions.Logging;
using Npgsql;
using PaymentStatusSdk.PostgreSql.Signals;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.PostgreSql.Tests;

/// <summary>The settings, pauses and end of a channel, without a server.</summary>
public sealed class PostgreSqlChannelTests : IDisposable
{
    private readonly ManualTimeProvider _clock = new();
    private readonly LogCollector _log = new();
    private readonly ClosedPort _closed = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Closed => $"Host=127.0.0.1;Port={_closed.Address.Port};Username=shop";

    public void Dispose() => _closed.Dispose();

    [Fact]
    public void Pauses_double_from_200_milliseconds_to_30_seconds_with_jitter()
    {
        Assert.Equal(TimeSpan.FromMilliseconds(150), PostgreSqlChannel.Pauses.DelayAfter(1, random: 0));
        Assert.Equal(TimeSpan.FromMilliseconds(250), PostgreSqlChannel.Pauses.DelayAfter(1, random: 1));
        Assert.Equal(TimeSpan.FromMilliseconds(300), PostgreSqlChannel.Pauses.DelayAfter(2, random: 0));
        Assert.Equal(TimeSpan.FromSeconds(22.5), PostgreSqlChannel.Pauses.DelayAfter(99, random: 0));
        Assert.Equal(TimeSpan.FromSeconds(37.5), PostgreSqlChannel.Pauses.DelayAfter(99, random: 1));
    }

    [Theory]
    [InlineData("Host=db.example;Keepalive=5", null, "db.example")]
    [InlineData("Host=db.example", "Host=listen.example;Pooling=true", "listen.example")]
    public async Task Listening_has_a_connection_outside_the_pool_with_a_keep_alive(string text, string? listenText, string host)
    {
        await using var channel = Create(options => (options.ConnectionString, options.ListenConnectionString) = (text, listenText));

        var source = channel.Source();

        var settings = new NpgsqlConnectionStringBuilder(source.ConnectionString);
        Assert.Equal((host, false, 30), (settings.Host, settings.Pooling, settings.KeepAlive));
        Assert.Same(source, channel.Source());
    }

    [Fact]
    public async Task Data_source_of_the_application_is_used_without_a_connection_string_and_stays_open()
    {
        await using var source = NpgsqlDataSource.Create(Closed);
        var channel = Create(options => options.ConnectionString = null, source);
        Assert.Same(source, channel.Source());

        await channel.DisposeAsync();

        // A data source that is closed does not try to connect.
        await Assert.ThrowsAsync<NpgsqlException>(async () => await source.OpenConnectionAsync(Ct));
    }

    [Fact]
    public async Task Channel_without_listening_starts_nothing()
    {
        var channel = Create(options => options.Listen = false);
        channel.Start(_ => { });

        // There is no task that ends on another thread.
        var disposal = channel.DisposeAsync().AsTask();
        Assert.True(disposal.IsCompletedSuccessfully);
        await disposal;
    }

    [Fact]
    public async Task Start_after_the_disposal_has_no_effect()
    {
        var channel = Create();
        await channel.DisposeAsync();

        channel.Start(_ => { });

        var again = channel.DisposeAsync().AsTask();
        Assert.True(again.IsCompletedSuccessfully);
        await again;
    }

    [Fact]
    public async Task Failures_to_connect_are_logged_once_and_their_pauses_grow()
    {
        await using var channel = Create();
        channel.Start(_ => { });

        for (var failures = 1; failures <= 4; failures++)
        {
            var pause = await _clock.WaitForPauseAsync(failures, Ct);
            Assert.Equal((LogLevel.Warning, 1407), Assert.Single(_log.Lines.Select(line => (line.Level, line.EventId.Id))));
            Assert.False(channel.IsListening);
            _clock.Advance(pause);
        }
    }

    [Fact]
    public async Task Disposal_ends_a_pause()
    {
        var channel = Create();
        channel.Start(_ => { });
        await _clock.WaitForPauseAsync(failures: 1, Ct);

        await channel.DisposeAsync();

        Assert.Equal(0, _clock.ActiveTimers);
        Assert.Single(_log.Lines);
    }

    [Fact]
    public async Task Disposal_waits_for_the_end_of_the_listener()
    {
        var clock = new BlockedClock();
        var channel = Create(clock: clock);
        channel.Start(_ => { });
        await clock.Reached.WaitAsync(Ct);

        var disposal = channel.DisposeAsync().AsTask();
        var hasWaited = !disposal.IsCompleted;
        clock.Continue();
        await disposal;

        Assert.True(hasWaited);
        Assert.Empty(_log.Lines);
    }

    private PostgreSqlChannel Create(
        Action<PostgreSqlStoreOptions>? configure = null, NpgsqlDataSource? source = null, TimeProvider? clock = null)
    {
        var options = new PostgreSqlStoreOptions { ConnectionString = Closed };
        configure?.Invoke(options);
        return new PostgreSqlChannel(options, source!, clock ?? _clock, new LoggerFactory([_log]).CreateLogger<PostgreSqlChannel>());
    }

    /// <summary>A clock that is read only when the test continues.</summary>
    private sealed class BlockedClock : TimeProvider
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _continued = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => _reached.Task;

        public void Continue() => _continued.SetResult();

        public override long GetTimestamp()
        {
            _reached.TrySetResult();
            _continued.Task.GetAwaiter().GetResult();
            return 0;
        }
    }
}
