using PaymentStatusSdk.Tracking.Checks;
using static PaymentStatusSdk.Tracking.Tests.Checks.TrackedPayment;

namespace PaymentStatusSdk.Tracking.Tests.Checks;

public class CheckRulesTests
{
    [Fact]
    public void Pending_state_is_reported_once_and_checked_by_the_schedule()
    {
        var payment = new TrackedPayment();
        List<TimeSpan?> waits = [];

        for (var i = 0; i < 5; i++)
        {
            payment.CheckWhenDue(Answer(PaymentState.Pending));
            waits.Add(payment.Wait);
        }

        Assert.Equal([StatusChangeKind.Changed], payment.Reported);
        // The first answer is a change, so it restarts the schedule.
        Assert.Equal([Seconds(10), Seconds(20), Seconds(40), Seconds(40), Seconds(40)], waits);
        Assert.Equal(5, payment.Row.CheckCount);
        Assert.Equal(payment.Now, payment.Row.LastCheckedAt);
    }

    [Fact]
    public void Not_found_follows_the_schedule_from_enrollment_on()
    {
        var payment = new TrackedPayment();
        List<TimeSpan> checks = [];

        for (var i = 0; i < 5; i++)
        {
            payment.CheckWhenDue(Found(LookupOutcome.NotFound));
            checks.Add(payment.Now - Start);
        }

        Assert.Empty(payment.Reported);
        Assert.Null(payment.Row.Belief);
        Assert.Equal([Seconds(10), Seconds(30), Seconds(70), Seconds(110), Seconds(150)], checks);
    }

    [Fact]
    public void State_change_restarts_the_schedule()
    {
        var payment = new TrackedPayment();
        for (var i = 0; i < 4; i++) payment.CheckWhenDue(Answer(PaymentState.Pending));
        Assert.Equal(Seconds(40), payment.Wait);

        var reported = payment.CheckWhenDue(Answer(PaymentState.Authorized));

        Assert.Equal([StatusChangeKind.Changed], reported);
        Assert.Equal(PaymentState.Pending, payment.Changes[^1].PreviousState);
        Assert.Equal(Seconds(10), payment.Wait);
    }

    // A check before its time, as after a notification.
    [Theory]
    [InlineData(PaymentState.Pending, Finality.Open, 35)]
    [InlineData(PaymentState.Authorized, Finality.Open, 10)]
    [InlineData(PaymentState.Failed, Finality.Provisional, 3600)]
    public void State_change_before_the_next_check_is_due_restarts_the_schedule(PaymentState state, Finality finality, double seconds)
    {
        var payment = new TrackedPayment();
        for (var i = 0; i < 4; i++) payment.CheckWhenDue(Answer(PaymentState.Pending));
        payment.Now += Seconds(5);

        payment.CheckNow(Answer(state, finality));

        Assert.Equal(Seconds(seconds), payment.Wait);
    }

    [Theory]
    [InlineData(PaymentState.Captured, PaymentVerdict.Success)]
    [InlineData(PaymentState.Declined, PaymentVerdict.Failure)]
    [InlineData(PaymentState.Refunded, PaymentVerdict.Returned)]
    public void Final_answer_completes_tracking_with_one_change(PaymentState state, PaymentVerdict verdict)
    {
        var payment = new TrackedPayment();

        var reported = payment.CheckWhenDue(Answer(state, Finality.Final));

        Assert.Equal([StatusChangeKind.Changed], reported);
        Assert.Equal(TrackingStatus.Completed, payment.Row.Status);
        Assert.Equal(verdict, payment.Changes[0].Transaction.Verdict);
        Assert.Equal("g-1", payment.Row.GatewayReference);
    }

    [Fact]
    public void Growing_refund_is_a_change_in_an_unchanged_state()
    {
        var payment = new TrackedPayment();
        payment.CheckWhenDue(Partly(5m));

        Assert.Empty(payment.CheckWhenDue(Partly(5m)));
        Assert.Equal([StatusChangeKind.Changed], payment.CheckWhenDue(Partly(10m)));

        static CheckReport Partly(decimal refunded) =>
            CheckReport.Of(Result(PaymentState.PartiallyRefunded) with { RefundedAmount = new Money(refunded, "EUR") });
    }

    [Fact]
    public void Provisional_answer_settles_after_its_maximum_duration()
    {
        var payment = new TrackedPayment();
        List<TimeSpan> checks = [];
        payment.CheckWhenDue(Answer(PaymentState.Failed, Finality.Provisional));
        var since = payment.Now;

        while (payment.Row.Status == TrackingStatus.Active)
        {
            payment.CheckWhenDue(Answer(PaymentState.Failed, Finality.Provisional));
            checks.Add(payment.Now - since);
        }

        Assert.Equal([TimeSpan.FromHours(1), TimeSpan.FromHours(24), TimeSpan.FromHours(48), TimeSpan.FromHours(72)], checks);
        Assert.Equal([StatusChangeKind.Changed, StatusChangeKind.TrackingEnded], payment.Reported);
        Assert.Equal(TrackingStatus.Completed, payment.Row.Status);
        Assert.Equal(PaymentState.Failed, payment.Row.Belief!.State);
        Assert.Equal(PaymentVerdict.Failure, payment.Row.Verdict);
    }

    [Fact]
    public void Provisional_failure_that_turns_out_paid_is_reported()
    {
        var payment = new TrackedPayment();
        payment.CheckWhenDue(Answer(PaymentState.Failed, Finality.Provisional));

        payment.CheckWhenDue(Answer(PaymentState.Captured, Finality.Final));

        Assert.Equal([StatusChangeKind.Changed, StatusChangeKind.Changed], payment.Reported);
        Assert.Equal(PaymentVerdict.Success, payment.Row.Verdict);
        Assert.Equal(TrackingStatus.Completed, payment.Row.Status);
    }

    [Theory]
    [InlineData(FundsState.Awaited)]
    [InlineData(FundsState.Missing)]
    public void Outstanding_funds_are_checked_every_day(FundsState funds)
    {
        var payment = new TrackedPayment();
        for (var i = 0; i < 3; i++)
        {
            payment.CheckWhenDue(Answer(PaymentState.Captured, Finality.Final, funds));
            Assert.Equal(TimeSpan.FromDays(1), payment.Wait);
        }

        payment.CheckWhenDue(Answer(PaymentState.Captured, Finality.Final, FundsState.Received));

        Assert.Equal([StatusChangeKind.Changed, StatusChangeKind.Changed], payment.Reported);
        Assert.Equal(TrackingStatus.Completed, payment.Row.Status);
        Assert.Equal(FundsState.Received, payment.Row.Belief!.Funds);
    }

    [Fact]
    public void Contradiction_is_reported_checked_again_and_reported_when_settled()
    {
        var payment = new TrackedPayment();
        payment.CheckWhenDue(Answer(PaymentState.Captured, Finality.Final, FundsState.Awaited));
        payment.CheckWhenDue(Answer(PaymentState.Pending));

        Assert.Equal(StatusChangeKind.Contested, payment.Reported[^1]);
        Assert.Equal(PaymentVerdict.Unknown, payment.Row.Verdict);
        Assert.Equal(PaymentState.Captured, payment.Row.Belief!.State);
        Assert.Equal(TimeSpan.FromMinutes(1), payment.Wait);

        Assert.Empty(payment.CheckWhenDue(Answer(PaymentState.Pending)));
        Assert.Equal(TimeSpan.FromMinutes(5), payment.Wait);

        payment.CheckWhenDue(Answer(PaymentState.Captured, Finality.Final));
        Assert.Equal([StatusChangeKind.Changed, StatusChangeKind.Contested, StatusChangeKind.Changed], payment.Reported);
        Assert.Equal(PaymentVerdict.Success, payment.Row.Verdict);
        Assert.Equal(TrackingStatus.Completed, payment.Row.Status);
    }

    [Fact]
    public void Unpaid_after_paid_is_a_contradiction_and_never_a_verdict()
    {
        var payment = new TrackedPayment();
        payment.CheckWhenDue(Answer(PaymentState.Captured, Finality.Open));

        payment.CheckWhenDue(Answer(PaymentState.Declined, Finality.Final));

        Assert.Equal(StatusChangeKind.Contested, payment.Reported[^1]);
        Assert.Equal(PaymentVerdict.Unknown, payment.Row.Verdict);
        Assert.Equal(TrackingStatus.Active, payment.Row.Status);
    }

    [Theory]
    [InlineData(Finality.Unknown)]
    [InlineData(Finality.Open)]
    [InlineData(Finality.Final)]
    public void Unreadable_state_reports_nothing_and_completes_nothing(Finality finality)
    {
        var payment = new TrackedPayment();
        Assert.Empty(payment.CheckWhenDue(Answer(PaymentState.Unknown, finality)));
        Assert.Equal(TrackingStatus.Active, payment.Row.Status);

        payment.CheckWhenDue(Answer(PaymentState.Captured, Finality.Open));
        Assert.Empty(payment.CheckWhenDue(Answer(PaymentState.Unknown, finality)));

        Assert.Equal(PaymentState.Captured, payment.Row.Belief!.State);
        Assert.Equal([StatusChangeKind.Changed], payment.Reported);
    }

    [Fact]
    public void Answer_of_another_transaction_is_a_mismatch()
    {
        var payment = new TrackedPayment();
        payment.CheckWhenDue(Answer(PaymentState.Pending));
        var believed = payment.Row.Belief;

        var reported = payment.CheckWhenDue(
            CheckReport.Of(Result(PaymentState.Captured, Finality.Final) with { GatewayReference = "g-2" }));

        Assert.Equal([StatusChangeKind.Mismatch], reported);
        Assert.Equal(believed, payment.Row.Belief);
        Assert.Equal("g-1", payment.Row.GatewayReference);
        Assert.Equal(LookupOutcome.Mismatch, payment.Row.LastOutcome);
        Assert.Equal(TrackingStatus.Active, payment.Row.Status);
    }

    [Fact]
    public void Order_of_checks_takes_precedence_over_machine_clocks()
    {
        var payment = new TrackedPayment();
        payment.CheckWhenDue(CheckReport.Of(Result(PaymentState.Pending) with { AskedAt = Start.AddDays(1) }));
        payment.CheckWhenDue(CheckReport.Of(Result(PaymentState.Captured, Finality.Open) with { AskedAt = Start }));
        Assert.Equal(PaymentVerdict.Success, payment.Row.Verdict);

        // Its clock makes the state older, but it was queried later: it contradicts.
        payment.CheckWhenDue(CheckReport.Of(Result(PaymentState.Pending) with { AskedAt = Start.AddHours(-1) }));

        Assert.True(payment.Row.Belief!.IsContested);
        Assert.Equal([StatusChangeKind.Changed, StatusChangeKind.Changed, StatusChangeKind.Contested], payment.Reported);
    }

    [Fact]
    public void Clock_set_back_keeps_the_next_check_in_the_future()
    {
        var payment = new TrackedPayment();
        payment.CheckWhenDue(Answer(PaymentState.Failed, Finality.Provisional));

        payment.Now = Start.AddDays(-10);
        payment.CheckNow(Answer(PaymentState.Failed, Finality.Provisional));

        Assert.Equal(TrackingStatus.Active, payment.Row.Status);
        Assert.Equal(TimeSpan.FromHours(23), payment.Wait);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(0.5, 15)]
    [InlineData(1, 20)]
    public void Jitter_only_lengthens_the_delay(double random, double seconds)
    {
        var payment = new TrackedPayment(Plain with { Open = new PollingSchedule(Seconds(10)) { Jitter = 1 } });

        payment.CheckWhenDue(Answer(PaymentState.Pending), random: random);

        Assert.Equal(Seconds(seconds), payment.Wait);
    }

    private static TimeSpan Seconds(double value) => TimeSpan.FromSeconds(value);
}
