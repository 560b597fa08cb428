using System.Runtime.CompilerServices;

namespace PaymentStatusSdk.Polling;

/// <summary>Repeats one query according to a schedule.</summary>
internal sealed class PollingLoop(
    ITransactionStatusClient client, TransactionQuery query, PollingSchedule schedule, TimeProvider time, Func<double> random)
{
    // Well within the limit of a timer; a gateway may request any delay.
    private static readonly TimeSpan MaxWait = TimeSpan.FromDays(1);

    /// <summary>Returns the outcome of every query until the duration ends. Failures that are not transient are thrown.</summary>
    public async IAsyncEnumerable<PollingOutcome> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var isLast = false;
        for (var queries = 1; ; queries++)
        {
            var outcome = await QueryAsync(cancellationToken).ConfigureAwait(false);
            yield return outcome;

            var left = (schedule.MaxDuration - time.GetElapsedTime(start)) ?? TimeSpan.MaxValue;
            var retryAfter = outcome.Failure?.RetryAfter ?? TimeSpan.Zero;
            // If RetryAfter is later than the end, the last query at the end is omitted.
            if (isLast || left <= TimeSpan.Zero || retryAfter > left) yield break;

            var wait = WaitAfter(queries, retryAfter);
            // Stored, not measured again: a timer that fires early must not cause two last queries.
            isLast = wait >= left;
            await Task.Delay(isLast ? left : wait, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private TimeSpan WaitAfter(int queries, TimeSpan retryAfter)
    {
        var wait = schedule.DelayAfter(queries, random());
        if (retryAfter > wait) wait = retryAfter;
        return wait < MaxWait ? wait : MaxWait;
    }

    private async Task<PollingOutcome> QueryAsync(CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new PollingOutcome(await client.GetStatusAsync(query, cancellationToken).ConfigureAwait(false), null);
        }
        catch (TransactionStatusException failure) when (failure.IsTransient)
        {
            return new PollingOutcome(null, failure);
        }
        catch (OperationCanceledException canceled)
            when (cancellationToken.IsCancellationRequested && canceled.CancellationToken != cancellationToken)
        {
            // A client may have linked the token; the caller compares the token of the exception with its own.
            throw new OperationCanceledException(canceled.Message, cancellationToken);
        }
    }
}
