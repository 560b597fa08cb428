using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace PaymentStatusSdk;

public static partial class TransactionStatusClientExtensions
{
    /// <summary>Asks again and again, and gives the first result and then each change.</summary>
    /// <remarks>
    /// A change is one of outcome, state, finality, funds or reason. Nothing is asked while the consumer is busy with a result. To watch
    /// without end, give a schedule without <see cref="PollingSchedule.MaxDuration"/>.
    /// </remarks>
    /// <param name="client">Whom to ask.</param>
    /// <param name="query">What to ask.</param>
    /// <param name="schedule">When to ask; null: <see cref="PollingSchedule.Default"/>, which ends after two minutes.</param>
    /// <param name="timeProvider">The clock to wait by; null: the system's.</param>
    /// <param name="cancellationToken">Ends the watching and the question under way.</param>
    /// <returns>The changes. It ends after a <see cref="Finality.Final"/> one or when time is up.</returns>
    /// <exception cref="ArgumentException">The query cannot be asked at this gateway.</exception>
    /// <exception cref="TransactionStatusException">A question failed in a way that does not pass, or time is up and none succeeded (then
    /// the last failure).</exception>
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
        await foreach (var look in loop.LooksAsync(cancellationToken).ConfigureAwait(false))
        {
            failure = look.Failure;
            if (look.Result is null) continue;
            var changed = last is null || Shown(last) != Shown(look.Result);
            last = look.Result;
            if (changed) yield return last;
            if (IsFinal(last)) yield break;
        }

        if (last is null) ExceptionDispatchInfo.Throw(failure!);
    }

    private static (LookupOutcome, PaymentState, Finality, FundsState, FailureReason) Shown(TransactionStatusResult result) =>
        (result.Outcome, result.State, result.Finality, result.Funds, result.Reason);
}
