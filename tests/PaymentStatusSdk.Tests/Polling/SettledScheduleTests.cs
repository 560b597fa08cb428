namespace PaymentStatusSdk.Tests.Polling;

public sealed class SettledScheduleTests
{
    private static readonly SettledSchedule Schedule = new(TimeSpan.FromDays(1), TimeSpan.FromDays(3));

    [Theory]
    [InlineData(0, 1.0)]
    [InlineData(0.9, 1.0)]
    [InlineData(1, 3.0)]
    [InlineData(2, 3.0)]
    [InlineData(3, null)]
    [InlineData(4, null)]
    public void Next_age_is_the_first_greater_one(double days, double? next) =>
        Assert.Equal(next, Schedule.AgeAfter(TimeSpan.FromDays(days))?.TotalDays);

    [Fact]
    public void Missing_ages_are_none()
    {
        Assert.Empty(SettledSchedule.None.Ages);
        Assert.Equal(SettledSchedule.None, new SettledSchedule(null!));
        Assert.Null(SettledSchedule.None.AgeAfter(TimeSpan.Zero));
    }

    [Fact]
    public void Ages_are_limited_and_ascend()
    {
        var longest = TimeSpan.FromDays(366);
        TimeSpan[] eight = [.. Enumerable.Range(1, 8).Select(day => TimeSpan.FromDays(day))];

        Assert.Equal(8, new SettledSchedule(eight).Ages.Count);
        Assert.Equal([longest], new SettledSchedule(longest).Ages);
        Assert.Equal([TimeSpan.FromTicks(1)], new SettledSchedule(TimeSpan.FromTicks(1)).Ages);
        var tooMany = Assert.Throws<ArgumentException>("ages", () => new SettledSchedule([.. eight, TimeSpan.FromDays(9)]));
        Assert.Contains("at most 8 ages; this one has 9", tooMany.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("ages", () => new SettledSchedule(TimeSpan.Zero));
        Assert.Throws<ArgumentException>("ages", () => new SettledSchedule(longest + TimeSpan.FromTicks(1)));
        Assert.Throws<ArgumentException>("ages", () => new SettledSchedule(TimeSpan.FromDays(2), TimeSpan.FromDays(2)));
        var descending = Assert.Throws<ArgumentException>("ages", () => new SettledSchedule(TimeSpan.FromDays(2), TimeSpan.FromDays(1)));
        Assert.Contains("1.00:00:00 follows 2.00:00:00", descending.Message, StringComparison.Ordinal);
        var first = Assert.Throws<ArgumentException>("ages", () => new SettledSchedule(TimeSpan.FromDays(-1)));
        Assert.Contains("-1.00:00:00 follows 00:00:00", first.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Schedules_are_equal_by_value()
    {
        var same = new SettledSchedule(TimeSpan.FromDays(1), TimeSpan.FromDays(3));

        Assert.Equal(Schedule, same);
        Assert.Equal(Schedule.GetHashCode(), same.GetHashCode());
        Assert.False(Schedule.Equals(null));
        Assert.NotEqual(Schedule, new SettledSchedule(TimeSpan.FromDays(1)));
        Assert.NotEqual(Schedule, new SettledSchedule(TimeSpan.FromDays(2), TimeSpan.FromDays(3)));
        Assert.NotEqual(Schedule.GetHashCode(), new SettledSchedule(TimeSpan.FromDays(2), TimeSpan.FromDays(3)).GetHashCode());
        Assert.Equal("1.00:00:00, 3.00:00:00", Schedule.ToString());
        Assert.Equal("never", SettledSchedule.None.ToString());
    }
}
