using PaymentStatusSdk.Tracking;
using static System.FormattableString;

namespace PaymentStatusSdk.Invariants;

/// <summary>
/// The invariants of the end that a deadline brings: an answer to a query at or after it ends tracking when no recheck is owed, and so does
/// a query after the slack, whether it is answered or not. Pure functions.
/// </summary>
internal static class DeadlineInvariants
{
    /// <summary>The number of rechecks that a wake-up causes at most.</summary>
    public const int RechecksAfterWakeup = 5;

    /// <summary>How often the slack begins: once, and at most twice again.</summary>
    private const int MaxRounds = 3;

    /// <summary>Checks that a row does not stay active after a check that must end its tracking.</summary>
    public static void CheckCommitted(
        RowHistory history, TrackedTransaction row, LastAnswer? answer, InvariantSettings settings, ICollection<string> violations)
    {
        if (!settings.SeesEveryEvent || HasEnded(row) || answer is null || !VerdictInvariants.IsCommitted(history, row, settings)) return;
        // A wake-up during the check causes another one.
        if (history.WokenAt is not null) return;
        // A worker notes the time of its query somewhat before the observer does.
        var earliest = settings.CommitsEveryAnswer ? row.DeadlineAt : row.DeadlineAt + settings.DeadlineSlack;
        if (answer.AskedAt < earliest) return;
        var isAnswered = answer.HasResult && history.Rechecks == 0;
        // The checks of a busy client begin the slack without being counted, so other events do not show when it began.
        var isSlackOver = settings.CommitsEveryAnswer
            && answer.AskedAt >= SlackAfter(history, row, answer).BeganAt + settings.DeadlineSlack;
        if (isAnswered || isSlackOver)
        {
            violations.Add(Invariant(
                $"Row {row.Id} was queried at {answer.AskedAt:O}, and is still active after its deadline {row.DeadlineAt:O}."));
        }
    }

    /// <summary>Returns the slack after a check: it begins again when the check comes twice its length or more after it began.</summary>
    public static SlackRound SlackAfter(RowHistory history, TrackedTransaction row, LastAnswer? answer)
    {
        // A row that is reopened is tracked anew.
        if (HasEnded(row)) return default;
        if (answer is null || answer.AskedAt < row.DeadlineAt) return history.Slack;
        if (history.Slack.BeganAt is not { } began || began < row.DeadlineAt || began > answer.AskedAt) return new(answer.AskedAt, 1);
        var isMissed = answer.AskedAt - began >= TimeSpan.FromHours(2);
        return isMissed && history.Slack.Count < MaxRounds ? new(answer.AskedAt, history.Slack.Count + 1) : history.Slack;
    }

    /// <summary>Returns how many rechecks may be owed after a check.</summary>
    public static int RechecksAfter(RowHistory history, TrackedTransaction row, LastAnswer? answer, InvariantSettings settings)
    {
        if (history.WokenAt is not null) return RechecksAfterWakeup;
        var isSpent = answer is { HasResult: true } && VerdictInvariants.IsCommitted(history, row, settings);
        return isSpent ? Math.Max(0, history.Rechecks - 1) : history.Rechecks;
    }

    // A wake-up during the last check reopens the row: it is active again, and still has the time of its end.
    private static bool HasEnded(TrackedTransaction row) => row.Status != TrackingStatus.Active || row.CompletedAt is not null;
}
