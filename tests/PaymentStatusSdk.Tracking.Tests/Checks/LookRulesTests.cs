using PaymentStatusSdk.Tracking.Checks;
using static PaymentStatusSdk.Tracking.Tests.Checks.Followed;

namespace PaymentStatusSdk.Tracking.Tests.Checks;

public class LookRulesTests
{
    [Fact]
    public void Pending_is_told_once_and_looked_at_again_step_by_step()
    {
        var followed = new Followed();
        List<TimeSpan?> waits = [];

        for (var i = 0; i < 5; i++)
        {
            followed.Look(Answer(PaymentState.Pending));
            waits.Add(followed.Wait);
        }

        Assert.Equal([StatusChangeKind.Changed], followed.Told);
        // The first answer is news, so the schedule begins again with it.
        Assert.Equal([Seconds(10), Seconds(20), Seconds(40), Seconds(40), Seconds(40)], waits);
        Assert.Equal(5, followed.Row.CheckCount);
        Assert.Equal(followed.Now, followed.Row.LastCheckedAt);
    }

    [Fact]
    public void Nothing_found_yet_goes_through_the_schedule_from_the_hand_over_on()
    {
        var followed = new Followed();
        List<TimeSpan> looks = [];

        for (var i = 0; i < 5; i++)
        {
            followed.Look(Found(LookupOutcome.NotFound));
            looks.Add(followed.Now - Start);
        }

        Assert.Empty(followed.Told);
        Assert.Null(followed.Row.Belief);
        Assert.Equal([Seconds(10), Seconds(30), Seconds(70), Seconds(110), Seconds(150)], looks);
    }

    [Fact]
    public void Move_restarts_the_schedule()
    {
        var followed = new Followed();
        for (var i = 0; i < 4; i++) followed.Look(Answer(PaymentState.Pending));
        Assert.Equal(Seconds(40), followed.Wait);

        var told = followed.Look(Answer(PaymentState.Authorized));

        Assert.Equal([StatusChangeKind.Changed], told);
        Assert.Equal(PaymentState.Pending, followed.Changes[^1].PreviousState);
        Assert.Equal(Seconds(10), followed.Wait);
    }

    [Theory]
    [InlineData(PaymentState.Captured, PaymentVerdict.Success)]
    [InlineData(PaymentState.Declined, PaymentVerdict.Failure)]
    [InlineData(PaymentState.Refunded, PaymentVerdict.Returned)]
    public void Final_answer_ends_it_with_one_change(PaymentState state, PaymentVerdict verdict)
    {
        var followed = new Followed();

        var told = followed.Look(Answer(state, Finality.Final));

        Assert.Equal([StatusChangeKind.Changed], told);
        Assert.Equal(TrackingStatus.Completed, followed.Row.Status);
        Assert.Equal(verdict, followed.Changes[0].Transaction.Verdict);
        Assert.Equal("g-1", followed.Row.GatewayReference);
    }

    [Fact]
    public void Refund_that_grows_is_a_change_though_the_state_stays()
    {
        var followed = new Followed();
        followed.Look(Partly(5m));

        Assert.Empty(followed.Look(Partly(5m)));
        Assert.Equal([StatusChangeKind.Changed], followed.Look(Partly(10m)));

        static CheckReport Partly(decimal refunded) =>
            CheckReport.Of(Result(PaymentState.PartiallyRefunded) with { RefundedAmount = new Money(refunded, "EUR") });
    }

    [Fact]
    public void Provisional_answer_settles_when_its_time_is_over()
    {
        var followed = new Followed();
        List<TimeSpan> looks = [];
        followed.Look(Answer(PaymentState.Failed, Finality.Provisional));
        var since = followed.Now;

        while (followed.Row.Status == TrackingStatus.Active)
        {
            followed.Look(Answer(PaymentState.Failed, Finality.Provisional));
            looks.Add(followed.Now - since);
        }

        Assert.Equal([TimeSpan.FromHours(1), TimeSpan.FromHours(24), TimeSpan.FromHours(48), TimeSpan.FromHours(72)], looks);
        Assert.Equal([StatusChangeKind.Changed, StatusChangeKind.TrackingEnded], followed.Told);
        Assert.Equal(TrackingStatus.Completed, followed.Row.Status);
        Assert.Equal(PaymentState.Failed, followed.Row.Belief!.State);
        Assert.Equal(PaymentVerdict.Failure, followed.Row.Verdict);
    }

    [Fact]
    public void Provisional_failure_that_turns_out_paid_is_told()
    {
        var followed = new Followed();
        followed.Look(Answer(PaymentState.Failed, Finality.Provisional));

        followed.Look(Answer(PaymentState.Captured, Finality.Final));

        Assert.Equal([StatusChangeKind.Changed, StatusChangeKind.Changed], followed.Told);
        Assert.Equal(PaymentVerdict.Success, followed.Row.Verdict);
        Assert.Equal(TrackingStatus.Completed, followed.Row.Status);
    }

    [Theory]
    [InlineData(FundsState.Awaited)]
    [InlineData(FundsState.Missing)]
    public void Money_that_has_not_come_is_looked_for_every_day(FundsState funds)
    {
        var followed = new Followed();
        for (var i = 0; i < 3; i++)
        {
            followed.Look(Answer(PaymentState.Captured, Finality.Final, funds));
            Assert.Equal(TimeSpan.FromDays(1), followed.Wait);
        }

        followed.Look(Answer(PaymentState.Captured, Finality.Final, FundsState.Received));

        Assert.Equal([StatusChangeKind.Changed, StatusChangeKind.Changed], followed.Told);
        Assert.Equal(TrackingStatus.Completed, followed.Row.Status);
        Assert.Equal(FundsState.Received, followed.Row.Belief!.Funds);
    }

    [Fact]
    public void Contradiction_is_told_as_such_looked_at_again_and_told_when_it_is_settled()
    {
        var followed = new Followed();
        followed.Look(Answer(PaymentState.Captured, Finality.Final, FundsState.Awaited));
        followed.Look(Answer(PaymentState.Pending));

        Assert.Equal(StatusChangeKind.Contested, followed.Told[^1]);
        Assert.Equal(PaymentVerdict.Unknown, followed.Row.Verdict);
        Assert.Equal(PaymentState.Captured, followed.Row.Belief!.State);
        Assert.Equal(TimeSpan.FromMinutes(1), followed.Wait);

        Assert.Empty(followed.Look(Answer(PaymentState.Pending)));
        Assert.Equal(TimeSpan.FromMinutes(5), followed.Wait);

        followed.Look(Answer(PaymentState.Captured, Finality.Final));
        Assert.Equal([StatusChangeKind.Changed, StatusChangeKind.Contested, StatusChangeKind.Changed], followed.Told);
        Assert.Equal(PaymentVerdict.Success, followed.Row.Verdict);
        Assert.Equal(TrackingStatus.Completed, followed.Row.Status);
    }

    [Fact]
    public void Unpaid_after_paid_is_a_contradiction_never_a_verdict()
    {
        var followed = new Followed();
        followed.Look(Answer(PaymentState.Captured, Finality.Open));

        followed.Look(Answer(PaymentState.Declined, Finality.Final));

        Assert.Equal(StatusChangeKind.Contested, followed.Told[^1]);
        Assert.Equal(PaymentVerdict.Unknown, followed.Row.Verdict);
        Assert.Equal(TrackingStatus.Active, followed.Row.Status);
    }

    [Theory]
    [InlineData(Finality.Unknown)]
    [InlineData(Finality.Open)]
    [InlineData(Finality.Final)]
    public void Unreadable_state_tells_nothing_and_ends_nothing(Finality finality)
    {
        var followed = new Followed();
        Assert.Empty(followed.Look(Answer(PaymentState.Unknown, finality)));
        Assert.Equal(TrackingStatus.Active, followed.Row.Status);

        followed.Look(Answer(PaymentState.Captured, Finality.Open));
        Assert.Empty(followed.Look(Answer(PaymentState.Unknown, finality)));

        Assert.Equal(PaymentState.Captured, followed.Row.Belief!.State);
        Assert.Equal([StatusChangeKind.Changed], followed.Told);
    }

    [Fact]
    public void Answer_of_another_transaction_is_a_mismatch()
    {
        var followed = new Followed();
        followed.Look(Answer(PaymentState.Pending));
        var believed = followed.Row.Belief;

        var told = followed.Look(CheckReport.Of(Result(PaymentState.Captured, Finality.Final) with { GatewayReference = "g-2" }));

        Assert.Equal([StatusChangeKind.Mismatch], told);
        Assert.Equal(believed, followed.Row.Belief);
        Assert.Equal("g-1", followed.Row.GatewayReference);
        Assert.Equal(LookupOutcome.Mismatch, followed.Row.LastOutcome);
        Assert.Equal(TrackingStatus.Active, followed.Row.Status);
    }

    [Fact]
    public void Order_of_looks_wins_over_the_clocks_of_machines()
    {
        var followed = new Followed();
        followed.Look(CheckReport.Of(Result(PaymentState.Pending) with { AskedAt = Start.AddDays(1) }));
        followed.Look(CheckReport.Of(Result(PaymentState.Captured, Finality.Open) with { AskedAt = Start }));
        Assert.Equal(PaymentVerdict.Success, followed.Row.Verdict);

        // An older state by its clock, yet asked for later: it contradicts.
        followed.Look(CheckReport.Of(Result(PaymentState.Pending) with { AskedAt = Start.AddHours(-1) }));

        Assert.True(followed.Row.Belief!.IsContested);
        Assert.Equal([StatusChangeKind.Changed, StatusChangeKind.Changed, StatusChangeKind.Contested], followed.Told);
    }

    [Fact]
    public void Clock_that_went_back_leaves_the_next_look_ahead()
    {
        var followed = new Followed();
        followed.Look(Answer(PaymentState.Failed, Finality.Provisional));

        followed.Now = Start.AddDays(-10);
        followed.CheckNow(Answer(PaymentState.Failed, Finality.Provisional));

        Assert.Equal(TrackingStatus.Active, followed.Row.Status);
        Assert.Equal(TimeSpan.FromHours(23), followed.Wait);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(0.5, 15)]
    [InlineData(1, 20)]
    public void Jitter_only_lengthens(double random, double seconds)
    {
        var followed = new Followed(Plain with { Open = new PollingSchedule(Seconds(10)) { Jitter = 1 } });

        followed.Look(Answer(PaymentState.Pending), random: random);

        Assert.Equal(Seconds(seconds), followed.Wait);
    }

    private static TimeSpan Seconds(double value) => TimeSpan.FromSeconds(value);
}
