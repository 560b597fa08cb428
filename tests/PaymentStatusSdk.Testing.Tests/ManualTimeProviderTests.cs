namespace PaymentStatusSdk.Testing.Tests;

public class ManualTimeProviderTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void Advance_fires_each_timer_at_its_due_time_even_if_a_callback_starts_it()
    {
        var start = _clock.GetUtcNow();
        var fired = new List<TimeSpan>();
        ITimer timer = null!;
        timer = _clock.CreateTimer(_ =>
        {
            fired.Add(_clock.GetUtcNow() - start);
            if (fired.Count == 1) timer.Change(TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan);
        }, null, TimeSpan.FromMinutes(10), Timeout.InfiniteTimeSpan);

        _clock.Advance(TimeSpan.FromSeconds(605));

        Assert.Equal([TimeSpan.FromSeconds(600), TimeSpan.FromSeconds(605)], fired);
    }

    [Fact]
    public async Task Timers_have_fired_when_a_move_returns_even_if_another_thread_runs_a_callback()
    {
        using var isInside = new ManualResetEventSlim();
        using var mayLeave = new ManualResetEventSlim();
        var other = Task.Factory.StartNew(
            () => _clock.CreateTimer(_ =>
            {
                isInside.Set();
                mayLeave.Wait();
            }, null, TimeSpan.Zero, Timeout.InfiniteTimeSpan),
            TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        isInside.Wait(TestContext.Current.CancellationToken);
        var fired = 0;
        using var timer = _clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        _clock.Advance(TimeSpan.FromSeconds(1));

        var firedOnReturn = fired;
        mayLeave.Set();
        (await other).Dispose();
        Assert.Equal(1, firedOnReturn);
    }

    [Fact]
    public void Jump_moves_the_clock_before_the_timers_fire()
    {
        var start = _clock.GetUtcNow();
        var fired = new List<TimeSpan>();
        using var timer = _clock.CreateTimer(
            _ => fired.Add(_clock.GetUtcNow() - start), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

        _clock.Jump(TimeSpan.FromSeconds(3));

        Assert.Equal(Enumerable.Repeat(TimeSpan.FromSeconds(3), 3), fired);
    }

    [Fact]
    public void Timer_that_is_due_fires_at_once_and_a_disposed_one_never()
    {
        var fired = 0;
        var timer = _clock.CreateTimer(_ => fired++, null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        Assert.Equal((1, 0), (fired, _clock.ActiveTimers));

        Assert.True(timer.Change(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan));
        timer.Dispose();
        Assert.False(timer.Change(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan));
        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal((1, 0), (fired, _clock.ActiveTimers));
    }

    [Fact]
    public void Moves_back_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.Advance(TimeSpan.FromTicks(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.Jump(TimeSpan.FromTicks(-1)));
    }
}
