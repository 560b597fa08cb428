using Microsoft.Extensions.Logging.Abstractions;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.Relational.Coordination;
using PaymentStatusSdk.Relational.Database;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Relational.Signals;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>Openings of mailboxes that are refused or repeated, their ids, and deliveries to a mailbox that expires meanwhile.</summary>
public sealed class MailboxOpeningTests : SqliteTest
{
    private const string ReadIds = "SELECT id FROM payment_callback_mailbox ORDER BY id";

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ManualTimeProvider _clock = new();
    private readonly RecordedChannel _channel = new();
    private readonly ScriptedDialect _dialect;
    private readonly StoreDatabase _database;
    private readonly WakeupHub _hub;
    private readonly RelationalCallbackRouter _router;

    public MailboxOpeningTests()
    {
        _dialect = Scripted();
        _dialect.Wakeups = _channel;
        _database = Database(_dialect, _clock);
        _hub = new WakeupHub(_dialect);
        _router = new RelationalCallbackRouter(_database, _hub, _clock, NullLogger<RelationalCallbackRouter>.Instance);
    }

    [Fact]
    public async Task Opening_that_is_repeated_after_its_response_was_lost_succeeds()
    {
        var tables = new MailboxTables(_database);
        var owner = Guid.NewGuid();

        Assert.True(await OpenAsync(owner));
        Assert.True(await OpenAsync(owner));
        Assert.False(await OpenAsync(Guid.NewGuid()));

        Task<bool> OpenAsync(Guid by) => _database.RunAsync(
            StoreAccess.Write, (session, token) => tables.OpenAsync(session, "a", by, Minute, token), Ct);
    }

    [Fact]
    public async Task Refused_opening_deletes_nothing()
    {
        await _router.OpenAsync("a", 2 * Minute, Ct);
        await _router.OpenAsync("b", Minute, Ct);
        _clock.Advance(Minute);

        await Assert.ThrowsAsync<InvalidOperationException>(() => _router.OpenAsync("a", Minute, Ct).AsTask());

        Assert.Equal(new object[] { "a", "b" }, await ExecuteAsync(_database, ReadIds));
    }

    [Fact]
    public async Task Opening_that_was_overtaken_by_another_one_is_refused_although_that_one_has_ended()
    {
        _dialect.OnInsertOrIgnore = _ => new SqlStatement("SELECT 1 WHERE 1 = 0");

        await Assert.ThrowsAsync<InvalidOperationException>(() => _router.OpenAsync("a", Minute, Ct).AsTask());
    }

    [Fact]
    public async Task Expired_mailbox_is_opened_again_although_a_hundred_others_have_expired_before()
    {
        await _router.OpenAsync("a", Minute, Ct);
        await ExecuteAsync(
            _database,
            """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100)
            INSERT INTO payment_callback_mailbox (id, owner, opened_at, expires_at, delivered_count)
            SELECT 'old' || i, '00000000-0000-0000-0000-000000000000', 0, i, 0 FROM n
            """);
        _clock.Advance(Minute);

        await using var mailbox = await _router.OpenAsync("a", Minute, Ct);

        Assert.Equal("a", Assert.Single(await ExecuteAsync(_database, ReadIds)));
    }

    [Fact]
    public async Task Id_that_cannot_be_stored_is_refused_and_a_long_one_is_shortened()
    {
        var refusal = await Assert.ThrowsAsync<TrackingStoreException>(() => _router.OpenAsync("\0", Minute, Ct).AsTask());
        Assert.Contains("mailbox id", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(CallbackDelivery.NotOpen, await _router.DeliverAsync("\0", new byte[] { 1 }, Ct));
        Assert.Empty(_dialect.Opened);
        var id = new string('k', 400);

        await using var mailbox = await _router.OpenAsync(id, Minute, Ct);

        // The preparation, and the opening.
        Assert.Equal([StoreAccess.Write, StoreAccess.Write], _dialect.Opened);
        Assert.Equal(364, Assert.IsType<string>(Assert.Single(await ExecuteAsync(_database, ReadIds))).Length);
        Assert.Equal(CallbackDelivery.Delivered, await _router.DeliverAsync(id, new byte[] { 7 }, Ct));
        Assert.Equal([7], (await mailbox.ReceiveAsync(Ct)).ToArray());
    }

    [Fact]
    public async Task Message_to_a_mailbox_that_expires_before_it_is_written_is_neither_stored_nor_signaled()
    {
        await _router.OpenAsync("a", Minute, Ct);
        using var arrival = _hub.Watch(StoreSignal.OfMailbox("a"), _clock);
        _dialect.OnOpen = access =>
        {
            if (access == StoreAccess.Write) _clock.Advance(Minute);
        };

        Assert.Equal(CallbackDelivery.NotOpen, await _router.DeliverAsync("a", new byte[] { 1 }, Ct));

        var waiting = arrival.Signal.WaitAsync(Minute, Ct);
        Assert.False(waiting.IsCompleted);
        Assert.Empty(_channel.Sent);
        _dialect.OnOpen = null;
        Assert.Empty(await ExecuteAsync(_database, "SELECT number FROM payment_callback_message"));
        _hub.Signal(StoreSignal.OfMailbox("a"));
        await waiting;
    }
}
