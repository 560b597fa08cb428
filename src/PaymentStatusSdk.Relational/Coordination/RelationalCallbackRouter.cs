using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.Relational.Database;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Relational.Signals;
using PaymentStatusSdk.Relational.Store;

namespace PaymentStatusSdk.Relational.Coordination;

/// <summary>
/// Stores mailboxes as rows, so that a message reaches its mailbox from any instance. Each open deletes some expired mailboxes.
/// </summary>
internal sealed class RelationalCallbackRouter(
    StoreDatabase database, WakeupHub hub, TimeProvider timeProvider, ILogger<RelationalCallbackRouter> logger) : ICallbackRouter
{
    /// <summary>The maximum number of messages that wait in one mailbox. Further messages are refused.</summary>
    internal const int MaxMessages = 32;

    /// <summary>
    /// The maximum size of a message, in bytes. Longer messages are refused. Gateway bodies are limited to the same size.
    /// </summary>
    internal const int MaxMessageBytes = 256 * 1024;

    private readonly MailboxTables _tables = new(database);

    public async ValueTask<ICallbackMailbox> OpenAsync(string id, TimeSpan expiresAfter, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(expiresAfter, TimeSpan.Zero);
        StoredText.Require(id, "The mailbox id");
        id = StoredText.Key(id)!;
        hub.Start();
        var owner = Guid.NewGuid();
        var isOpen = await database.RunAsync(
            StoreAccess.Write, (session, token) => _tables.OpenAsync(session, id, owner, expiresAfter, token),
            cancellationToken).ConfigureAwait(false);
        return isOpen
            ? new RelationalCallbackMailbox(id, owner, expiresAfter, database, _tables, hub, timeProvider, logger)
            : throw new InvalidOperationException("A mailbox with this id is already open. Use random ids.");
    }

    public async ValueTask<CallbackDelivery> DeliverAsync(string id, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (message.Length > MaxMessageBytes) return CallbackDelivery.TooLarge;
        if (!StoredText.IsStorable(id)) return CallbackDelivery.NotOpen;
        id = StoredText.Key(id)!;
        var signal = StoreSignal.OfMailbox(id);
        // A message that is refused must not wait for locks, nor hold them.
        var delivery = await database.RunAsync(
            StoreAccess.Read, (session, token) => DeliverAsync(session, mayWrite: false, token), cancellationToken).ConfigureAwait(false);
        if (delivery != CallbackDelivery.Delivered) return delivery;
        delivery = await database.RunAsync(
            StoreAccess.Write, (session, token) => DeliverAsync(session, mayWrite: true, token), cancellationToken).ConfigureAwait(false);
        if (delivery == CallbackDelivery.Delivered) hub.Signal(signal);
        return delivery;

        Task<CallbackDelivery> DeliverAsync(StoreSession session, bool mayWrite, CancellationToken token) =>
            _tables.DeliverAsync(session, id, message, MaxMessages, hub.Send(signal), mayWrite, token);
    }
}
