using System.Runtime.ExceptionServices;

namespace PaymentStatusSdk;

/// <summary>Waiting for, watching and asking many transactions, with any client.</summary>
/// <remarks>
/// While waiting or watching, a transient failure of a question (<see cref="TransactionStatusException.IsTransient"/>) is passed over and
/// the question asked again, not before its <see cref="TransactionStatusException.RetryAfter"/>; any other failure is thrown.
/// </remarks>
public static partial class TransactionStatusClientExtensions
{
    /// <summary>Asks until an answer fulfills a condition or the schedule's time is up.</summary>
    /// <param name="client">Whom to ask.</param>
    /// <param name="query">What to ask.</param>
    /// <param name="until">The condition; it sees every result, also those that are no answer
    /// (<see cref="LookupOutcome.NotFound"/>).</param>
    /// <param name="schedule">When to ask; null: <see cref="PollingSchedule.Default"/>.</param>
    /// <param name="timeProvider">The clock to wait by; null: the system's.</param>
    /// <param name="cancellationToken">Ends the waiting and the question under way.</param>
    /// <returns>
    /// The first result that fulfills the condition. When time is up: the last result there was, whatever it says; that nothing more came
    /// is no verdict. Time is up early if the gateway asks to be left alone beyond the end.
    /// </returns>
    /// <exception cref="ArgumentException">The query cannot be asked at this gateway.</exception>
    /// <exception cref="TransactionStatusException">A question failed in a way that does not pass, or time is up and none succeeded (then
    /// the last failure).</exception>
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

    /// <summary>Asks until the state is <see cref="Finality.Final"/> or the schedule's time is up.</summary>
    /// <remarks>
    /// An authorization never becomes final by itself, and a provisional failure may stay provisional: use
    /// <see cref="WaitForAsync"/> with a condition of your own for these.
    /// </remarks>
    /// <inheritdoc cref="WaitForAsync" path="/param"/>
    /// <inheritdoc cref="WaitForAsync" path="/exception"/>
    /// <returns>The final result. When time is up: the last result there was, whatever it says; look at
    /// <see cref="TransactionStatusResult.Finality"/>.</returns>
    public static Task<TransactionStatusResult> WaitForFinalStatusAsync(
        this ITransactionStatusClient client,
        TransactionQuery query,
        PollingSchedule? schedule = null,
        TimeProvider? timeProvider = null,
        CancellationToken cancellationToken = default) =>
        WaitAsync(LoopOf(client, query, schedule, timeProvider), IsFinal, cancellationToken);

    internal static async Task<TransactionStatusResult> WaitAsync(
        PollingLoop loop, Func<TransactionStatusResult, bool> until, CancellationToken cancellationToken)
    {
        TransactionStatusResult? last = null;
        TransactionStatusException? failure = null;
        await foreach (var look in loop.LooksAsync(cancellationToken).ConfigureAwait(false))
        {
            failure = look.Failure;
            if (look.Result is null) continue;
            last = look.Result;
            if (until(last)) return last;
        }

        if (last is null) ExceptionDispatchInfo.Throw(failure!);
        return last;
    }

    private static bool IsFinal(TransactionStatusResult result) => result.Finality == Finality.Final;

    private static PollingLoop LoopOf(
        ITransactionStatusClient client, TransactionQuery query, PollingSchedule? schedule, TimeProvider? timeProvider)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(query);
        return new PollingLoop(
            client, query, schedule ?? PollingSchedule.Default, timeProvider ?? TimeProvider.System, Random.Shared.NextDouble);
    }
}
