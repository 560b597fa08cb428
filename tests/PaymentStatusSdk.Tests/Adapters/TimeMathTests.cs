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
