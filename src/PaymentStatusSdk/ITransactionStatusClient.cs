namespace PaymentStatusSdk;

/// <summary>Asks one payment gateway what became of a transaction.</summary>
/// <remarks>Thread-safe; a registered client is a singleton, owned by the service container. There is no synchronous form.</remarks>
public interface ITransactionStatusClient
{
    /// <summary>Who answers, and what can be asked.</summary>
    TransactionStatusClientMetadata Metadata { get; }

    /// <summary>Asks the gateway now, and gives back what it says in normalized form. Never answers from a cache.</summary>
    /// <param name="query">Which transaction, and what is known of it.</param>
    /// <param name="cancellationToken">Takes this caller out. Others who ask the same are not touched.</param>
    /// <returns>The answer. Look at <see cref="TransactionStatusResult.Outcome"/> before the state.</returns>
    /// <exception cref="ArgumentException">The query cannot be asked at this gateway (no id, two ids, an id over its limit or of
    /// characters the gateway refuses). Nothing was sent.</exception>
    /// <exception cref="TransactionStatusException">The query failed. That says nothing about the payment.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was canceled. A time-out is never this.</exception>
    Task<TransactionStatusResult> GetStatusAsync(TransactionQuery query, CancellationToken cancellationToken = default);
}
