namespace PaymentStatusSdk.Tests.Polling;

public sealed class TrackingScheduleTests
{
    private static TrackingSchedule Schedule => TrackingSchedule.Default;

    [Fact]
    public void Defaults_are_those_of_the_documentation()
    {
        Assert.Equal([10, 20, 40, 60, 300, 900, 3_600, 21_600, 86_400], Seconds(Schedule.Open));
        Assert.Equal([3_600, 82_800, 86_400], Seconds(Schedule.Provisional));
        Assert.Equal([86_400], Seconds(Schedule.Funds));
        Assert.Equal([60, 300, 900, 3_600, 21_600, 86_400], Seconds(Schedule.Contested));
        Assert.Equal([30, 60, 300, 900, 3_600], Seconds(Schedule.Failure));
        Assert.Equal(
            (0.1, 0, 0.1, 0.1, 0.2),
            (Schedule.Open.Jitter, Schedule.Provisional.Jitter, Schedule.Funds.Jitter, Schedule.Contested.Jitter, Schedule.Failure.Jitter));
        Assert.Equal(TimeSpan.FromHours(72), Schedule.Provisional.MaxDuration);
        Assert.Equal(SettledSchedule.None, Schedule.Settled);
        Assert.Equal((TimeSpan.FromHours(1), TimeSpan.FromDays(30)), (Schedule.NotFoundGrace, Schedule.TrackFor));
    }

    [Fact]
    public void Members_are_kept()
    {
        PollingSchedule[] schedules = [.. Enumerable.Range(1, 5).Select(seconds => new PollingSchedule(TimeSpan.FromSeconds(seconds)))];
        var settled = new SettledSchedule(TimeSpan.FromDays(1));

        var schedule = new TrackingSchedule
        {
            Open = schedules[0],
            Provisional = schedules[1],
            Funds = schedules[2],
            Contested = schedules[3],
            Failure = schedules[4],
            Settled = settled,
        };

        Assert.Equal<IEnumerable<PollingSchedule>>(
            schedules, [schedule.Open, schedule.Provisional, schedule.Funds, schedule.Contested, schedule.Failure]);
        Assert.Same(settled, schedule.Settled);
    }

    // Source-generated JSON code sets members that are missing to null or zero.
    [Fact]
    public void Missing_members_have_the_defaults()
    {
        var schedule = new TrackingSchedule
        {
            Open = null!,
            Provisional = null!,
            Funds = null!,
            Contested = null!,
            Failure = null!,
            Settled = null!,
            NotFoundGrace = TimeSpan.Zero,
            TrackFor = TimeSpan.Zero,
        };

        Assert.Equal(TrackingSchedule.Default, schedule);
    }

    [Fact]
    public void Times_are_more_than_zero_and_at_most_366_days()
    {
        var (shortest, longest) = (TimeSpan.FromTicks(1), TimeSpan.FromDays(366));

        Assert.Equal((shortest, longest), (Schedule with { NotFoundGrace = shortest, TrackFor = longest }) is var one
            ? (one.NotFoundGrace, one.TrackFor) : default);
        Assert.Equal((longest, shortest), (Schedule with { NotFoundGrace = longest, TrackFor = shortest }) is var two
            ? (two.NotFoundGrace, two.TrackFor) : default);
        Assert.Throws<ArgumentException>("NotFoundGrace", () => Schedule with { NotFoundGrace = -shortest });
        Assert.Throws<ArgumentException>("NotFoundGrace", () => Schedule with { NotFoundGrace = longest + shortest });
        Assert.Throws<ArgumentException>("TrackFor", () => Schedule with { TrackFor = -shortest });
        Assert.Throws<ArgumentException>("TrackFor", () => Schedule with { TrackFor = longest + shortest });
    }

    private static IEnumerable<double> Seconds(PollingSchedule schedule) => schedule.Delays.Select(delay => delay.TotalSeconds);
}
