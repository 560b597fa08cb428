namespace PaymentStatusSdk.Coordination;

/// <summary>Brings a message to the exchange that waits for it, on any instance.</summary>
/// <remarks>
/// The default implementation uses this process's memory. Messages contain only values that an adapter has parsed and accepted, never a raw
/// body, because stores may keep them for a while. Mailboxes expire automatically. Thread-safe.
/// </remarks>
public interface ICallbackRouter
{
    /// <summary>Opens a mailbox. Call this before the callback address is sent to the gateway.</summary>
    /// <param name="id">An unguessable id; part of the callback address.</param>
    /// <param name="expiresAfter">The time after which the mailbox closes automatically.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    ValueTask<ICallbackMailbox> OpenAsync(string id, TimeSpan expiresAfter, CancellationToken cancellationToken);

    /// <summary>Puts a message into an open mailbox.</summary>
    /// <remarks>
    /// A message whose bytes equal those of a waiting message takes up no further place. A mailbox holds a limited number of different
    /// messages (32 in all implementations of this SDK); a message beyond the limit is not stored and replaces no other.
    /// </remarks>
    /// <param name="id">The id that the mailbox was opened with; case-sensitive.</param>
    /// <param name="message">The bytes; the caller may reuse the memory once the task has ended.</param>
    /// <param name="cancellationToken">Cancels the delivery; the message may have been stored anyway.</param>
    /// <returns>Whether the message is in the mailbox, or the reason why it is not.</returns>
    ValueTask<CallbackDelivery> DeliverAsync(string id, ReadOnlyMemory<byte> message, CancellationToken cancellationToken);
}
