using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.TestDoubles;

namespace PaymentStatusSdk.Tests.Callbacks;

public sealed class InMemoryExchangeGateTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(90);

    private readonly ManualTimeProvider _clock = new();
    private readonly InMemoryExchangeLock _gate;

    public InMemoryExchangeGateTests() => _gate = new InMemoryExchangeLock(_clock);

    [Fact]
    public async Task Free_gate_is_entered_at_once_and_freed_without_a_trace()
    {
        var entering = Enter("a");
        Assert.True(entering.IsCompletedSuccessfully);
        Assert.Equal((1, 1), (_gate.HeldLocks, _clock.ActiveTimers));

        await (await entering).ReleaseAsync(TestContext.Current.CancellationToken);

        Assert.Equal((0, 0), (_gate.HeldLocks, _clock.ActiveTimers));
    }

    [Fact]
    public async Task Who_waits_enters_in_turn()
    {
        var first = await Enter("a");
        var second = Enter("a");
        var third = Enter("a");

        await first.ReleaseAsync(TestContext.Current.CancellationToken);
        var lease = await second;
        Assert.False(third.IsCompleted);
        await lease.ReleaseAsync(TestContext.Current.CancellationToken);

        await (await third).ReleaseAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, _gate.HeldLocks);
    }

    [Fact]
    public async Task Gates_of_others_are_free()
    {
        await Enter("a");

        Assert.True(Enter("b").IsCompletedSuccessfully);
        Assert.True(Enter("A").IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Lease_that_nobody_gives_back_runs_out()
    {
        await Enter("a");
        var second = Enter("a");

        _clock.Advance(Longest - TimeSpan.FromTicks(1));
        Assert.False(second.IsCompleted);
        _clock.Advance(TimeSpan.FromTicks(1));

        await second;
        _clock.Advance(Longest);
        Assert.Equal((0, 0), (_gate.HeldLocks, _clock.ActiveTimers));
    }

    [Fact]
    public async Task Lease_that_has_run_out_or_was_given_back_frees_nobody_elses()
    {
        var first = await Enter("a");
        _clock.Advance(Longest);
        var second = await Enter("a");
        var third = Enter("a");

        await first.ReleaseAsync(TestContext.Current.CancellationToken);
        Assert.False(third.IsCompleted);

        await second.ReleaseAsync(TestContext.Current.CancellationToken);
        await second.ReleaseAsync(TestContext.Current.CancellationToken);
        await third;
        Assert.False(Enter("a").IsCompleted);
    }

    [Fact]
    public async Task Who_gives_up_waiting_does_not_take_the_gate()
    {
        var first = await Enter("a");
        using var leaving = new CancellationTokenSource();
        var second = _gate.AcquireAsync("a", Longest, leaving.Token).AsTask();
        var third = Enter("a");

        await leaving.CancelAsync();
        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.Equal(leaving.Token, exception.CancellationToken);
        await first.ReleaseAsync(TestContext.Current.CancellationToken);

        await third;
    }

    [Fact]
    public async Task Canceled_token_takes_nothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _gate.AcquireAsync("a", Longest, new CancellationToken(canceled: true)).AsTask());

        Assert.Equal(0, _gate.HeldLocks);
    }

    [Fact]
    public async Task Crowd_never_meets_inside()
    {
        var inside = 0;
        var most = 0;
        await Task.WhenAll(Enumerable.Range(0, 500).Select(number => Task.Run(async () =>
        {
            using var leaving = new CancellationTokenSource();
            var entering = _gate.AcquireAsync("a", Longest, leaving.Token).AsTask();
            if (number % 3 == 0) await leaving.CancelAsync();
            try
            {
                var lease = await entering;
                most = Math.Max(most, Interlocked.Increment(ref inside));
                await Task.Yield();
                Interlocked.Decrement(ref inside);
                await lease.ReleaseAsync(TestContext.Current.CancellationToken);
            }
            catch (OperationCanceledException)
            {
                // Left before his turn.
            }
        })));

        Assert.Equal((1, 0, 0), (most, _gate.HeldLocks, _clock.ActiveTimers));
    }

    private Task<IExchangeLockHandle> Enter(string key) => _gate.AcquireAsync(key, Longest, TestContext.Current.CancellationToken).AsTask();
}
