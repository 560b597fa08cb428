using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Tests.Adapters;

public class TimeMathTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Sums_in_range_are_exact()
    {
        Assert.Equal(Now + TimeSpan.FromTicks(1), TimeMath.SaturatingAdd(Now, TimeSpan.FromTicks(1)));
        Assert.Equal(TimeSpan.FromTicks(3), TimeMath.SaturatingAdd(TimeSpan.FromTicks(1), TimeSpan.FromTicks(2)));
    }

    [Fact]
    public void Sums_that_end_just_before_the_maximum_are_exact()
    {
        var tick = TimeSpan.FromTicks(1);

        Assert.Equal(DateTimeOffset.MaxValue - tick, TimeMath.SaturatingAdd(Now, DateTimeOffset.MaxValue - Now - tick));
        Assert.Equal(TimeSpan.MaxValue - tick, TimeMath.SaturatingAdd(tick, TimeSpan.MaxValue - tick - tick));
        Assert.Equal(TimeSpan.MaxValue, TimeMath.SaturatingAdd(tick, TimeSpan.MaxValue - tick));
    }

    // The clock time of a positive offset is later than the same time in UTC, and may exceed the maximum.
    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    [InlineData(14)]
    [InlineData(-14)]
    public void Sums_of_a_time_with_an_offset_are_those_in_utc(int hours)
    {
        var (offset, hour) = (TimeSpan.FromHours(hours), TimeSpan.FromHours(1));
        var latest = hours > 0 ? new DateTimeOffset(DateTime.MaxValue, offset) : DateTimeOffset.MaxValue.ToOffset(offset);
        var earliest = hours > 0 ? DateTimeOffset.MinValue.ToOffset(offset) : new DateTimeOffset(DateTime.MinValue, offset);

        var sum = TimeMath.SaturatingAdd(Now.ToOffset(offset), hour);

        Assert.Equal((Now + hour, TimeSpan.Zero), (sum, sum.Offset));
        Assert.Equal(hours > 0 ? latest.UtcDateTime + hour : DateTime.MaxValue, TimeMath.SaturatingAdd(latest, hour).UtcDateTime);
        Assert.Equal(DateTimeOffset.MaxValue, TimeMath.SaturatingAdd(latest, TimeSpan.FromHours(15)));
        Assert.Equal(earliest.UtcDateTime + hour, TimeMath.SaturatingAdd(earliest, hour).UtcDateTime);
    }

    [Fact]
    public void Sums_out_of_range_are_the_maximum()
    {
        Assert.Equal(DateTimeOffset.MaxValue, TimeMath.SaturatingAdd(Now, TimeSpan.MaxValue));
        Assert.Equal(DateTimeOffset.MaxValue, TimeMath.SaturatingAdd(DateTimeOffset.MaxValue, TimeSpan.FromTicks(1)));
        Assert.Equal(TimeSpan.MaxValue, TimeMath.SaturatingAdd(TimeSpan.MaxValue, TimeSpan.FromTicks(1)));
    }

    [Fact]
    public void Duration_of_a_timer_is_infinite_above_the_maximum_of_the_system()
    {
        var longest = TimeSpan.FromMilliseconds(4_294_967_294L);
        using var timer = TimeProvider.System.CreateTimer(_ => { }, null, longest, Timeout.InfiniteTimeSpan);

        Assert.Equal(TimeSpan.FromTicks(1), TimeMath.TimerDuration(TimeSpan.FromTicks(1)));
        Assert.Equal(longest, TimeMath.TimerDuration(longest));
        Assert.Equal(Timeout.InfiniteTimeSpan, TimeMath.TimerDuration(longest + TimeSpan.FromMilliseconds(1)));
        Assert.Equal(Timeout.InfiniteTimeSpan, TimeMath.TimerDuration(TimeSpan.MaxValue));
    }
}
