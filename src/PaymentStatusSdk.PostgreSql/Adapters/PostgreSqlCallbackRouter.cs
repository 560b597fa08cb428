using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.PostgreSql.Connections;
using PaymentStatusSdk.PostgreSql.Signals;
using PaymentStatusSdk.PostgreSql.Store;

namespace PaymentStatusSdk.PostgreSql.Adapters;

/// <summary>Boxes as rows: a message gets through on whichever instance it comes in. Expired ones are deleted in passing.</summary>
internal sealed class PostgreSqlCallbackRouter(
    StoreDatabase database, WakeupHub board, SignalListener listener, TimeProvider timeProvider, ILogger<PostgreSqlCallbackRouter> logger) : ICallbackRouter
{
    /// <summary>How many messages may wait in one box; further ones are not taken.</summary>
    internal const int MaxMessages = 32;

    /// <summary>The longest message, in bytes: as much as a gateway may send. Longer ones are not taken.</summary>
    internal const int MaxMessageBytes = 256 * 1024;

    private readonly string _sweep = $"""
        DELETE FROM {database.Tables.Mailbox} WHERE id IN (
            SELECT id FROM {database.Tables.Mailbox} WHERE expires_at <= COALESCE($1, clock_timestamp()) ORDER BY expires_at LIMIT 100 FOR UPDATE SKIP LOCKED)
        """;

    // The server's clock was set back since they were opened.
    private readonly string _shorten = $"""
        UPDATE {database.Tables.Mailbox} SET expires_at = COALESCE($1, clock_timestamp()) + duration
        WHERE id IN (SELECT id FROM {database.Tables.Mailbox} WHERE expires_at > COALESCE($1, clock_timestamp()) + duration LIMIT 100 FOR UPDATE SKIP LOCKED)
        """;

    // One of the same id whose time is up may be left by the sweep: it is replaced, and its messages go with it.
    private readonly string _replace = $"DELETE FROM {database.Tables.Mailbox} WHERE id = $1 AND expires_at <= COALESCE($2, clock_timestamp())";

    // A box of this very opener was opened by a try whose answer got lost.
    private readonly string _open = $"""
        INSERT INTO {database.Tables.Mailbox} AS box (id, opened_by, expires_at, duration) VALUES ($1, $2, COALESCE($3, clock_timestamp()) + $4, $4)
        ON CONFLICT (id) DO UPDATE SET expires_at = excluded.expires_at WHERE box.opened_by = excluded.opened_by RETURNING 1
        """;

    // The row's lock gives each message its number. Two equal messages at the same moment may both be stored, which costs a place and no more.
    private readonly string _deliver = $"""
        WITH target AS (SELECT id FROM {database.Tables.Mailbox} WHERE id = $1 AND expires_at > COALESCE($2, clock_timestamp())),
        waiting AS (SELECT FROM {database.Tables.Message} WHERE box = (SELECT id FROM target) AND body = $3),
        box AS (
            UPDATE {database.Tables.Mailbox} SET put = put + 1
            WHERE id = $1 AND expires_at > COALESCE($2, clock_timestamp()) AND put - taken < {MaxMessages} AND NOT EXISTS (SELECT FROM waiting)
            RETURNING id, put),
        message AS (INSERT INTO {database.Tables.Message} (box, number, body) SELECT id, put, $3 FROM box RETURNING 1)
        SELECT
            CASE
                WHEN EXISTS (SELECT FROM message) THEN {(int)CallbackDelivery.Delivered}
                WHEN NOT EXISTS (SELECT FROM target) THEN {(int)CallbackDelivery.NotOpen}
                WHEN EXISTS (SELECT FROM waiting) THEN {(int)CallbackDelivery.AlreadyWaiting}
                ELSE {(int)CallbackDelivery.Full}
            END,
            (SELECT pg_notify($4, $5)::text FROM message)
        """;

    public async ValueTask<ICallbackMailbox> OpenAsync(string id, TimeSpan expiresAfter, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(expiresAfter, TimeSpan.Zero);
        StoredText.Require(id, "The box's id");
        id = StoredText.Key(id)!;
        listener.Start();
        var opener = Guid.NewGuid();
        var isOpen = await database.RunAsync(
            batch =>
            {
                batch.Statement(_shorten).Time(database.Clock);
                batch.Statement(_sweep).Time(database.Clock);
                batch.Statement(_replace).Text(id).Time(database.Clock);
                batch.Statement(_open).Text(id).Uuid(opener).Time(database.Clock).Span(expiresAfter);
            },
            // Only the last one has rows.
            static (reader, token) => reader.ReadAsync(token),
            cancellationToken).ConfigureAwait(false);
        return isOpen
            ? new PostgreSqlCallbackMailbox(id, opener, expiresAfter, database, board, listener, timeProvider, logger)
            : throw new InvalidOperationException("There is an open box of that id already; ids must be random.");
    }

    public async ValueTask<CallbackDelivery> DeliverAsync(string id, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (message.Length > MaxMessageBytes) return CallbackDelivery.TooLarge;
        if (!StoredText.IsStorable(id)) return CallbackDelivery.NotOpen;
        id = StoredText.Key(id)!;
        var what = StoreSignal.OfMailbox(id);
        var delivery = await database.RunAsync(
            batch => batch.Statement(_deliver).Text(id).Time(database.Clock).Bytes(message).Text(database.Options.Schema).Text(board.Payload(what)),
            static async (reader, token) =>
                await reader.ReadAsync(token).ConfigureAwait(false) ? (CallbackDelivery)reader.GetInt32(0) : CallbackDelivery.Unknown,
            cancellationToken).ConfigureAwait(false);
        if (delivery == CallbackDelivery.Delivered) board.Raise(what);
        return delivery;
    }
}
