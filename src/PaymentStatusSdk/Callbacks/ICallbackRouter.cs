namespace PaymentStatusSdk.Adapters;

/// <summary>Brings a message to the exchange that waits for it, on whichever instance that is.</summary>
/// <remarks>
/// The default lives in this process's memory. Only what an adapter parsed and allows goes through, never a raw body: stores may keep it for a
/// while. Entries run out by themselves. Thread-safe.
/// </remarks>
public interface ICallbackRouter
{
    /// <summary>Opens a box before its address is given to anybody.</summary>
    /// <param name="id">Unguessable; part of the callback address.</param>
    /// <param name="expiresAfter">When the box closes by itself.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    ValueTask<ICallbackMailbox> OpenAsync(string id, TimeSpan expiresAfter, CancellationToken cancellationToken);

    /// <summary>Puts a message into an open box.</summary>
    /// <remarks>
    /// A message whose bytes equal those of one that waits in the box takes no further place. A box holds a limited number of different messages
    /// (32 in all implementations of this SDK); beyond it nothing is stored, and nothing that is stored is replaced.
    /// </remarks>
    /// <param name="id">The id that the box was opened with; compared by case.</param>
    /// <param name="message">The bytes; the caller may reuse the memory once the task has ended.</param>
    /// <param name="cancellationToken">Cancels the delivery; the message may have been stored all the same.</param>
    /// <returns>Whether the message is in the box, and if it is not, why.</returns>
    ValueTask<CallbackDelivery> DeliverAsync(string id, ReadOnlyMemory<byte> message, CancellationToken cancellationToken);
}
