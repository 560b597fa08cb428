using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.PostgreSql.Database;
using PaymentStatusSdk.PostgreSql.Signals;
using PaymentStatusSdk.PostgreSql.Store;

namespace PaymentStatusSdk.PostgreSql.Coordination;

/// <summary>
/// Stores mailboxes as rows, so that a message reaches its mailbox from any instance. Each open deletes some expired mailboxes.
/// </summary>
internal sealed class PostgreSqlCallbackRouter(
    StoreDatabase database, WakeupHub hub, SignalListener listener, TimeProvider timeProvider, ILogger<PostgreSqlCallbackRouter> logger)
    : ICallbackRouter
{
    /// <summary>The maximum number of messages that wait in one mailbox. Further messages are refused.</summary>
    internal const int MaxMessages = 32;

    /// <summary>
    /// The maximum size of a message, in bytes. Longer messages are refused. Gateway bodies are limited to the same size.
    /// </summary>
    internal const int MaxMessageBytes = 256 * 1024;

    private readonly string _deleteExpired = $"""
        DELETE FROM {database.Tables.Mailbox} WHERE id IN (
            SELECT id FROM {database.Tables.Mailbox} WHERE expires_at <= COALESCE($1, clock_timestamp())
                ORDER BY expires_at LIMIT 100 FOR UPDATE SKIP LOCKED)
        """;

    // Applies to mailboxes that were opened before the server's clock was set back.
    private readonly string _shorten = $"""
        UPDATE {database.Tables.Mailbox} SET expires_at = COALESCE($1, clock_timestamp()) + duration
        WHERE id IN (SELECT id FROM {database.Tables.Mailbox}
            WHERE expires_at > COALESCE($1, clock_timestamp()) + duration LIMIT 100 FOR UPDATE SKIP LOCKED)
        """;

    // The limit of the previous statement may leave an expired mailbox with this id. It is deleted with its messages.
    private readonly string _deleteSameId =
        $"DELETE FROM {database.Tables.Mailbox} WHERE id = $1 AND expires_at <= COALESCE($2, clock_timestamp())";

    // A mailbox with this owner was opened by an earlier attempt whose response was lost.
    private readonly string _open = $"""
        INSERT INTO {database.Tables.Mailbox} AS mailbox (id, owner, expires_at, duration)
            VALUES ($1, $2, COALESCE($3, clock_timestamp()) + $4, $4)
        ON CONFLICT (id) DO UPDATE SET expires_at = excluded.expires_at WHERE mailbox.owner = excluded.owner RETURNING 1
        """;

    // The row lock gives each message a unique number. Two equal messages that arrive concurrently may both be stored, which only uses one
    // more slot.
    private readonly string _deliver = $"""
        WITH target AS (SELECT id FROM {database.Tables.Mailbox} WHERE id = $1 AND expires_at > COALESCE($2, clock_timestamp())),
        waiting AS (SELECT FROM {database.Tables.Message} WHERE mailbox_id = (SELECT id FROM target) AND body = $3),
        mailbox AS (
            UPDATE {database.Tables.Mailbox} SET delivered_count = delivered_count + 1
            WHERE id = $1 AND expires_at > COALESCE($2, clock_timestamp()) AND delivered_count - received_count < {MaxMessages}
                AND NOT EXISTS (SELECT FROM waiting)
            RETURNING id, delivered_count),
        message AS (INSERT INTO {database.Tables.Message} (mailbox_id, number, body) SELECT id, delivered_count, $3 FROM mailbox
            RETURNING 1)
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
        StoredText.Require(id, "The mailbox id");
        id = StoredText.Key(id)!;
        listener.Start();
        var owner = Guid.NewGuid();
        var isOpen = await database.RunAsync(
            batch =>
            {
                batch.Statement(_shorten).Time(database.Clock);
                batch.Statement(_deleteExpired).Time(database.Clock);
                batch.Statement(_deleteSameId).Text(id).Time(database.Clock);
                batch.Statement(_open).Text(id).Uuid(owner).Time(database.Clock).Span(expiresAfter);
            },
            // Only the last statement returns rows.
            static (reader, token) => reader.ReadAsync(token),
            cancellationToken).ConfigureAwait(false);
        return isOpen
            ? new PostgreSqlCallbackMailbox(id, owner, expiresAfter, database, hub, listener, timeProvider, logger)
            : throw new InvalidOperationException("A mailbox with this id is already open. Use random ids.");
    }

    public async ValueTask<CallbackDelivery> DeliverAsync(string id, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (message.Length > MaxMessageBytes) return CallbackDelivery.TooLarge;
        if (!TextRules.IsStorable(id)) return CallbackDelivery.NotOpen;
        id = StoredText.Key(id)!;
        var signal = StoreSignal.OfMailbox(id);
        var delivery = await database.RunAsync(
            batch => batch.Statement(_deliver).Text(id).Time(database.Clock).Bytes(message).Text(database.Options.Schema)
                .Text(hub.Payload(signal)),
            static async (reader, token) =>
                await reader.ReadAsync(token).ConfigureAwait(false) ? (CallbackDelivery)reader.GetInt32(0) : CallbackDelivery.Unknown,
            cancellationToken).ConfigureAwait(false);
        if (delivery == CallbackDelivery.Delivered) hub.Signal(signal);
        return delivery;
    }
}
