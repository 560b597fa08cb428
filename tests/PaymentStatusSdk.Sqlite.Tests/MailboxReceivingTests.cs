using Microsoft.Extensions.Logging.Abstractions;
using PaymentStatusSdk.Relational.Coordination;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Relational.Signals;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>How often an open mailbox is read, and its end.</summary>
public sealed class MailboxReceivingTests : SqliteTest
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    private readonly ManualTimeProvider _clock = new();
    private readonly RecordedChannel _channel = new();
    private readonly ScriptedDialect _dialect;
    private readonly WakeupHub _hub;
    private readonly RelationalCallbackRouter _router;

    public MailboxReceivingTests()
    {
        _dialect = Scripted();
        _dialect.Wakeups = _channel;
        _hub = new WakeupHub(_dialect);
        _router = Router(_dialect, _hub);
    }

    [Fact]
    public async Task Message_of_another_instance_is_returned_without_a_poll_once_it_was_read()
    {
        await using var mailbox = await _router.OpenAsync("a", Minute, Ct);
        var other = Scripted();
        await Router(other, new WakeupHub(other)).DeliverAsync("a", new byte[] { 7 }, Ct);

        // The clock does not move, and no signal has arrived.
        Assert.Equal([7], (await mailbox.ReceiveAsync(Ct)).ToArray());
    }

    // Eight messages are deleted when they are read, fewer with the next request.
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Messages_that_were_received_are_deleted_once(int count)
    {
        await using var mailbox = await _router.OpenAsync("a", Minute, Ct);
        for (var i = 0; i < count; i++) await _router.DeliverAsync("a", new[] { (byte)i }, Ct);
        _dialect.Opened.Clear();

        for (var i = 0; i < count; i++) Assert.Equal([(byte)i], (await mailbox.ReceiveAsync(Ct)).ToArray());
        var receiving = mailbox.ReceiveAsync(Ct).AsTask();

        await _clock.WaitForTimerAsync(left => left == Poll, Ct);
        // The last reading follows from the signals of the deliveries.
        Assert.Equal([StoreAccess.Read, StoreAccess.Write, StoreAccess.Read, StoreAccess.Read], _dialect.Opened);
        await _router.DeliverAsync("a", new byte[] { 99 }, Ct);
        Assert.Equal([99], (await receiving).ToArray());
    }

    [Fact]
    public async Task Mailbox_is_read_by_one_receiver_at_the_interval_of_the_channel()
    {
        await using var mailbox = await _router.OpenAsync("a", Minute, Ct);
        _channel.IsListening = true;
        var receiving = new[] { mailbox.ReceiveAsync(Ct).AsTask(), mailbox.ReceiveAsync(Ct).AsTask() };

        await _clock.WaitForTimerAsync(left => left == TimeSpan.FromSeconds(2), Ct);
        Assert.Equal(1, _clock.ActiveTimers);
        for (byte i = 1; i <= 2; i++) await _router.DeliverAsync("a", new[] { i }, Ct);

        var messages = await Task.WhenAll(receiving);
        Assert.Equal([1, 2], messages.Select(message => (int)message.Span[0]).Order());
    }

    [Fact]
    public async Task Mailbox_is_closed_once_and_no_longer_watched()
    {
        var mailbox = await _router.OpenAsync("a", Minute, Ct);
        Assert.Equal(1, _hub.WatchedKeys);
        _dialect.Opened.Clear();

        await mailbox.DisposeAsync();
        await mailbox.DisposeAsync();

        Assert.Equal([StoreAccess.Write], _dialect.Opened);
        Assert.Equal(0, _hub.WatchedKeys);
    }

    [Fact]
    public async Task Failure_to_close_a_mailbox_is_reported_if_it_does_not_come_from_the_store()
    {
        var mailbox = await _router.OpenAsync("a", Minute, Ct);
        _dialect.OnOpen = _ => throw new FormatException();

        await Assert.ThrowsAsync<FormatException>(() => mailbox.DisposeAsync().AsTask());
    }

    [Fact]
    public async Task Mailbox_may_be_closed_after_its_store()
    {
        var dialect = new RowLockDialect(_dialect);
        var mailbox = await Router(dialect, _hub).OpenAsync("a", Minute, Ct);
        dialect.BeforeOpen = _ => throw new ObjectDisposedException("store");

        await mailbox.DisposeAsync();

        Assert.Equal(0, _hub.WatchedKeys);
    }

    private RelationalCallbackRouter Router(RelationalDialect dialect, WakeupHub hub) =>
        new(Database(dialect, _clock), hub, _clock, NullLogger<RelationalCallbackRouter>.Instance);
}
