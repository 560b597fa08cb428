using System.Data.Common;

namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>For authors of stores: the transaction of one transactional handler. Its disposal rolls back what was not committed.</summary>
/// <remarks>The disposal closes the connection even while a handler that exceeded its time limit uses it.</remarks>
public interface IDeliveryTransaction : IAsyncDisposable
{
    /// <summary>The transaction, with its open connection.</summary>
    DbTransaction Transaction { get; }

    /// <summary>Writes the result if the claim is still held, and commits.</summary>
    /// <returns>Whether the claim was held; otherwise nothing was written.</returns>
    Task<bool> CommitAsync(DeliveryCommit commit, CancellationToken cancellationToken);
}
