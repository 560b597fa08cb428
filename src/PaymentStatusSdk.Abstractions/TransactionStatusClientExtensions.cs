using System.Runtime.ExceptionServices;
using PaymentStatusSdk.Polling;

namespace PaymentStatusSdk;

/// <summary>Extension methods for any client that wait for a status, watch a transaction, or run many queries.</summary>
/// <remarks>
/// While waiting or watching, a query with a transient failure (<see cref="TransactionStatusException.IsTransient"/>) is repeated, not
/// before its <see cref="TransactionStatusException.RetryAfter"/>. A longer one than one day counts as one day. Any other failure is
/// thrown.
/// </remarks>
public static partial class TransactionStatusClientExtensions
{
    /// <summary>Repeats a query until a result satisfies a condition or the duration of the schedule ends.</summary>
    /// <param name="client">The client to query.</param>
    /// <param name="query">The query.</param>
    /// <param name="until">The condition. It is called with every result, including results without an answer
    /// (<see cref="LookupOutcome.NotFound"/>).</param>
    /// <param name="schedule">The schedule of the queries; null means <see cref="PollingSchedule.Default"/>.</param>
    /// <param name="timeProvider">The clock for the delays; null means the system clock.</param>
    /// <param name="cancellationToken">Cancels the wait and the running query.</param>
    /// <returns>
    /// The first result that satisfies the condition, or the last result when the duration ends. The end of the duration is no verdict.
    /// The duration ends early if the gateway requires a longer delay than the remaining time.
    /// </returns>
    /// <exception cref="ArgumentException">This gateway does not support the query.</exception>
    /// <exception cref="TransactionStatusException">A query failed and the failure is not transient, or the duration ended and no query
    /// succeeded (the last failure).</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was canceled.</exception>
    public static Task<TransactionStatusResult> WaitForAsync(
        this ITransactionStatusClient client,
        TransactionQuery query,
        Func<TransactionStatusResult, bool> until,
        PollingSchedule? schedule = null,
        TimeProvider? timeProvider = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(until);
        return WaitAsync(LoopOf(client, query, schedule, timeProvider), until, cancellationToken);
    }

    /// <summary>Repeats a query until the state is <see cref="Finality.Final"/> or the duration of the schedule ends.</summary>
    /// <remarks>
    /// An authorization never becomes final by itself, and a provisional failure may stay provisional. For these, use
    /// <see cref="WaitForAsync"/> with your own condition.
    /// </remarks>
    /// <inheritdoc cref="WaitForAsync" path="/param"/>
    /// <inheritdoc cref="WaitForAsync" path="/exception"/>
    /// <returns>The final result, or the last result when the duration ends; examine
    /// <see cref="TransactionStatusResult.Finality"/>.</returns>
    public static Task<TransactionStatusResult> WaitForFinalStatusAsync(
        this ITransactionStatusClient client,
        TransactionQuery query,
        PollingSchedule? schedule = null,
        TimeProvider? timeProvider = null,
        CancellationToken cancellationToken = default) =>
        WaitAsync(LoopOf(client, query, schedule, timeProvider), PollingRules.IsFinal, cancellationToken);

    internal static async Task<TransactionStatusResult> WaitAsync(
        PollingLoop loop, Func<TransactionStatusResult, bool> until, CancellationToken cancellationToken)
    {
        TransactionStatusResult? last = null;
        TransactionStatusException? failure = null;
        await foreach (var outcome in loop.RunAsync(cancellationToken).ConfigureAwait(false))
        {
            failure = outcome.Failure;
            if (outcome.Result is null) continue;
            last = outcome.Result;
            if (until(last)) return last;
        }

        if (last is null) ExceptionDispatchInfo.Throw(failure!);
        return last;
    }

    private static PollingLoop LoopOf(
        ITransactionStatusClient client, TransactionQuery query, PollingSchedule? schedule, TimeProvider? timeProvider)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(query);
        return new PollingLoop(
            client, query, schedule ?? PollingSchedule.Default, timeProvider ?? TimeProvider.System, Random.Shared.NextDouble);
    }
}
