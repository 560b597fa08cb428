using PaymentStatusSdk.Desjardins.Protocol;

namespace PaymentStatusSdk.Desjardins;

/// <summary>The time that the gateway has, after an answer, to answer about the remaining transactions. Not thread-safe.</summary>
internal sealed class DesjardinsGrace(TimeSpan length, TimeProvider timeProvider, CancellationToken end)
{
    /// <summary>Completes when the period is over; does not complete while no period runs.</summary>
    public Task End { get; private set; } = Never;

    /// <summary>Starts the period after an answer, and completes the remaining queries at its end.</summary>
    /// <param name="answers">The answers so far.</param>
    /// <param name="isAnswer">Whether an answer has just been merged.</param>
    public void Update(DesjardinsAnswers answers, bool isAnswer)
    {
        // An error about the entire request says nothing about the remaining transactions.
        if (answers.IsComplete || answers.Refusal is not null)
        {
            End = Never;
        }
        else if (isAnswer)
        {
            End = Task.Delay(length, timeProvider, end);
        }
        else if (End.IsCompletedSuccessfully)
        {
            answers.CompleteMissing();
            End = Never;
        }
    }

    private static Task Never => new TaskCompletionSource().Task;
}
