namespace PaymentStatusSdk;

/// <summary>Forwards every call to another client. Derive from it to decorate a client, and override the members that you change.</summary>
/// <remarks>As thread-safe as the client it wraps.</remarks>
public abstract class DelegatingTransactionStatusClient : ITransactionStatusClient
{
    /// <summary>Wraps a client.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="inner"/> is null.</exception>
    protected DelegatingTransactionStatusClient(ITransactionStatusClient inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        Inner = inner;
    }

    /// <inheritdoc/>
    public virtual TransactionStatusClientMetadata Metadata => Inner.Metadata;

    /// <summary>The wrapped client.</summary>
    protected ITransactionStatusClient Inner { get; }

    /// <inheritdoc/>
    public virtual Task<TransactionStatusResult> GetStatusAsync(TransactionQuery query, CancellationToken cancellationToken = default) =>
        Inner.GetStatusAsync(query, cancellationToken);
}
