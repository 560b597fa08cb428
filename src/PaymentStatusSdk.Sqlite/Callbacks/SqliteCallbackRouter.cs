using System.Collections.Concurrent;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Sqlite;

/// <summary>Boxes and their messages as rows: what arrives at one process is read by the one that waits for it.</summary>
internal sealed class SqliteCallbackRouter(SqliteDatabase database, TimeProvider timeProvider) : ICallbackRouter
{
    /// <summary>How many messages may wait in one box; further ones are not taken.</summary>
    internal const int MaxMessages = 32;

    /// <summary>How long a message may be; longer ones are not taken. Bodies of gateways are cut off there, and a message is what was read of one.</summary>
    internal const int MaxMessageBytes = 256 * 1024;

    // In passing, and few at a time. The box that is about to be opened may be an old one of the same id.
    private const string Old = "SELECT id FROM payment_box WHERE expires_at <= ?1 AND (id = ?2 OR id IN (SELECT id FROM payment_box WHERE expires_at <= ?1 LIMIT 100))";
    // The clock was set back since they were opened.
    private const string Shorten = "UPDATE payment_box SET expires_at = ?1 + duration WHERE expires_at > ?1 + duration";
    private const string DeleteMessages = "DELETE FROM payment_box_message WHERE box = ?1";
    private const string DeleteMailbox = "DELETE FROM payment_box WHERE id = ?1";
    private const string Insert = "INSERT INTO payment_box (id, owner, expires_at, duration) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (id) DO NOTHING";
    private const string Close = "DELETE FROM payment_box WHERE id = ?1 AND owner = ?2";
    private const string IsOpen = "SELECT 1 FROM payment_box WHERE id = ?1 AND expires_at > ?2";

    private const string IsWaiting = "SELECT 1 FROM payment_box_message WHERE box = ?1 AND body = ?2";

    private const string Put = """
        INSERT INTO payment_box_message (box, body) SELECT ?1, ?2
        WHERE (SELECT COUNT(*) FROM payment_box_message WHERE box = ?1) < ?3
        """;

    private const string First = """
        SELECT number, body FROM payment_box_message
        WHERE box = ?1 AND EXISTS (SELECT 1 FROM payment_box WHERE id = ?1 AND owner = ?2) ORDER BY number LIMIT 1
        """;

    private const string Take = "DELETE FROM payment_box_message WHERE number = ?1";

    private readonly SqliteDatabase _database = database;
    private readonly TimeProvider _timeProvider = timeProvider;
    private readonly ConcurrentDictionary<string, Pulse> _pulses = new(StringComparer.Ordinal);

    public ValueTask<ICallbackMailbox> OpenAsync(string id, TimeSpan expiresAfter, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(expiresAfter, TimeSpan.Zero);
        return new ValueTask<ICallbackMailbox>(OpenMailboxAsync(id, expiresAfter, cancellationToken));
    }

    public async ValueTask<CallbackDelivery> DeliverAsync(string id, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (!StorableText.Is(id)) return CallbackDelivery.NotOpen;
        // What is for nobody must not hold up those who write.
        if (!await _database.ReadAsync(session => Has(session, id), cancellationToken).ConfigureAwait(false)) return CallbackDelivery.NotOpen;
        if (message.Length > MaxMessageBytes) return CallbackDelivery.TooLarge;
        var delivery = await _database.WriteAsync(session => Deliver(session, id, message.Span), cancellationToken).ConfigureAwait(false);
        if (delivery == CallbackDelivery.Delivered && _pulses.TryGetValue(id, out var pulse)) pulse.Beat();
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
                var expiresAt = expiresAfter < DateTimeOffset.MaxValue - now ? now + expiresAfter : DateTimeOffset.MaxValue;
                DeleteOld(session, now, id);
                using var insert = session.Prepare(Insert).Bind(id).Bind(mailbox.Owner).Bind(expiresAt).Bind(expiresAfter.Ticks);
                return insert.Run() > 0;
            },
            cancellationToken).ConfigureAwait(false);
        if (!isOpened) throw new InvalidOperationException("There is an open box of that id already; ids must be random.");
        _pulses[id] = mailbox.Arrived;
        return mailbox;
    }

    private bool Has(SqliteSession session, string id)
    {
        using var open = session.Prepare(IsOpen).Bind(id).Bind(_timeProvider.GetUtcNow());
        return open.Step();
    }

    private static void DeleteOld(SqliteSession session, DateTimeOffset now, string id)
    {
        var old = new List<string>();
        using (var shorten = session.Prepare(Shorten).Bind(now)) shorten.Run();
        using (var boxes = session.Prepare(Old).Bind(now).Bind(id))
        {
            while (boxes.Step()) old.Add(boxes.TextOrNull(0)!);
        }

        foreach (var one in old) Delete(session, DeleteMailbox, one);
    }

    private static void Delete(SqliteSession session, string sql, string id, string? owner = null)
    {
        using var mailbox = session.Prepare(sql).Bind(id);
        if (owner is not null) mailbox.Bind(owner);
        if (mailbox.Run() == 0) return;
        using var messages = session.Prepare(DeleteMessages).Bind(id);
        messages.Run();
    }

    private static byte[]? TakeFirst(SqliteSession session, string id, string owner, bool isTaken)
    {
        using var first = session.Prepare(First).Bind(id).Bind(owner);
        if (!first.Step()) return null;
        if (!isTaken) return [];
        var body = first.Bytes(1).ToArray();
        using var take = session.Prepare(Take).Bind(first.Int64(0));
        take.Run();
        return body;
    }

    private sealed class SqliteMailbox(SqliteCallbackRouter router, string id, TimeSpan expiresAfter) : ICallbackMailbox
    {
        private readonly long _opened = router._timeProvider.GetTimestamp();

        public string Owner { get; } = Guid.NewGuid().ToString("N");

        public Pulse Arrived { get; } = new();

        public async ValueTask<ReadOnlyMemory<byte>> ReceiveAsync(CancellationToken cancellationToken)
        {
            while (true)
            {
                var beat = Arrived.Next;
                if (await TryLookAsync(cancellationToken).ConfigureAwait(false) is { } message) return message;
                await Pulse.WaitAsync(beat, Pulse.LookEvery, router._timeProvider, cancellationToken).ConfigureAwait(false);
            }
        }

        public async ValueTask DisposeAsync()
        {
            router._pulses.TryRemove(new KeyValuePair<string, Pulse>(id, Arrived));
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
                // The exchange is over either way, and the box runs out by itself.
            }
        }

        // The answer may be in the box already, and the gateway does not repeat it.
        private async Task<byte[]?> TryLookAsync(CancellationToken cancellationToken)
        {
            try
            {
                return await LookAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (TrackingStoreException exception) when (exception.IsTransient && router._timeProvider.GetElapsedTime(_opened) < expiresAfter)
            {
                return null;
            }
        }

        private async Task<byte[]?> LookAsync(CancellationToken cancellationToken)
        {
            // Those who wait only read.
            if (await router._database.ReadAsync(session => TakeFirst(session, id, Owner, isTaken: false), cancellationToken).ConfigureAwait(false) is null)
                return null;
            return await router._database.WriteAsync(session => TakeFirst(session, id, Owner, isTaken: true), cancellationToken).ConfigureAwait(false);
        }
    }
}
