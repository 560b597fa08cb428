using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Tracking.Tests.Stores;

public class AsyncSignalTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly AsyncSignal _signal;

    public AsyncSignalTests() => _signal = new AsyncSignal(_clock);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_before_a_wait_end_one_wait_only()
    {
        _signal.Set();
        _signal.Set();

        await _signal.WaitAsync(TimeSpan.FromDays(1), Cancellation);

        var second = _signal.WaitAsync(TimeSpan.FromDays(1), Cancellation);
        Assert.False(second.IsCompleted);
        _signal.Set();
        await second;
    }

    [Fact]
    public async Task Wait_for_a_fraction_of_a_millisecond_is_no_wait_for_nothing()
    {
        var wait = _signal.WaitAsync(TimeSpan.FromMicroseconds(1), Cancellation);

        Assert.False(wait.IsCompleted);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        await wait;
    }

    [Fact]
    public async Task Call_wakes_all_current_waits_and_leaves_no_timer()
    {
        Task[] waits = [_signal.WaitAsync(TimeSpan.FromDays(1), Cancellation), _signal.WaitAsync(TimeSpan.FromDays(1), Cancellation)];

        _signal.Set();

        await Task.WhenAll(waits);
        Assert.Equal(0, _clock.ActiveTimers);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Signal_is_not_waiting_after_a_call_or_the_time_limit_ends_the_wait(bool byTime)
    {
        Assert.False(_signal.IsWaiting);
        var wait = _signal.WaitAsync(TimeSpan.FromSeconds(1), Cancellation);
        Assert.True(_signal.IsWaiting);

        if (byTime) _clock.Advance(TimeSpan.FromSeconds(1));
        else _signal.Set();

        Assert.False(_signal.IsWaiting);
        await wait;
        Assert.False(_signal.IsWaiting);
    }

    [Fact]
    public async Task Wait_ends_at_its_time_limit()
    {
        var wait = _signal.WaitAsync(TimeSpan.FromSeconds(1), Cancellation);
        _clock.Advance(TimeSpan.FromMilliseconds(999));
        Assert.False(wait.IsCompleted);

        _clock.Advance(TimeSpan.FromMilliseconds(1));

        await wait;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Canceled_wait_throws_whether_the_signal_is_set_or_not(bool isSet)
    {
        if (isSet) _signal.Set();
        using var canceled = new CancellationTokenSource();
        await canceled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _signal.WaitAsync(TimeSpan.FromDays(1), canceled.Token));
    }

    [Fact]
    public async Task Cancellation_ends_a_wait_and_leaves_no_timer()
    {
        using var canceled = new CancellationTokenSource();
        var wait = _signal.WaitAsync(TimeSpan.FromDays(1), canceled.Token);

        await canceled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        Assert.Equal(0, _clock.ActiveTimers);
        Assert.False(_signal.IsWaiting);
    }

    [Fact]
    public async Task Canceled_wait_keeps_the_signal_for_the_next_wait()
    {
        _signal.Set();
        using var canceled = new CancellationTokenSource();
        await canceled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _signal.WaitAsync(TimeSpan.FromDays(1), canceled.Token));

        Assert.True(_signal.WaitAsync(TimeSpan.FromDays(1), Cancellation).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Wait_that_its_time_limit_ended_leaves_no_signal()
    {
        var first = _signal.WaitAsync(TimeSpan.FromSeconds(1), Cancellation);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await first;

        var second = _signal.WaitAsync(TimeSpan.FromSeconds(1), Cancellation);

        Assert.Equal(1, _clock.ActiveTimers);
        _signal.Set();
        await second;
    }
}
