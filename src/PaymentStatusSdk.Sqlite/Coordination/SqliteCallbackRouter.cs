using System.Collections.Concurrent;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.Sqlite.Database;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Sqlite.Coordination;

/// <summary>
/// Stores mailboxes and their messages as rows, so that a message that arrives at one process reaches the process that waits for it.
/// </summary>
internal sealed class SqliteCallbackRouter(SqliteDatabase database, TimeProvider timeProvider) : ICallbackRouter
{
    /// <summary>The maximum number of messages that wait in one mailbox. Further messages are refused.</summary>
    internal const int MaxMessages = 32;

    /// <summary>
    /// The maximum size of a message, in bytes. Longer messages are refused. Gateway bodies are limited to the same size.
    /// </summary>
    internal const int MaxMessageBytes = 256 * 1024;

    // Each open deletes a few expired mailboxes, including one with the id that is about to be opened.
    private const string Expired = """
        SELECT id FROM payment_callback_mailbox
        WHERE expires_at <= ?1 AND (id = ?2 OR id IN (SELECT id FROM payment_callback_mailbox WHERE expires_at <= ?1 LIMIT 100))
        """;

    // Applies to mailboxes that were opened before the clock was set back.
    private const string Shorten = "UPDATE payment_callback_mailbox SET expires_at = ?1 + duration WHERE expires_at > ?1 + duration";
    private const string DeleteMessages = "DELETE FROM payment_callback_message WHERE mailbox_id = ?1";
    private const string DeleteMailbox = "DELETE FROM payment_callback_mailbox WHERE id = ?1";
    private const string Insert =
        "INSERT INTO payment_callback_mailbox (id, owner, expires_at, duration) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (id) DO NOTHING";
    private const string Close = "DELETE FROM payment_callback_mailbox WHERE id = ?1 AND owner = ?2";
    private const string IsOpen = "SELECT 1 FROM payment_callback_mailbox WHERE id = ?1 AND expires_at > ?2";

    private const string IsWaiting = "SELECT 1 FROM payment_callback_message WHERE mailbox_id = ?1 AND body = ?2";

    private const string Put = """
        INSERT INTO payment_callback_message (mailbox_id, body) SELECT ?1, ?2
        WHERE (SELECT COUNT(*) FROM payment_callback_message WHERE mailbox_id = ?1) < ?3
        """;

    private const string First = """
        SELECT number, body FROM payment_callback_message
        WHERE mailbox_id = ?1 AND EXISTS (SELECT 1 FROM payment_callback_mailbox WHERE id = ?1 AND owner = ?2) ORDER BY number LIMIT 1
        """;

    private const string DeleteMessage = "DELETE FROM payment_callback_message WHERE number = ?1";

    private readonly SqliteDatabase _database = database;
    private readonly TimeProvider _timeProvider = timeProvider;
    private readonly ConcurrentDictionary<string, AsyncSignal> _signals = new(StringComparer.Ordinal);

    public ValueTask<ICallbackMailbox> OpenAsync(string id, TimeSpan expiresAfter, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(expiresAfter, TimeSpan.Zero);
        return new ValueTask<ICallbackMailbox>(OpenMailboxAsync(id, expiresAfter, cancellationToken));
    }

    public async ValueTask<CallbackDelivery> DeliverAsync(string id, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (!TextRules.IsStorable(id)) return CallbackDelivery.NotOpen;
        // A message for an unknown mailbox must not wait for the write lock, nor hold it.
        if (!await _database.ReadAsync(session => Has(session, id), cancellationToken).ConfigureAwait(false))
            return CallbackDelivery.NotOpen;
        if (message.Length > MaxMessageBytes) return CallbackDelivery.TooLarge;
        var delivery = await _database.WriteAsync(session => Deliver(session, id, message.Span), cancellationToken).ConfigureAwait(false);
        if (delivery == CallbackDelivery.Delivered && _signals.TryGetValue(id, out var signal)) signal.Set();
        return delivery;
    }

    private CallbackDelivery Deliver(SqliteSession session, string id, ReadOnlySpan<byte> message)
    {
        if (!Has(session, id)) return CallbackDelivery.NotOpen;
        using (var waiting = session.Prepare(IsWaiting).Bind(id).Bind(message))
        {
            if (waiting.Step()) return CallbackDelivery.AlreadyWaiting;
        }

        using var put = session.Prepare(Put).Bind(id).Bind(message).Bind(MaxMessages);
        return put.Run() > 0 ? CallbackDelivery.Delivered : CallbackDelivery.Full;
    }

    private async Task<ICallbackMailbox> OpenMailboxAsync(string id, TimeSpan expiresAfter, CancellationToken cancellationToken)
    {
        var mailbox = new SqliteMailbox(this, id, expiresAfter);
        var isOpened = await _database.WriteAsync(
            session =>
            {
                var now = _timeProvider.GetUtcNow();
                var expiresAt = TimeMath.SaturatingAdd(now, expiresAfter);
                DeleteExpired(session, now, id);
                using var insert = session.Prepare(Insert).Bind(id).Bind(mailbox.Owner).Bind(expiresAt).Bind(expiresAfter.Ticks);
                return insert.Run() > 0;
            },
            cancellationToken).ConfigureAwait(false);
        if (!isOpened) throw new InvalidOperationException("A mailbox with this id is already open. Use random ids.");
        _signals[id] = mailbox.Arrived;
        return mailbox;
    }

    private bool Has(SqliteSession session, string id)
    {
        using var open = session.Prepare(IsOpen).Bind(id).Bind(_timeProvider.GetUtcNow());
        return open.Step();
    }

    private static void DeleteExpired(SqliteSession session, DateTimeOffset now, string id)
    {
        var expired = new List<string>();
        using (var shorten = session.Prepare(Shorten).Bind(now)) shorten.Run();
        using (var mailboxes = session.Prepare(Expired).Bind(now).Bind(id))
        {
            while (mailboxes.Step()) expired.Add(mailboxes.TextOrNull(0)!);
        }

        foreach (var one in expired) Delete(session, DeleteMailbox, one);
    }

    private static void Delete(SqliteSession session, string sql, string id, string? owner = null)
    {
        using var mailbox = session.Prepare(sql).Bind(id);
        if (owner is not null) mailbox.Bind(owner);
        if (mailbox.Run() == 0) return;
        using var messages = session.Prepare(DeleteMessages).Bind(id);
        messages.Run();
    }

    private static byte[]? ReceiveFirst(SqliteSession session, string id, string owner, bool delete)
    {
        using var first = session.Prepare(First).Bind(id).Bind(owner);
        if (!first.Step()) return null;
        if (!delete) return [];
        var body = first.Bytes(1).ToArray();
        using var deletion = session.Prepare(DeleteMessage).Bind(first.Int64(0));
        deletion.Run();
        return body;
    }

    private sealed class SqliteMailbox(SqliteCallbackRouter router, string id, TimeSpan expiresAfter) : ICallbackMailbox
    {
        private readonly long _opened = router._timeProvider.GetTimestamp();

        public string Owner { get; } = Guid.NewGuid().ToString("N");

        public AsyncSignal Arrived { get; } = new(router._timeProvider);

        public async ValueTask<ReadOnlyMemory<byte>> ReceiveAsync(CancellationToken cancellationToken)
        {
            while (true)
            {
                if (await TryReceiveAsync(cancellationToken).ConfigureAwait(false) is { } message) return message;
                await Arrived.WaitAsync(SqliteExchangeLock.PollInterval, cancellationToken).ConfigureAwait(false);
            }
        }

        public async ValueTask DisposeAsync()
        {
            router._signals.TryRemove(new KeyValuePair<string, AsyncSignal>(id, Arrived));
            try
            {
                await router._database.WriteAsync(
                    session =>
                    {
                        Delete(session, Close, id, Owner);
                        return true;
                    },
                    CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is TrackingStoreException or ObjectDisposedException)
            {
                // The exchange is complete, and the mailbox expires without this deletion.
            }
        }

        // Transient failures are retried until the mailbox expires: the message may already be in it, and the gateway does not send it
        // again.
        private async Task<byte[]?> TryReceiveAsync(CancellationToken cancellationToken)
        {
            try
            {
                return await ReceiveFirstAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (TrackingStoreException exception)
                when (exception.IsTransient && router._timeProvider.GetElapsedTime(_opened) < expiresAfter)
            {
                return null;
            }
        }

        private async Task<byte[]?> ReceiveFirstAsync(CancellationToken cancellationToken)
        {
            // Waiting only reads, so that it never holds the write lock.
            if (await router._database.ReadAsync(
                session => ReceiveFirst(session, id, Owner, delete: false), cancellationToken).ConfigureAwait(false) is null)
                return null;
            return await router._database.WriteAsync(
                session => ReceiveFirst(session, id, Owner, delete: true), cancellationToken).ConfigureAwait(false);
        }
    }
}
