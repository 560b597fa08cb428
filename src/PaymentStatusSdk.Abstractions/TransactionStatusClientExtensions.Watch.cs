using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using PaymentStatusSdk.Polling;

namespace PaymentStatusSdk;

public static partial class TransactionStatusClientExtensions
{
    /// <summary>Repeats a query, and returns the first result and then each change.</summary>
    /// <remarks>
    /// A change is a different outcome, state, finality, funds state or reason. No query is sent while the consumer processes a result. To
    /// watch without a time limit, pass a schedule without <see cref="PollingSchedule.MaxDuration"/>.
    /// </remarks>
    /// <param name="client">The client to query.</param>
    /// <param name="query">The query.</param>
    /// <param name="schedule">The schedule of the queries; null means <see cref="PollingSchedule.Default"/>, which ends after two
    /// minutes.</param>
    /// <param name="timeProvider">The clock for the delays; null means the system clock.</param>
    /// <param name="cancellationToken">Cancels the watch and the running query.</param>
    /// <returns>The changes. The stream ends after a <see cref="Finality.Final"/> result or when the duration ends.</returns>
    /// <exception cref="ArgumentException">This gateway does not support the query.</exception>
    /// <exception cref="TransactionStatusException">A query failed and the failure is not transient, or the duration ended and no query
    /// succeeded (the last failure).</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was canceled.</exception>
    public static IAsyncEnumerable<TransactionStatusResult> WatchAsync(
        this ITransactionStatusClient client,
        TransactionQuery query,
        PollingSchedule? schedule = null,
        TimeProvider? timeProvider = null,
        CancellationToken cancellationToken = default) =>
        ChangesAsync(LoopOf(client, query, schedule, timeProvider), cancellationToken);

    private static async IAsyncEnumerable<TransactionStatusResult> ChangesAsync(
        PollingLoop loop, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        TransactionStatusResult? last = null;
        TransactionStatusException? failure = null;
        await foreach (var outcome in loop.RunAsync(cancellationToken).ConfigureAwait(false))
        {
            failure = outcome.Failure;
            if (outcome.Result is null) continue;
            var changed = PollingRules.IsChange(last, outcome.Result);
            last = outcome.Result;
            if (changed) yield return last;
            if (PollingRules.IsFinal(last)) yield break;
        }

        if (last is null) ExceptionDispatchInfo.Throw(failure!);
    }
}
