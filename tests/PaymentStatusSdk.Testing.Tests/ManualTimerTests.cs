namespace PaymentStatusSdk.Testing.Tests;

/// <summary>Special values of due times and periods, and the threads of waiting tests.</summary>
public sealed class ManualTimerTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void Timer_with_a_period_of_zero_fires_once()
    {
        var fired = 0;
        // A second call would be the first of endless ones.
        using var timer = _clock.CreateTimer(
            _ => Assert.Equal(1, ++fired), null, TimeSpan.FromSeconds(1), TimeSpan.Zero);

        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal((1, 0), (fired, _clock.ActiveTimers));
    }

    [Fact]
    public void Timer_that_is_due_at_once_counts_as_started_and_does_not_wait_without_a_period()
    {
        var fired = 0;
        using var timer = _clock.CreateTimer(_ => fired++, null, TimeSpan.Zero, TimeSpan.Zero);

        Assert.Equal((1, 0, 1L), (fired, _clock.ActiveTimers, _clock.StartedTimers));
    }

    [Fact]
    public void Timer_that_is_never_due_does_not_wait_even_with_a_period()
    {
        var fired = 0;
        using var timer = _clock.CreateTimer(_ => fired++, null, Timeout.InfiniteTimeSpan, TimeSpan.FromSeconds(1));

        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal((0, 0, 0L), (fired, _clock.ActiveTimers, _clock.StartedTimers));
    }

    [Fact]
    public void Timers_that_are_due_at_the_same_time_fire_in_the_order_of_their_start()
    {
        var fired = new List<int>();
        ITimer[] timers = [.. new[] { 2, 1, 3 }.Select(number => _clock.CreateTimer(
            _ => fired.Add(number), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan))];

        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([2, 1, 3], fired);
        Assert.All(timers, timer => timer.Dispose());
    }

    [Fact]
    public void Late_timer_does_not_set_the_clock_back()
    {
        var start = _clock.GetUtcNow();
        using var timer = _clock.CreateTimer(_ => { }, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        _clock.Jump(TimeSpan.FromSeconds(3));

        Assert.Equal(start.AddSeconds(3), _clock.GetUtcNow());
    }

    [Fact]
    public void Condition_of_a_wait_is_not_tested_again_after_it_was_met()
    {
        var tested = 0;
        var waiting = _clock.WaitForTimerAsync(left => ++tested > 0 && left == TimeSpan.FromSeconds(2), CancellationToken.None);

        using var other = _clock.CreateTimer(_ => { }, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        Assert.Equal((1, false), (tested, waiting.IsCompleted));
        using var first = _clock.CreateTimer(_ => { }, null, TimeSpan.FromSeconds(2), Timeout.InfiniteTimeSpan);
        using var second = _clock.CreateTimer(_ => { }, null, TimeSpan.FromSeconds(2), Timeout.InfiniteTimeSpan);

        Assert.Equal((2, true), (tested, waiting.IsCompletedSuccessfully));
    }

    [Fact]
    public async Task Test_that_waits_for_a_timer_does_not_continue_inside_the_start_of_the_timer()
    {
        using var isStarting = new ThreadLocal<bool>();
        var continued = _clock.WaitForTimerAsync(null, CancellationToken.None).ContinueWith(
            _ => isStarting.Value,
            TestContext.Current.CancellationToken, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

        isStarting.Value = true;
        using var timer = _clock.CreateTimer(_ => { }, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        isStarting.Value = false;

        Assert.False(await continued);
    }
}
