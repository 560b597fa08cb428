using PaymentStatusSdk.Tracking.Tests.Checks;

namespace PaymentStatusSdk.Tracking.Tests;

/// <summary>What each adapter says about when to look, followed look by look.</summary>
public class SchedulesTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Ppro_is_looked_at_when_its_protocol_note_says(double random)
    {
        double[] noted = [10, 30, 70, 130, 190, 250, 910, 3_610, 21_610, 86_410, 172_810, 259_210];

        Assert.All(Looks(Ppro.PproDefaults.Tracking, random, noted.Length).Zip(noted), look =>
            Assert.InRange(look.First, look.Second, look.Second * 1.1));
        Assert.Equal(random > 0, Looks(Ppro.PproDefaults.Tracking, random, 1)[0] > 10);
    }

    [Fact]
    public void Desjardins_is_not_asked_before_two_minutes() => Assert.Equal(
        [120, 240, 540, 1_440, 5_040, 26_640, 113_040, 199_440], Looks(Desjardins.DesjardinsDefaults.Tracking, 0, 8));

    [Fact]
    public void ConvergeGate_is_looked_at_at_once_and_then_less_and_less() => Assert.Equal(
        [10, 30, 70, 130, 430, 1_330, 4_930, 26_530, 112_930, 199_330], Looks(ConvergeGate.ConvergeGateDefaults.Tracking, 0, 10));

    [Fact]
    public void Settled_payments_are_looked_at_only_where_answers_show_refunds()
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
    public void Provisional_state_is_looked_at_after_1_24_48_and_72_hours(TrackingSchedule schedule)
    {
        var followed = new Followed(schedule);
        followed.Look(Followed.Answer(PaymentState.Failed, Finality.Provisional));
        var since = followed.Now;
        List<double> hours = [];

        while (followed.Row.Status == TrackingStatus.Active)
        {
            followed.Look(Followed.Answer(PaymentState.Failed, Finality.Provisional), random: 1);
            hours.Add((followed.Now - since).TotalHours);
        }

        Assert.Equal([1, 24, 48, 72], hours);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Money_is_looked_for_every_day(TrackingSchedule schedule)
    {
        var followed = new Followed(schedule);
        for (var i = 0; i < 3; i++)
        {
            followed.Look(Followed.Answer(PaymentState.Captured, Finality.Final, FundsState.Awaited));
            Assert.Equal(TimeSpan.FromDays(1), followed.Wait);
        }
    }

    private static double[] Looks(TrackingSchedule schedule, double random, int count)
    {
        var followed = new Followed(schedule);
        // The first look is planned at the hand-over.
        followed.Row = followed.Row with { NextCheckAt = Followed.Start + schedule.Open.DelayAfter(1, random) };
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            followed.Look(Followed.Found(LookupOutcome.NotFound), random: random);
            return (followed.Now - Followed.Start).TotalSeconds;
        })];
    }
}
