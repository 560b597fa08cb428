using System.Data.Common;

namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>For authors of stores: the transaction of one transactional handler. Its disposal rolls back what was not committed.</summary>
/// <remarks>Either <see cref="AbandonAsync"/> or the disposal ends it. The second call has no effect.</remarks>
public interface IDeliveryTransaction : IAsyncDisposable
{
    /// <summary>The transaction, with its open connection.</summary>
    DbTransaction Transaction { get; }

    /// <summary>Writes the result if the claim is still held, and commits.</summary>
    /// <returns>Whether the claim was held; otherwise nothing was written.</returns>
    Task<bool> CommitAsync(DeliveryCommit commit, CancellationToken cancellationToken);

    /// <summary>
    /// Rolls back while a handler that exceeded its time limit may still run a statement: ends the session, so that the handler can write
    /// nothing any more, and closes the connection when the handler has ended, or a few seconds later.
    /// </summary>
    /// <remarks>Completes within a few seconds, even if the database does not respond, and throws no exception.</remarks>
    /// <param name="handler">The task of the handler.</param>
    /// <param name="cancellationToken">Ends the wait earlier.</param>
    Task AbandonAsync(Task handler, CancellationToken cancellationToken);
}
