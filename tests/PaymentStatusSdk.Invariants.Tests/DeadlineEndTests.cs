using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Invariants.Tests;

/// <summary>A row does not stay active after its deadline when no recheck is owed or the slack is over.</summary>
public sealed class DeadlineEndTests
{
    private readonly InvariantChecker _checker = new(new InvariantSettings { SeesEveryEvent = true, CommitsEveryAnswer = true });

    private TrackedTransaction _row = Payment.Row() with { DeadlineAt = At(10) };
    private long _fence;

    public DeadlineEndTests() => _checker.Add(new RowEnrolled(ProcessLog.Start, _row, 0));

    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    public void Row_that_stays_active_after_an_answer_at_its_deadline_is_a_violation(double minute, bool isViolation)
    {
        Query(minute, isAnswered: true);

        AssertViolation(isViolation);
    }

    [Fact]
    public void Woken_row_stays_active_for_its_rechecks_only()
    {
        _checker.Add(new RowWoken(At(10), 1));
        for (var minute = 11; minute <= 15; minute++) Query(minute, isAnswered: true);
        AssertViolation(isExpected: false);

        Query(16, isAnswered: true);

        AssertViolation(isExpected: true);
    }

    [Theory]
    [InlineData(70, false)]
    [InlineData(71, true)]
    public void Woken_row_that_stays_active_after_the_slack_is_a_violation(double minute, bool isViolation)
    {
        Query(11, isAnswered: false);
        _checker.Add(new RowWoken(At(12), 1));

        Query(minute, isAnswered: true);

        AssertViolation(isViolation);
    }

    [Fact]
    public void Row_that_is_woken_during_its_check_stays_active()
    {
        _checker.Add(new CheckClaimed(At(10), 1, ++_fence, At(11)));
        _checker.Add(new RowWoken(At(10), 1));

        End(10, isAnswered: true);

        AssertViolation(isExpected: false);
    }

    [Theory]
    [InlineData(70, false)]
    [InlineData(71, true)]
    [InlineData(130, true)]
    [InlineData(131, false)]
    public void Row_that_stays_active_without_an_answer_after_the_slack_is_a_violation(double minute, bool isViolation)
    {
        Query(11, isAnswered: false);

        Query(minute, isAnswered: false);

        AssertViolation(isViolation);
    }

    [Fact]
    public void Slack_that_begins_a_fourth_time_is_a_violation()
    {
        Query(11, isAnswered: false);
        Query(131, isAnswered: false);
        Query(251, isAnswered: false);
        AssertViolation(isExpected: false);

        Query(371, isAnswered: false);

        AssertViolation(isExpected: true);
    }

    [Fact]
    public void Row_that_is_reopened_after_its_end_has_a_new_slack()
    {
        Query(11, isAnswered: false);
        _checker.Add(new CheckClaimed(At(71), 1, ++_fence, At(72)));
        _checker.Add(new RowWoken(At(71), 1));
        _row = _row with { CompletedAt = At(71) };
        End(71, isAnswered: false);
        _row = _row with { CompletedAt = null };

        Query(72, isAnswered: false);

        AssertViolation(isExpected: false);
    }

    private static DateTimeOffset At(double minute) => ProcessLog.At(60 * minute);

    /// <summary>Commits a check after which the row is active.</summary>
    private void Query(double minute, bool isAnswered)
    {
        _checker.Add(new CheckClaimed(At(minute), 1, ++_fence, At(minute + 1)));
        End(minute, isAnswered);
    }

    private void End(double minute, bool isAnswered)
    {
        var at = At(minute);
        var result = isAnswered ? Payment.Answer(PaymentState.Unknown, 60 * minute) with { Outcome = LookupOutcome.NotFound } : null;
        _row = _row with { CheckCount = _row.CheckCount + 1, LastCheckedAt = at, NextCheckAt = at.AddSeconds(5) };
        _checker.Add(new QueryAnswered(at, 1, _fence, at, result));
        _checker.Add(new CheckCommitted(at, _row, _fence, CommitOutcome.Written, []));
    }

    private void AssertViolation(bool isExpected)
    {
        if (!isExpected) Assert.Empty(_checker.Violations);
        else Assert.Contains("still active after its deadline", Assert.Single(_checker.Violations), StringComparison.Ordinal);
    }
}
