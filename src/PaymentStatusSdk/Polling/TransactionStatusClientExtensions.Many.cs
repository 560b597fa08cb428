namespace PaymentStatusSdk;

public static partial class TransactionStatusClientExtensions
{
    private const int DefaultConcurrency = 16;

    /// <summary>Asks many queries, several at once, and gives each outcome as soon as it is there.</summary>
    /// <remarks>
    /// <para>The failure of one query is its own outcome and sinks no other. If <paramref name="queries"/> itself throws or yields null,
    /// the outcomes of the queries before come first and then that exception. Nothing is repeated.</para>
    /// <para>No more than <paramref name="maxConcurrency"/> queries are read ahead of what was handed out. Leaving the loop early cancels
    /// the queries under way and waits until they have ended.</para>
    /// </remarks>
    /// <param name="client">Whom to ask.</param>
    /// <param name="queries">What to ask; read as it goes, and it may be endless.</param>
    /// <param name="maxConcurrency">How many to ask at once; 1 or more, default 16. The client keeps its own limits all the same.</param>
    /// <param name="cancellationToken">Ends the stream and all queries under way.</param>
    /// <returns>One outcome per query, in the order of completion.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxConcurrency"/> is less than 1.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was canceled.</exception>
    public static IAsyncEnumerable<TransactionStatusLookup> GetStatusesAsync(
        this ITransactionStatusClient client,
        IEnumerable<TransactionQuery> queries,
        int maxConcurrency = DefaultConcurrency,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(queries);
        return client.GetStatusesAsync(queries.ToAsyncEnumerable(), maxConcurrency, cancellationToken);
    }

    /// <inheritdoc cref="GetStatusesAsync(ITransactionStatusClient, IEnumerable{TransactionQuery}, int, CancellationToken)"/>
    public static IAsyncEnumerable<TransactionStatusLookup> GetStatusesAsync(
        this ITransactionStatusClient client,
        IAsyncEnumerable<TransactionQuery> queries,
        int maxConcurrency = DefaultConcurrency,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(queries);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxConcurrency, 1);
        return new LookupStream(client, queries, maxConcurrency).RunAsync(cancellationToken);
    }
}
