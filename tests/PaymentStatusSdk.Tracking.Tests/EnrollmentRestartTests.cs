using PaymentStatusSdk.Tracking.Checks;
using PaymentStatusSdk.Tracking.Tests.Checks;
using static PaymentStatusSdk.Tracking.Tests.EnrolledRows;

namespace PaymentStatusSdk.Tracking.Tests;

/// <summary>Tracking again what has ended: the same attempt continues, or a new one begins.</summary>
public class EnrollmentRestartTests
{
    [Theory]
    [InlineData(PaymentState.Declined, TrackingStatus.Completed)]
    [InlineData(PaymentState.Pending, TrackingStatus.Expired)]
    [InlineData(PaymentState.Captured, TrackingStatus.Expired)]
    public void Unsuccessful_row_is_tracked_again(PaymentState state, TrackingStatus status)
    {
        var joined = Enrollment.Join(Ended(state, status), Row(ByOrder, Later), Exact)!;

        Assert.Equal((TrackingStatus.Active, Later, null), (joined.Status, joined.NextCheckAt, joined.CompletedAt));
        Assert.Equal(SchedulePosition.RechecksAfterWakeup, joined.Progress.Rechecks);
        // A row that did not fail keeps its attempt.
        Assert.Equal(state == PaymentState.Declined ? null : state, joined.Belief?.State);
        Assert.Equal(state == PaymentState.Declined ? 1 : 0, joined.EarlierAttempts.Count);
    }

    [Fact]
    public void Completed_row_without_a_belief_is_tracked_again()
    {
        var joined = Enrollment.Join(
            Ended(PaymentState.Captured, TrackingStatus.Completed) with { Belief = null }, Row(ByOrder, Later), Exact)!;

        Assert.Equal((TrackingStatus.Active, Later, null), (joined.Status, joined.NextCheckAt, joined.CompletedAt));
        Assert.Empty(joined.EarlierAttempts);
    }

    [Fact]
    public void Stopped_row_is_tracked_again_from_the_beginning()
    {
        var row = Row(ByOrder) with
        {
            Status = TrackingStatus.Stopped,
            NextCheckAt = null,
            CompletedAt = Start.AddMinutes(1),
            DeadlineAt = Start.AddMinutes(2),
            Progress = new ScheduleProgress { Since = Start, Step = 9, Failures = 4, Phase = SchedulePhase.Provisional },
        };

        var joined = Enrollment.Join(row, Row(ByOrder, Later), Exact)!;

        Assert.Equal((TrackingStatus.Active, Later, Later.AddDays(30)), (joined.Status, joined.NextCheckAt, joined.DeadlineAt));
        Assert.Null(joined.CompletedAt);
        Assert.Equal((SchedulePhase.Open, Later, 0), (joined.Progress.Phase, joined.Progress.Since, joined.Progress.Failures));
    }

    [Fact]
    public void Stopped_row_keeps_the_later_deadline()
    {
        var row = Row(ByOrder) with { Status = TrackingStatus.Stopped, NextCheckAt = null, DeadlineAt = Start.AddDays(300) };

        Assert.Equal(Start.AddDays(300), Enrollment.Join(row, Row(ByOrder, Later), Exact)!.DeadlineAt);
    }

    // The checks that remain count from the first settlement, and the count of wake-ups is compared with the store's.
    [Fact]
    public void Restarted_row_keeps_its_age_and_its_count_of_wakeups()
    {
        var row = Row(ByOrder) with
        {
            Status = TrackingStatus.Stopped,
            Progress = new ScheduleProgress { Since = Start, Wakes = 3, SettledFrom = Start.AddMinutes(7) },
        };

        var progress = Enrollment.Join(row, Row(ByOrder, Later), Exact)!.Progress;

        Assert.Equal((3, Start.AddMinutes(7)), (progress.Wakes, progress.SettledFrom));
    }

    [Fact]
    public void New_attempt_keeps_the_count_of_wakeups_and_has_an_age_of_its_own()
    {
        var row = Ended(PaymentState.Declined, TrackingStatus.Completed) with
        {
            Progress = new ScheduleProgress { Since = Start, Wakes = 3, SettledFrom = Start.AddMinutes(7) },
        };

        var progress = Enrollment.Join(row, Row(ByOrder, Later), Exact)!.Progress;

        Assert.Equal((3, null), (progress.Wakes, progress.SettledFrom));
    }

    // A wake-up reopened the row, so it is active although its failure is final.
    [Fact]
    public void New_attempt_of_an_active_row_is_checked_now_and_on_a_new_schedule()
    {
        var row = Ended(PaymentState.Declined, TrackingStatus.Active) with
        {
            NextCheckAt = Start.AddDays(1),
            CompletedAt = null,
            Progress = new ScheduleProgress { Since = Start, Step = 9, Phase = SchedulePhase.Provisional },
        };

        var joined = Enrollment.Join(row, Row(ByOrder, Later), Exact)!;

        Assert.Equal((TrackingStatus.Active, Later), (joined.Status, joined.NextCheckAt));
        Assert.Equal((SchedulePhase.Open, Later, 0), (joined.Progress.Phase, joined.Progress.Since, joined.Progress.Step));
        Assert.Single(joined.EarlierAttempts);
    }

    // Its verdict is Unknown.
    [Fact]
    public void Paid_row_whose_answers_do_not_match_is_tracked_again()
    {
        var row = Ended(PaymentState.Captured, TrackingStatus.Completed) with { HasMismatch = true };

        var joined = Enrollment.Join(row, Row(ByOrder, Later), Exact)!;

        Assert.Equal((TrackingStatus.Active, Later, true), (joined.Status, joined.NextCheckAt, joined.HasMismatch));
    }

    [Fact]
    public void New_attempt_has_the_kind_of_the_failed_one()
    {
        var row = Ended(PaymentState.Declined, TrackingStatus.Completed);

        var refused = Assert.Throws<ArgumentException>(
            () => Enrollment.Join(row, Row(ByOrder with { Kind = TransactionKind.Refund }, Later), Exact));

        Assert.Contains("the kind Purchase, not Refund. ", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("b")]
    public void New_attempt_cannot_have_the_gateway_reference_of_an_earlier_one(string reference)
    {
        var row = Row(ByOrder) with { EarlierAttempts = [Attempt("a"), Attempt("b"), Attempt(null)] };

        var refused = Assert.Throws<ArgumentException>(
            () => Enrollment.Join(row, Row(ByOrder with { ExpectedGatewayReference = reference }, Later), Exact));

        Assert.Contains($"the gateway reference of a new attempt, not {reference}. ", refused.Message, StringComparison.Ordinal);
        Assert.Equal("c", Enrollment.Join(row, Row(ByOrder with { ExpectedGatewayReference = "c" }, Later), Exact)!.GatewayReference);
    }

    [Fact]
    public void New_attempt_by_merchant_reference_has_it()
    {
        var row = Row(ByGateway) with { Belief = TrackedPayment.Believe(PaymentState.Declined), Status = TrackingStatus.Completed };

        var joined = Enrollment.Join(row, Row(ByOrder, Later), Exact)!;

        Assert.Equal((null, "ORDER-1"), (joined.GatewayReference, joined.MerchantReference));
    }

    private static TrackedAttempt Attempt(string? gatewayReference) => new() { StartedAt = Start, GatewayReference = gatewayReference };
}
