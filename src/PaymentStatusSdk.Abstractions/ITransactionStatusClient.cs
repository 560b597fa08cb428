namespace PaymentStatusSdk;

/// <summary>Queries one payment gateway for the status of a transaction.</summary>
/// <remarks>Thread-safe; a registered client is a singleton, owned by the service container. There is no synchronous version.</remarks>
public interface ITransactionStatusClient
{
    /// <summary>The name, the provider and the capabilities of the client.</summary>
    TransactionStatusClientMetadata Metadata { get; }

    /// <summary>Queries the gateway and returns its answer in normalized form. A result never comes from a cache.</summary>
    /// <param name="query">The transaction, and what the caller knows about it.</param>
    /// <param name="cancellationToken">Cancels the wait of this caller. Other callers with the same query are not affected.</param>
    /// <returns>The answer. Examine <see cref="TransactionStatusResult.Outcome"/> before the state.</returns>
    /// <exception cref="ArgumentException">This gateway does not support the query: it has no reference, two references, or a
    /// reference that is too long or has characters the gateway rejects. Nothing was sent.</exception>
    /// <exception cref="TransactionStatusException">The query failed. The failure says nothing about the payment.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was canceled. A timeout never throws this
    /// exception.</exception>
    Task<TransactionStatusResult> GetStatusAsync(TransactionQuery query, CancellationToken cancellationToken = default);
}
