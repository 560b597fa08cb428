namespace PaymentStatusSdk.Testing.Tests;

public class ManualTimeProviderTests
{
    private readonly ManualTimeProvider _clock = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

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
    public void Clock_starts_at_a_known_time_or_at_the_given_one()
    {
        var start = new DateTimeOffset(2027, 5, 6, 7, 8, 9, TimeSpan.Zero);

        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), _clock.GetUtcNow());
        Assert.Equal(start, new ManualTimeProvider(start).GetUtcNow());
    }

    [Fact]
    public void Timestamps_measure_how_far_the_clock_was_moved()
    {
        var start = _clock.GetTimestamp();

        _clock.Advance(TimeSpan.FromMilliseconds(1.5));
        _clock.Jump(TimeSpan.FromSeconds(2));

        Assert.Equal(TimeSpan.FromMilliseconds(2001.5), _clock.GetElapsedTime(start));
    }

    [Fact]
    public void Wall_clock_is_set_apart_from_timestamps_and_timers()
    {
        var (start, timestamp, fired) = (_clock.GetUtcNow(), _clock.GetTimestamp(), 0);
        using var timer = _clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        _clock.SetWallClock(TimeSpan.FromHours(1));
        _clock.SetWallClock(TimeSpan.FromMinutes(-15));

        Assert.Equal((start.AddMinutes(45), TimeSpan.Zero, 0), (_clock.GetUtcNow(), _clock.GetElapsedTime(timestamp), fired));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((start.AddMinutes(45).AddSeconds(1), 1), (_clock.GetUtcNow(), fired));
    }

    [Fact]
    public void Timers_fire_in_the_order_of_their_due_times_and_only_until_the_target()
    {
        var fired = new List<int>();
        ITimer[] timers = [.. new[] { 3, 1, 2, 4 }.Select(seconds => _clock.CreateTimer(
            state => fired.Add((int)state!), seconds, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan))];

        _clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal([1, 2, 3], fired);
        Assert.Equal((1, 4), (_clock.ActiveTimers, _clock.StartedTimers));
        _clock.Advance(TimeSpan.FromTicks(TimeSpan.TicksPerSecond - 1));
        Assert.Equal(3, fired.Count);
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal([1, 2, 3, 4], fired);
        Assert.All(timers, timer => timer.Dispose());
    }

    [Fact]
    public void Periodic_timer_fires_after_each_period_until_it_is_changed()
    {
        var start = _clock.GetUtcNow();
        var fired = new List<double>();
        using var timer = _clock.CreateTimer(
            _ => fired.Add((_clock.GetUtcNow() - start).TotalSeconds), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));

        _clock.Advance(TimeSpan.FromSeconds(5.5));
        Assert.Equal([1, 3, 5], fired);

        timer.Change(TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.Equal([1, 3, 5, 5.5], fired);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([1, 3, 5, 5.5, 6.5], fired);

        timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal((5, 0), (fired.Count, _clock.ActiveTimers));
    }

    [Fact]
    public void Timer_that_is_never_due_does_not_count_as_started()
    {
        var timer = _clock.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Assert.Equal((0, 0), (_clock.ActiveTimers, _clock.StartedTimers));

        timer.Change(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        timer.Change(TimeSpan.FromSeconds(2), Timeout.InfiniteTimeSpan);

        Assert.Equal((1, 2), (_clock.ActiveTimers, _clock.StartedTimers));
        timer.Dispose();
    }

    [Fact]
    public async Task Asynchronous_disposal_ends_a_timer()
    {
        var fired = 0;
        var timer = _clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

        await timer.DisposeAsync();
        _clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal((0, 0), (fired, _clock.ActiveTimers));
    }

    [Fact]
    public async Task Wait_for_a_timer_completes_at_once_or_when_a_matching_one_is_started()
    {
        using var near = _clock.CreateTimer(_ => { }, null, TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan);
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.True(_clock.WaitForTimerAsync(cancellationToken: Cancel).IsCompletedSuccessfully);
        Assert.True(_clock.WaitForTimerAsync(left => left == TimeSpan.FromSeconds(2), Cancel).IsCompletedSuccessfully);
        var far = _clock.WaitForTimerAsync(left => left > TimeSpan.FromMinutes(1), Cancel);
        var exact = _clock.WaitForTimerAsync(left => left == TimeSpan.FromMinutes(1), Cancel);
        using var minute = _clock.CreateTimer(_ => { }, null, TimeSpan.FromMinutes(1), Timeout.InfiniteTimeSpan);

        await exact;
        Assert.False(far.IsCompleted);
        minute.Change(TimeSpan.FromMinutes(2), Timeout.InfiniteTimeSpan);
        await far;
    }

    [Fact]
    public async Task Wait_for_a_timer_can_be_canceled()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var waiting = _clock.WaitForTimerAsync(cancellationToken: cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Clock_moves_when_a_timer_with_the_given_delay_is_scheduled()
    {
        var start = _clock.GetUtcNow();
        var moved = _clock.AdvanceWhenScheduledAsync(TimeSpan.FromSeconds(7), Cancel);
        using var other = _clock.CreateTimer(_ => { }, null, TimeSpan.FromSeconds(6), Timeout.InfiniteTimeSpan);
        Assert.Equal((start, false), (_clock.GetUtcNow(), moved.IsCompleted));

        await Task.WhenAll(moved, Task.Delay(TimeSpan.FromSeconds(7), _clock, Cancel));

        Assert.Equal(start.AddSeconds(7), _clock.GetUtcNow());
    }

    [Fact]
    public void Moves_back_and_timers_without_a_callback_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.Advance(TimeSpan.FromTicks(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.Jump(TimeSpan.FromTicks(-1)));
        Assert.Throws<ArgumentNullException>(() => _clock.CreateTimer(null!, null, TimeSpan.Zero, TimeSpan.Zero));
    }
}
