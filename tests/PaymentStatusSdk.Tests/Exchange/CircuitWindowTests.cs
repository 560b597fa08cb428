using PaymentStatusSdk.Exchange;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Tests.Exchange;

/// <summary>A window of ten seconds, whose slices last one second each.</summary>
public sealed class CircuitWindowTests
{
    private const long Second = TimeSpan.TicksPerSecond;

    private readonly ManualTimeProvider _clock = new();
    private readonly CircuitWindow _window = new(TimeSpan.FromSeconds(10));

    [Fact]
    public void Circuit_opens_when_the_minimum_number_of_attempts_is_reached()
    {
        Assert.False(Fail(100 * Second, ratio: 1, minimum: 3));
        Assert.False(Fail(100 * Second, ratio: 1, minimum: 3));
        Assert.True(Fail(100 * Second, ratio: 1, minimum: 3));
    }

    [Fact]
    public void Circuit_opens_when_the_failures_reach_the_ratio()
    {
        Succeed(100 * Second);
        Succeed(100 * Second);

        Assert.False(Fail(100 * Second, ratio: 0.5, minimum: 2));
        Assert.True(Fail(100 * Second, ratio: 0.5, minimum: 2));
    }

    [Fact]
    public void Attempt_that_works_does_not_open_the_circuit()
    {
        Fail(100 * Second, ratio: 1, minimum: 10);

        Assert.False(_window.AddAndTest(works: true, 100 * Second, _clock, ratio: 0.1, minimum: 1));
    }

    [Theory]
    [InlineData((110 * Second) - 1, true)]
    [InlineData(110 * Second, false)]
    [InlineData(111 * Second, false)]
    [InlineData(125 * Second, false)]
    public void Failure_counts_for_the_period_only(long timestamp, bool opens)
    {
        Fail(100 * Second, ratio: 1, minimum: 2);

        Assert.Equal(opens, Fail(timestamp, ratio: 1, minimum: 2));
    }

    [Theory]
    [InlineData(109, true)]
    [InlineData(110, false)]
    public void Slice_lasts_at_least_one_tick(long timestamp, bool opens)
    {
        var window = new CircuitWindow(TimeSpan.FromTicks(1));
        window.AddAndTest(works: false, timestamp: 100, _clock, ratio: 1, minimum: 2);

        Assert.Equal(opens, window.AddAndTest(works: false, timestamp, _clock, ratio: 1, minimum: 2));
    }

    [Fact]
    public void Cleared_window_counts_from_zero()
    {
        Fail(100 * Second, ratio: 1, minimum: 2);
        _window.Clear();

        Assert.False(Fail(100 * Second, ratio: 1, minimum: 2));
        Assert.True(Fail(100 * Second, ratio: 1, minimum: 2));
    }

    private bool Fail(long timestamp, double ratio, int minimum) =>
        _window.AddAndTest(works: false, timestamp, _clock, ratio, minimum);

    private void Succeed(long timestamp) =>
        Assert.False(_window.AddAndTest(works: true, timestamp, _clock, ratio: 1, minimum: 1));
}
