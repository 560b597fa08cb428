using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Invariants.Tests;

/// <summary>The invariants report what they are there for.</summary>
public sealed class InvariantTests
{
    private readonly InvariantChecker _checker = new(new InvariantSettings { SeesEveryEvent = true });

    [Fact]
    public void Row_that_is_stored_as_its_events_say_is_no_violation()
    {
        Add(Payment.Row());

        _checker.CheckStored(Payment.Row(), isLeased: false, []);

        Assert.Empty(_checker.Violations);
    }

    [Fact]
    public void Active_row_without_a_next_check_is_a_violation()
    {
        Add(Payment.Row());

        AssertViolation(Payment.Row() with { NextCheckAt = null }, "has no next check");
    }

    [Fact]
    public void Stopped_row_with_a_next_check_is_a_violation()
    {
        Add(Payment.Row());
        _checker.Add(new RowStopped(ProcessLog.At(1), 1, 1));

        AssertViolation(Payment.Row() with { Status = TrackingStatus.Stopped }, "is Stopped and has a next check");
    }

    [Fact]
    public void Stored_verdict_that_no_event_has_is_a_violation()
    {
        Add(Payment.Row());

        AssertViolation(Payment.Row().After(Payment.Answer(PaymentState.Captured), next: 60), "reads Success, but its events say Unknown");
    }

    [Fact]
    public void Stored_sequence_that_no_event_has_is_a_violation()
    {
        Add(Payment.Row());

        AssertViolation(Payment.Row() with { Sequence = 1 }, "has sequence 1, but its events say 0");
    }

    [Fact]
    public void Stored_change_that_no_event_added_is_a_violation()
    {
        Add(Payment.Row());

        AssertViolation(
            Payment.Row(), "is stored, and no event added it", (Pending(Payment.Row().Change()), DeliveryStatus.Pending, Start));
    }

    [Fact]
    public void Paid_row_that_reads_unknown_without_being_contested_is_a_violation()
    {
        var paid = Check(Payment.Row(), PaymentState.Captured);
        _checker.Add(new CheckClaimed(ProcessLog.At(3), 1, 2, ProcessLog.At(60)));
        _checker.Add(new CheckCommitted(ProcessLog.At(4), paid with { Belief = null }, 2, CommitOutcome.Written, []));

        Assert.Contains(_checker.Violations, text => text.Contains("was paid, and reads Unknown", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Answered_check_that_is_not_counted_is_a_violation_where_no_answer_is_dropped(bool commitsEveryAnswer)
    {
        var checker = new InvariantChecker(new InvariantSettings { SeesEveryEvent = true, CommitsEveryAnswer = commitsEveryAnswer });
        var answer = Payment.Answer(PaymentState.Pending);
        checker.Add(new RowEnrolled(Start, Payment.Row(), 0));
        checker.Add(new CheckClaimed(ProcessLog.At(1), 1, 1, ProcessLog.At(60)));
        checker.Add(new QueryAnswered(ProcessLog.At(2), 1, 1, answer.AskedAt, answer));

        var after = Payment.Row().After(answer, next: 60) with { CheckCount = 0 };
        checker.Add(new CheckCommitted(ProcessLog.At(2), after, 1, CommitOutcome.Written, []));

        if (!commitsEveryAnswer) Assert.Empty(checker.Violations);
        else Assert.Contains("counts 0 checks after an answer", Assert.Single(checker.Violations), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(59, 1, true, false)]
    [InlineData(60, 1, true, true)]
    [InlineData(60, 1, false, false)]
    [InlineData(59, 0, true, true)]
    public void Start_that_needs_a_lease_is_a_violation_without_it(double at, long fence, bool needsLease, bool isViolation)
    {
        var change = Check(Payment.Row(), PaymentState.Captured).Change();
        _checker.Add(new ChangeClaimed(ProcessLog.At(3), 1, change.Id, 1, ProcessLog.At(60)));

        _checker.Add(new HandlerStarted(ProcessLog.At(at), 1, change.Id, fence) { NeedsLease = needsLease });

        Assert.Equal(isViolation, _checker.Violations.Any(text => text.Contains("had ended or was lost", StringComparison.Ordinal)));
        if (!isViolation) Assert.Empty(_checker.Violations);
    }

    private static DateTimeOffset Start => ProcessLog.Start;

    private static PendingChange Pending(StatusChange change) => new(change.Id, change.Transaction.Id, change.Sequence, false, true);

    private void Add(TrackedTransaction row) => _checker.Add(new RowEnrolled(Start, row, 0));

    /// <summary>Returns the row after its first check, with one change.</summary>
    private TrackedTransaction Check(TrackedTransaction row, PaymentState state)
    {
        Add(row);
        var answer = Payment.Answer(state);
        var after = row.After(answer, next: 60, sequence: 1);
        _checker.Add(new CheckClaimed(ProcessLog.At(1), row.Id, 1, ProcessLog.At(60)));
        _checker.Add(new QueryAnswered(ProcessLog.At(2), row.Id, 1, answer.AskedAt, answer));
        _checker.Add(new CheckCommitted(ProcessLog.At(2), after, 1, CommitOutcome.Written, [after.Change()]));
        Assert.Empty(_checker.Violations);
        return after;
    }

    private void AssertViolation(
        TrackedTransaction stored, string text, params (PendingChange Change, DeliveryStatus Status, DateTimeOffset? DueAt)[] changes)
    {
        _checker.CheckStored(stored, isLeased: false, changes);

        Assert.Contains(text, Assert.Single(_checker.Violations), StringComparison.Ordinal);
    }
}
