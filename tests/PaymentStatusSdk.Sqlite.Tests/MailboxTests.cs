using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.Relational.Coordination;
using PaymentStatusSdk.Relational.Database;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Relational.Signals;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>The rows of mailboxes and messages, and the reading of a mailbox while the database is unavailable.</summary>
public sealed class MailboxTests : SqliteTest
{
    private const string CountMessages = "SELECT COUNT(*) FROM payment_callback_message";

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    private static readonly StoreFailure Unavailable = new("unavailable", true);

    private readonly ManualTimeProvider _clock = new();
    private readonly RecordedChannel _channel = new();

    [Fact]
    public void Limits_are_32_messages_of_256_kilobytes() =>
        Assert.Equal((32, 262_144), (RelationalCallbackRouter.MaxMessages, RelationalCallbackRouter.MaxMessageBytes));

    [Fact]
    public async Task Delivered_message_is_signaled_and_refused_ones_are_not()
    {
        var (_, _, router, _) = Start();
        await using var mailbox = await router.OpenAsync("a", Minute, Ct);
        Assert.Equal(1, _channel.Starts);

        Assert.Equal(CallbackDelivery.NotOpen, await router.DeliverAsync("b", new byte[] { 1 }, Ct));
        Assert.Equal(CallbackDelivery.NotOpen, await router.DeliverAsync("\0", new byte[] { 1 }, Ct));
        Assert.Empty(_channel.Sent);
        Assert.Equal(CallbackDelivery.Delivered, await router.DeliverAsync("a", new byte[] { 1 }, Ct));
        Assert.Equal(CallbackDelivery.AlreadyWaiting, await router.DeliverAsync("a", new byte[] { 1 }, Ct));

        Assert.Equal([StoreSignal.OfMailbox("a")], _channel.Sent);
    }

    [Fact]
    public async Task Refused_message_does_not_wait_for_the_write_lock()
    {
        var (dialect, _, router, _) = Start();
        await using var mailbox = await router.OpenAsync("a", Minute, Ct);
        dialect.Opened.Clear();

        await router.DeliverAsync("b", new byte[] { 1 }, Ct);
        Assert.Equal([StoreAccess.Read], dialect.Opened);

        await router.DeliverAsync("a", new byte[] { 1 }, Ct);
        Assert.Equal([StoreAccess.Read, StoreAccess.Read, StoreAccess.Write], dialect.Opened);
    }

    [Theory]
    [InlineData(7, 7L)]
    [InlineData(8, 0L)]
    [InlineData(9, 0L)]
    public async Task Eight_messages_or_more_are_deleted_when_they_are_read(int delivered, long left)
    {
        var (_, database, router, _) = Start();
        await using var mailbox = await router.OpenAsync("a", Minute, Ct);
        for (byte i = 0; i < delivered; i++) await router.DeliverAsync("a", new[] { i }, Ct);

        Assert.Equal([0], (await mailbox.ReceiveAsync(Ct)).ToArray());

        Assert.Equal(left, Assert.Single(await ExecuteAsync(database, CountMessages)));
        for (byte i = 1; i < delivered; i++) Assert.Equal([i], (await mailbox.ReceiveAsync(Ct)).ToArray());
        Assert.Equal(left, Assert.Single(await ExecuteAsync(database, CountMessages)));
        // The next request shows that the messages have arrived.
        await router.DeliverAsync("a", new byte[] { 99 }, Ct);
        Assert.Equal([99], (await mailbox.ReceiveAsync(Ct)).ToArray());
        Assert.Equal(1L, Assert.Single(await ExecuteAsync(database, CountMessages)));
    }

    [Fact]
    public async Task Failed_deletion_of_read_messages_loses_none_and_is_repeated()
    {
        var (dialect, database, router, _) = Start();
        await using var mailbox = await router.OpenAsync("a", Minute, Ct);
        for (byte i = 0; i < 8; i++) await router.DeliverAsync("a", new[] { i }, Ct);
        dialect.OnOpen = access =>
        {
            if (access == StoreAccess.Write) throw new ExplainedException(Unavailable);
        };

        for (byte i = 0; i < 8; i++) Assert.Equal([i], (await mailbox.ReceiveAsync(Ct)).ToArray());

        dialect.OnOpen = null;
        Assert.Equal(8L, Assert.Single(await ExecuteAsync(database, CountMessages)));
        await router.DeliverAsync("a", new byte[] { 99 }, Ct);
        Assert.Equal([99], (await mailbox.ReceiveAsync(Ct)).ToArray());
        Assert.Equal(1L, Assert.Single(await ExecuteAsync(database, CountMessages)));
    }

    [Fact]
    public async Task Mailbox_is_read_again_after_a_temporary_failure_which_is_logged_once()
    {
        var (dialect, _, router, log) = Start();
        await using var mailbox = await router.OpenAsync("a", Minute, Ct);
        // Signals of other instances do not arrive while the database is unavailable.
        _channel.IsListening = true;
        dialect.OnOpen = _ => throw new ExplainedException(Unavailable);
        var receiving = mailbox.ReceiveAsync(Ct).AsTask();
        for (var i = 0; i < 3; i++) await _clock.AdvanceWhenScheduledAsync(Poll, Ct);
        await _clock.WaitForTimerAsync(left => left == Poll, Ct);
        dialect.OnOpen = null;

        await router.DeliverAsync("a", new byte[] { 7 }, Ct);

        Assert.Equal([7], (await receiving).ToArray());
        var line = Assert.Single(log.Lines);
        Assert.Equal((1405, LogLevel.Warning), (line.EventId.Id, line.Level));
        Assert.Contains("(ExplainedException)", line.Message, StringComparison.Ordinal);

        // Another failure is logged again.
        dialect.OnOpen = _ => throw new ExplainedException(Unavailable);
        receiving = mailbox.ReceiveAsync(Ct).AsTask();
        await _clock.WaitForTimerAsync(left => left == Poll, Ct);
        Assert.Equal(2, log.Lines.Count);
        dialect.OnOpen = null;
        await _clock.AdvanceWhenScheduledAsync(Poll, Ct);
        await router.DeliverAsync("a", new byte[] { 8 }, Ct);
        Assert.Equal([8], (await receiving).ToArray());
    }

    [Fact]
    public async Task Failure_after_the_mailbox_has_expired_or_that_lasts_is_thrown()
    {
        var (dialect, _, router, _) = Start();
        await using var mailbox = await router.OpenAsync("a", Minute, Ct);
        dialect.OnOpen = _ => throw new ExplainedException(new StoreFailure("refused", false));
        var refusal = await Assert.ThrowsAsync<TrackingStoreException>(() => mailbox.ReceiveAsync(Ct).AsTask());
        Assert.Equal("refused", refusal.Message);

        dialect.OnOpen = _ => throw new ExplainedException(Unavailable);
        _clock.Advance(Minute - Poll);
        var receiving = mailbox.ReceiveAsync(Ct).AsTask();
        await _clock.AdvanceWhenScheduledAsync(Poll, Ct);

        Assert.Equal("unavailable", (await Assert.ThrowsAsync<TrackingStoreException>(() => receiving)).Message);
        await Assert.ThrowsAsync<TrackingStoreException>(() => mailbox.ReceiveAsync(Ct).AsTask());
    }

    [Fact]
    public async Task Failure_to_close_a_mailbox_is_not_reported()
    {
        var (dialect, database, router, _) = Start();
        var mailbox = await router.OpenAsync("a", Minute, Ct);
        dialect.OnOpen = _ => throw new ExplainedException(Unavailable);

        await mailbox.DisposeAsync();

        dialect.OnOpen = null;
        Assert.Equal("a", Assert.Single(await ExecuteAsync(database, "SELECT id FROM payment_callback_mailbox")));
    }

    [Fact]
    public async Task Mailbox_opened_before_the_clock_was_set_back_keeps_its_duration_and_messages()
    {
        var (_, database, router, _) = Start();
        await using var mailbox = await router.OpenAsync("a", Minute, Ct);
        await router.DeliverAsync("a", new byte[] { 1 }, Ct);
        _clock.SetWallClock(TimeSpan.FromHours(-1));
        var now = _clock.GetUtcNow();

        await using var other = await router.OpenAsync("b", 2 * Minute, Ct);

        Assert.Equal(
            new object[]
            {
                "a", MicrosecondsOf(now), MicrosecondsOf(now + Minute), 1L, "b", MicrosecondsOf(now), MicrosecondsOf(now + Minute + Minute),
                0L,
            },
            await ExecuteAsync(database, "SELECT id, opened_at, expires_at, delivered_count FROM payment_callback_mailbox ORDER BY id"));
        Assert.Equal([1], (await mailbox.ReceiveAsync(Ct)).ToArray());
    }

    [Fact]
    public async Task Expired_mailboxes_are_deleted_with_their_messages_and_open_ones_kept()
    {
        var (_, database, router, _) = Start();
        await router.OpenAsync("expired", Minute, Ct);
        await router.DeliverAsync("expired", new byte[] { 1 }, Ct);
        await router.OpenAsync("open", Minute + TimeSpan.FromMicroseconds(1), Ct);
        await router.DeliverAsync("open", new byte[] { 2 }, Ct);
        _clock.Advance(Minute);

        await router.OpenAsync("new", Minute, Ct);

        Assert.Equal(
            new object[] { "new", "open" }, await ExecuteAsync(database, "SELECT id FROM payment_callback_mailbox ORDER BY id"));
        Assert.Equal("open", Assert.Single(await ExecuteAsync(database, "SELECT mailbox_id FROM payment_callback_message")));
    }

    private static long MicrosecondsOf(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    private (ScriptedDialect Dialect, StoreDatabase Database, RelationalCallbackRouter Router, LogCollector Log) Start()
    {
        var dialect = Scripted();
        dialect.Wakeups = _channel;
        var database = Database(dialect, _clock);
        var log = new LogCollector();
        var logger = new LoggerFactory([log]).CreateLogger<RelationalCallbackRouter>();
        return (dialect, database, new RelationalCallbackRouter(database, new WakeupHub(dialect), _clock, logger), log);
    }
}
