using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Invariants.Tests;

/// <summary>A row is tracked until the deadline that it was promised, and the gateway has the whole slack to answer after it.</summary>
public sealed class DeadlineInvariantTests
{
    private readonly InvariantChecker _checker = new(
        new InvariantSettings { SeesEveryEvent = true, DeadlineSlack = TimeSpan.FromMinutes(2) });

    private TrackedTransaction _row = Payment.Row() with { DeadlineAt = ProcessLog.At(15) };
    private long _fence;

    public DeadlineInvariantTests() => _checker.Add(new RowEnrolled(ProcessLog.Start, _row, 0));

    [Fact]
    public void End_by_the_first_query_without_an_answer_long_after_the_deadline_is_a_violation()
    {
        Query(500, TrackingStatus.Expired);

        Assert.Contains("expired, and was last queried at", Assert.Single(_checker.Violations), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(550, true)]
    [InlineData(620, false)]
    public void End_before_the_slack_is_over_is_a_violation(double at, bool isViolation)
    {
        Query(500, TrackingStatus.Active);

        Query(at, TrackingStatus.Expired);

        Assert.Equal(isViolation, _checker.Violations.Any(text => text.Contains("was last queried at", StringComparison.Ordinal)));
        if (!isViolation) Assert.Empty(_checker.Violations);
    }

    [Fact]
    public void Deadline_that_a_check_moves_forward_is_a_violation()
    {
        _row = _row with { DeadlineAt = ProcessLog.At(14) };

        Query(10, TrackingStatus.Active);

        AssertPromised();
    }

    [Theory]
    [InlineData(15, true)]
    [InlineData(900, false)]
    public void Reopened_row_that_keeps_its_deadline_is_a_violation(double deadline, bool isViolation)
    {
        Query(20, TrackingStatus.Active);
        Query(200, TrackingStatus.Expired);
        Assert.Empty(_checker.Violations);
        _checker.Add(new RowWoken(ProcessLog.At(210), 1)
        {
            Request = new WakeRequest(ProcessLog.At(210), ProcessLog.At(900)) { Id = 1 },
            DueAt = ProcessLog.At(210),
        });

        _checker.CheckStored(
            _row with { Status = TrackingStatus.Active, NextCheckAt = ProcessLog.At(210), DeadlineAt = ProcessLog.At(deadline) },
            isLeased: false, [.. Pending()]);

        if (isViolation) AssertPromised();
        else Assert.Empty(_checker.Violations);
    }

    [Theory]
    [InlineData(TrackingStatus.Expired, true)]
    [InlineData(TrackingStatus.Active, false)]
    public void Woken_row_that_the_deadline_ends_before_its_rechecks_is_a_violation(TrackingStatus status, bool isViolation)
    {
        Query(10, TrackingStatus.Active);
        _checker.Add(new RowWoken(ProcessLog.At(19), 1));

        Query(20, status, LookupOutcome.NotFound);

        if (!isViolation) Assert.Empty(_checker.Violations);
        else Assert.Contains("woken, its answer was unchanged", Assert.Single(_checker.Violations), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(LookupOutcome.NotFound)]
    public void Woken_row_ends_with_the_slack(LookupOutcome? first)
    {
        Query(20, TrackingStatus.Active, first);
        _checker.Add(new RowWoken(ProcessLog.At(139), 1));

        Query(140, TrackingStatus.Expired, LookupOutcome.NotFound);

        Assert.Empty(_checker.Violations);
    }

    [Fact]
    public void Row_that_was_not_woken_ends_at_its_deadline()
    {
        Query(10, TrackingStatus.Active);

        Query(20, TrackingStatus.Expired, LookupOutcome.NotFound);

        Assert.Empty(_checker.Violations);
    }

    /// <summary>Commits a check without an answer, or with one that has no state.</summary>
    private void Query(double at, TrackingStatus status, LookupOutcome? outcome = null)
    {
        var result = outcome is { } known ? Payment.Answer(PaymentState.Unknown, at) with { Outcome = known } : null;
        var isOver = status == TrackingStatus.Expired;
        _row = _row with
        {
            Status = status,
            CheckCount = _row.CheckCount + 1,
            LastCheckedAt = ProcessLog.At(at),
            NextCheckAt = isOver ? null : ProcessLog.At(at + 20),
            Sequence = _row.Sequence + (isOver ? 1 : 0),
        };
        _checker.Add(new CheckClaimed(ProcessLog.At(at), 1, ++_fence, ProcessLog.At(at + 5)));
        _checker.Add(new QueryAnswered(ProcessLog.At(at), 1, _fence, ProcessLog.At(at), result));
        IReadOnlyList<StatusChange> changes = isOver ? [_row.Change(StatusChangeKind.DeadlinePassed)] : [];
        _checker.Add(new CheckCommitted(ProcessLog.At(at), _row, _fence, CommitOutcome.Written, changes));
    }

    private IEnumerable<(PendingChange Change, DeliveryStatus Status, DateTimeOffset? DueAt)> Pending() =>
        [(new PendingChange(_row.Change().Id, 1, 1, IsLeased: false, IsNext: true), DeliveryStatus.Pending, ProcessLog.At(200))];

    private void AssertPromised() =>
        Assert.Contains("but it was promised", Assert.Single(_checker.Violations), StringComparison.Ordinal);
}
