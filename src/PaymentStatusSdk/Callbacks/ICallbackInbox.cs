namespace PaymentStatusSdk.Adapters;

/// <summary>Brings a message to the exchange that waits for it, on whichever instance that is.</summary>
/// <remarks>
/// The default lives in this process's memory. Only what an adapter parsed and allows goes through, never a raw body: stores may keep it for a
/// while. Entries run out by themselves. Thread-safe.
/// </remarks>
public interface ICallbackInbox
{
    /// <summary>Opens a box before its address is given to anybody.</summary>
    /// <param name="id">Unguessable; part of the callback address.</param>
    /// <param name="expiresAfter">When the box closes by itself.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    ValueTask<ICallbackBox> OpenAsync(string id, TimeSpan expiresAfter, CancellationToken cancellationToken);

    /// <summary>Puts a message into an open box. False when there is none of that id: it ran out, was closed, or never was.</summary>
    ValueTask<bool> DeliverAsync(string id, ReadOnlyMemory<byte> message, CancellationToken cancellationToken);
}
