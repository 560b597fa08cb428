using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Tests.Adapters;

public class BackOffTests
{
    private static readonly BackOff Doubling =
        new(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(30), MinFactor: 0.75, MaxFactor: 1.25);
    private static readonly BackOff Growing =
        new(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(20), MinFactor: 0.5, MaxFactor: 1.5)
        {
            IsLinear = true,
        };

    [Theory]
    [InlineData(1, 250)]
    [InlineData(2, 500)]
    [InlineData(7, 16_000)]
    [InlineData(8, 30_000)]
    [InlineData(1_000_000, 30_000)]
    public void Pause_doubles_up_to_the_longest(int failures, double milliseconds) =>
        Assert.Equal(milliseconds, Doubling.DelayAfter(failures, random: 0.5).TotalMilliseconds);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 7)]
    [InlineData(20, 20)]
    [InlineData(21, 20)]
    public void Linear_pause_grows_by_the_first_up_to_the_longest(int failures, double milliseconds) =>
        Assert.Equal(milliseconds, Growing.DelayAfter(failures, random: 0.5).TotalMilliseconds);

    [Theory]
    [InlineData(0, 375)]
    [InlineData(0.5, 500)]
    [InlineData(1, 625)]
    public void Jitter_covers_the_range_of_the_factor(double random, double milliseconds) =>
        Assert.Equal(milliseconds, Doubling.DelayAfter(2, random).TotalMilliseconds);

    [Fact]
    public void Pause_without_jitter_does_not_depend_on_the_random_number()
    {
        var pauses = new BackOff(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1));

        Assert.Equal(TimeSpan.FromSeconds(40), pauses.DelayAfter(4));
        Assert.Equal(TimeSpan.FromSeconds(40), pauses.DelayAfter(4, random: 1));
        Assert.Equal(TimeSpan.FromMinutes(1), pauses.DelayAfter(5));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, long.MaxValue)]
    public void Pause_stays_in_range_after_any_number_of_failures(long firstTicks, long expectedTicks)
    {
        var pauses = new BackOff(TimeSpan.FromTicks(firstTicks), TimeSpan.MaxValue, MinFactor: 0.75, MaxFactor: 1.25);

        Assert.Equal(TimeSpan.FromTicks(expectedTicks), pauses.DelayAfter(int.MaxValue, random: 1));
    }
}
