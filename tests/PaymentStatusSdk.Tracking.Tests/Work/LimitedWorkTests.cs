using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking.Work;

namespace PaymentStatusSdk.Tracking.Tests.Work;

public sealed class LimitedWorkTests : IDisposable
{
    private static readonly TimeLimit Limit = new(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(5));
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private readonly ManualTimeProvider _time = new();
    private readonly AbandonedWork _abandoned = new("test", null, 1);
    private readonly TaskCompletionSource<int> _work = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _leaving = new();
    private CancellationToken _token;
    private int _ends;

    public void Dispose()
    {
        _stopping.Dispose();
        _leaving.Dispose();
    }

    [Fact]
    public async Task Time_limit_runs_before_the_work_starts()
    {
        var clock = new ManualTimeProvider();
        var limited = new LimitedWork(new AbandonedWork("test", null, 1), clock, () => { });
        var limit = new TimeLimit(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(5));
        var stop = new StopTokens(CancellationToken.None, CancellationToken.None);
        for (var i = 0; i < 1_000; i++)
        {
            var (end, task) = await limited.RunAsync(_ => Task.FromResult(clock.ActiveTimers), limit, stop);

            Assert.Equal((WorkEnd.Ended, 1), (end, await task));
        }
    }

    [Fact]
    public async Task Work_is_canceled_at_its_limit_and_abandoned_after_the_slack()
    {
        var run = await StartAsync();
        _time.Advance(Limit.Time - Tick);
        Assert.False(_token.IsCancellationRequested);
        _time.Advance(Tick);
        Assert.True(_token.IsCancellationRequested);
        _time.Advance(Limit.Slack - Tick);
        Assert.Equal((1, 0), (_time.ActiveTimers, _abandoned.Count));
        var started = _time.StartedTimers;
        _time.Advance(Tick);
        Assert.Equal(started, _time.StartedTimers);

        var (end, task) = await run;

        Assert.Equal((WorkEnd.Overran, false, 1), (end, task.IsCompleted, _abandoned.Count));
        Assert.Equal((0, 0), (_time.ActiveTimers, _ends));
        _work.SetResult(7);
        Assert.Equal(7, await task);
        await _ended.Task;
        Assert.Equal((0, 1), (_abandoned.Count, _ends));
    }

    [Fact]
    public async Task Work_that_ends_after_its_cancellation_is_not_abandoned()
    {
        var run = await StartAsync();
        _time.Advance(Limit.Time);
        _work.SetResult(7);

        var (end, task) = await run;

        Assert.Equal((WorkEnd.Ended, 7), (end, await task));
        Assert.Equal((0, 0, 0), (_time.ActiveTimers, _abandoned.Count, _ends));
    }

    [Fact]
    public async Task Work_without_slack_is_canceled_and_abandoned_at_its_limit()
    {
        var run = await StartAsync(Limit with { Slack = TimeSpan.Zero });
        _time.Advance(Limit.Time - Tick);
        Assert.False(_token.IsCancellationRequested);
        _time.Advance(Tick);

        Assert.Equal(WorkEnd.Overran, (await run).End);
        Assert.True(_token.IsCancellationRequested);
        Assert.Equal(1, _abandoned.Count);
    }

    [Fact]
    public async Task Stop_of_the_host_cancels_the_work_and_waits_for_its_end()
    {
        var run = await StartAsync();
        await _stopping.CancelAsync();
        Assert.True(_token.IsCancellationRequested);
        Assert.Equal(1, _time.ActiveTimers);
        _work.SetException(new InvalidOperationException("No."));

        var (end, task) = await run;

        Assert.Equal(WorkEnd.Ended, end);
        await Assert.ThrowsAsync<InvalidOperationException>(() => task);
    }

    [Fact]
    public async Task Work_that_outlasts_the_hosts_time_to_stop_is_left_running_and_not_counted()
    {
        var run = await StartAsync();
        await _leaving.CancelAsync();

        var (end, task) = await run;

        Assert.Equal((WorkEnd.LeftRunning, false, 0), (end, task.IsCompleted, _abandoned.Count));
        Assert.Equal((0, 0), (_time.ActiveTimers, _ends));
        Assert.False(_token.IsCancellationRequested);
    }

    [Fact]
    public async Task Cancellation_callback_that_throws_does_not_disturb_the_timer()
    {
        var run = await StartAsync();
        await using var throwing = _token.Register(() => throw new InvalidOperationException("No."));

        _time.Advance(Limit.Time + Limit.Slack);

        Assert.Equal(WorkEnd.Overran, (await run).End);
    }

    /// <summary>Starts work that ends when the test completes it.</summary>
    private async Task<Task<(WorkEnd End, Task<int> Task)>> StartAsync(TimeLimit? limit = null)
    {
        var started = new TaskCompletionSource<CancellationToken>(TaskCreationOptions.RunContinuationsAsynchronously);
        var limited = new LimitedWork(_abandoned, _time, () =>
        {
            Interlocked.Increment(ref _ends);
            _ended.SetResult();
        });
        var run = limited.RunAsync(
            token =>
            {
                started.SetResult(token);
                return _work.Task;
            },
            limit ?? Limit,
            new StopTokens(_stopping.Token, _leaving.Token));
        _token = await started.Task;
        return run;
    }
}
