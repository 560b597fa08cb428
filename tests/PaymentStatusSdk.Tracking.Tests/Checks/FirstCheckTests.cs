using PaymentStatusSdk.Tracking.Checks;

namespace PaymentStatusSdk.Tracking.Tests.Checks;

public class FirstCheckTests
{
    private static readonly DateTimeOffset Now = TrackedPayment.Start;
    private static readonly TimeSpan MinimumAge = TimeSpan.FromMinutes(1);

    // Seconds: the first delay of the schedule, the submission before now, and the first check after now.
    [Theory]
    [InlineData(59, null, 60)]
    [InlineData(60, null, 60)]
    [InlineData(90, null, 90)]
    [InlineData(90, 3_600, 0)]
    [InlineData(90, 61, 0)]
    [InlineData(90, 60, 0)]
    [InlineData(90, 59, 1)]
    [InlineData(90, 0, 60)]
    [InlineData(90, -1, 90)]
    public void Check_waits_for_the_minimum_age_and_without_a_submission_for_the_schedule(int delay, int? before, int first)
    {
        var row = Plan(before, delay, deadline: Now.AddDays(1));

        var due = Now.AddSeconds(first);
        Assert.Equal(due, row.NextCheckAt);
        // Only a check in the future uses a delay of the schedule.
        Assert.Equal(
            new ScheduleProgress { Since = Now, Step = first > 0 ? 1 : 0, ScheduledAt = first > 0 ? due : null }, row.Progress);
    }

    [Theory]
    [InlineData(89, 89)]
    [InlineData(90, 90)]
    [InlineData(91, 90)]
    public void Check_is_not_after_the_deadline(int deadline, int first)
    {
        var row = Plan(before: null, delay: 90, Now.AddSeconds(deadline));

        Assert.Equal(Now.AddSeconds(first), row.NextCheckAt);
        Assert.Equal((1, Now.AddSeconds(90)), (row.Progress.Step, row.Progress.ScheduledAt));
    }

    [Fact]
    public void First_delay_is_extended_by_a_random_part_of_the_jitter()
    {
        var open = new PollingSchedule(TimeSpan.FromSeconds(100), TimeSpan.FromHours(1)) { Jitter = 0.5 };

        Assert.Equal(Now.AddSeconds(110), FirstCheck.Plan(Row(null, Now.AddDays(1)), MinimumAge, open, () => 0.2).NextCheckAt);
    }

    [Fact]
    public void Time_of_a_submission_in_another_time_zone_is_compared_in_utc()
    {
        var row = Row(null, Now.AddDays(1));
        var submitted = row with { Query = row.Query with { SubmittedAt = Now.AddSeconds(-20).ToOffset(TimeSpan.FromHours(-5)) } };

        var planned = FirstCheck.Plan(submitted, MinimumAge, TrackedPayment.Plain.Open, () => throw new InvalidOperationException());

        Assert.Equal((Now.AddSeconds(40), TimeSpan.Zero), (planned.NextCheckAt!.Value, planned.NextCheckAt.Value.Offset));
    }

    private static TrackedTransaction Plan(int? before, int delay, DateTimeOffset deadline) => FirstCheck.Plan(
        Row(before, deadline), MinimumAge, new PollingSchedule(TimeSpan.FromSeconds(delay), TimeSpan.FromHours(1)), () => 0);

    private static TrackedTransaction Row(int? before, DateTimeOffset deadline)
    {
        var row = new TrackedPayment(deadline: deadline).Row;
        return row with { Query = row.Query with { SubmittedAt = before is { } seconds ? Now.AddSeconds(-seconds) : null } };
    }
}
