using System.Data.Common;

namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>For authors of stores: a store in a database that can hold the merchant's data as well.</summary>
public interface ITransactionalTrackingStore : ITrackingStore
{
    /// <summary>
    /// Like <see cref="ITrackingStore.AddAsync"/>, but writes in a transaction of the application, which commits it or not.
    /// </summary>
    /// <remarks>
    /// Workers are not notified before the commit. A failure may have aborted the transaction, so the application must roll it back.
    /// </remarks>
    /// <param name="transaction">The row to add; its <see cref="TrackedTransaction.Id"/> is 0.</param>
    /// <param name="keys">The keys by which the row is found.</param>
    /// <param name="join">Returns the row to write instead of the existing row. May be called more than once.</param>
    /// <param name="joined">The transaction of the application.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The row as it is stored when the transaction commits.</returns>
    /// <exception cref="ArgumentException">The transaction has ended, or belongs to another provider or database.</exception>
    Task<TrackedTransaction> AddAsync(
        TrackedTransaction transaction, TransactionKeys keys, Func<TrackedTransaction, TrackedTransaction?> join, DbTransaction joined,
        CancellationToken cancellationToken);

    /// <summary>Begins the transaction in which a handler and the result of its delivery are committed.</summary>
    /// <returns>The transaction; null when the claim was lost.</returns>
    Task<IDeliveryTransaction?> BeginDeliveryAsync(Lease<Guid> claim, CancellationToken cancellationToken);
}
