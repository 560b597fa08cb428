using System.Runtime.CompilerServices;

namespace PaymentStatusSdk;

/// <summary>Asks one query again and again as a schedule says.</summary>
internal sealed class PollingLoop(
    ITransactionStatusClient client, TransactionQuery query, PollingSchedule schedule, TimeProvider time, Func<double> random)
{
    // Well within what a timer can take; a gateway may ask for any time.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <summary>Every question's outcome, until time is up. Failures that cannot pass are thrown.</summary>
    public async IAsyncEnumerable<PollingLook> LooksAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var isLast = false;
        for (var questions = 1; ; questions++)
        {
            var look = await AskAsync(cancellationToken).ConfigureAwait(false);
            yield return look;

            var left = (schedule.MaxDuration - time.GetElapsedTime(start)) ?? TimeSpan.MaxValue;
            var retryAfter = look.Failure?.RetryAfter ?? TimeSpan.Zero;
            // A gateway that wants to be left alone beyond the end is not asked again just because time is up.
            if (isLast || left <= TimeSpan.Zero || retryAfter > left) yield break;

            var wait = WaitAfter(questions, retryAfter);
            // Remembered, not measured again: a timer that fires a little early must not make it two last questions.
            isLast = wait >= left;
            await Task.Delay(isLast ? left : wait, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private TimeSpan WaitAfter(int questions, TimeSpan retryAfter)
    {
        var wait = schedule.DelayAfter(questions, random());
        if (retryAfter > wait) wait = retryAfter;
        return wait < LongestWait ? wait : LongestWait;
    }

    private async Task<PollingLook> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new PollingLook(await client.GetStatusAsync(query, cancellationToken).ConfigureAwait(false), null);
        }
        catch (TransactionStatusException failure) when (failure.IsTransient)
        {
            return new PollingLook(null, failure);
        }
        catch (OperationCanceledException canceled)
            when (cancellationToken.IsCancellationRequested && canceled.CancellationToken != cancellationToken)
        {
            // A client may have linked the token to its own; callers compare it with theirs.
            throw new OperationCanceledException(canceled.Message, cancellationToken);
        }
    }
}
