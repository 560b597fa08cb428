using PaymentStatusSdk.Tracking.Tests.Checks;

namespace PaymentStatusSdk.Tracking.Tests;

/// <summary>The schedule of each adapter, check by check.</summary>
public class SchedulesTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Ppro_is_checked_at_the_times_of_its_protocol_page(double random)
    {
        double[] noted = [10, 30, 70, 130, 190, 250, 910, 3_610, 21_610, 86_410, 172_810, 259_210];

        Assert.All(CheckTimes(Ppro.PproDefaults.Tracking, random, noted.Length).Zip(noted), check =>
            Assert.InRange(check.First, check.Second, check.Second * 1.1));
        Assert.Equal(random > 0, CheckTimes(Ppro.PproDefaults.Tracking, random, 1)[0] > 10);
    }

    [Fact]
    public void Desjardins_is_not_checked_before_two_minutes() => Assert.Equal(
        [120, 240, 540, 1_440, 5_040, 26_640, 113_040, 199_440], CheckTimes(Desjardins.DesjardinsDefaults.Tracking, 0, 8));

    [Fact]
    public void ConvergeGate_is_checked_immediately_and_then_less_often() => Assert.Equal(
        [10, 30, 70, 130, 430, 1_330, 4_930, 26_530, 112_930, 199_330], CheckTimes(ConvergeGate.ConvergeGateDefaults.Tracking, 0, 10));

    [Fact]
    public void Settled_payments_are_checked_only_where_answers_show_refunds()
    {
        Assert.Equal([1, 3, 7, 14, 30, 60, 120, 180], ConvergeGate.ConvergeGateDefaults.Tracking.Settled.Ages.Select(age => age.TotalDays));
        Assert.Equal(
            (SettledSchedule.None, SettledSchedule.None),
            (Ppro.PproDefaults.Tracking.Settled, Desjardins.DesjardinsDefaults.Tracking.Settled));
    }

    public static TheoryData<TrackingSchedule> All =>
        [Ppro.PproDefaults.Tracking, Desjardins.DesjardinsDefaults.Tracking, ConvergeGate.ConvergeGateDefaults.Tracking];

    [Theory]
    [MemberData(nameof(All))]
    public void Provisional_state_is_checked_after_1_24_48_and_72_hours(TrackingSchedule schedule)
    {
        var payment = new TrackedPayment(schedule);
        payment.CheckWhenDue(TrackedPayment.Answer(PaymentState.Failed, Finality.Provisional));
        var since = payment.Now;
        List<double> hours = [];

        while (payment.Row.Status == TrackingStatus.Active)
        {
            payment.CheckWhenDue(TrackedPayment.Answer(PaymentState.Failed, Finality.Provisional), random: 1);
            hours.Add((payment.Now - since).TotalHours);
        }

        Assert.Equal([1, 24, 48, 72], hours);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Outstanding_funds_are_checked_daily(TrackingSchedule schedule)
    {
        var payment = new TrackedPayment(schedule);
        for (var i = 0; i < 3; i++)
        {
            payment.CheckWhenDue(TrackedPayment.Answer(PaymentState.Captured, Finality.Final, FundsState.Awaited));
            Assert.Equal(TimeSpan.FromDays(1), payment.Wait);
        }
    }

    private static double[] CheckTimes(TrackingSchedule schedule, double random, int count)
    {
        var payment = new TrackedPayment(schedule);
        // The first check is scheduled by the track call.
        payment.Row = payment.Row with { NextCheckAt = TrackedPayment.Start + schedule.Open.DelayAfter(1, random) };
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            payment.CheckWhenDue(TrackedPayment.Found(LookupOutcome.NotFound), random: random);
            return (payment.Now - TrackedPayment.Start).TotalSeconds;
        })];
    }
}
