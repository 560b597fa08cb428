using PaymentStatusSdk.Polling;

namespace PaymentStatusSdk;

public static partial class TransactionStatusClientExtensions
{
    private const int DefaultConcurrency = 16;

    /// <summary>Runs many queries concurrently, and returns each outcome as soon as it is available.</summary>
    /// <remarks>
    /// <para>The failure of one query is its own outcome and does not affect other queries. If <paramref name="queries"/> itself throws or
    /// yields null, the stream first returns the outcomes of the previous queries and then throws. No query is retried.</para>
    /// <para>At most <paramref name="maxConcurrency"/> queries are read ahead of the returned outcomes. Leaving the loop early cancels the
    /// running queries and waits until they have ended.</para>
    /// </remarks>
    /// <param name="client">The client to query.</param>
    /// <param name="queries">The queries. They are read on demand, and the sequence may be infinite.</param>
    /// <param name="maxConcurrency">The maximum number of concurrent queries; 1 or more, default 16. The limits of the client also
    /// apply.</param>
    /// <param name="cancellationToken">Cancels the stream and all running queries.</param>
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
