using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Tests.Callbacks;

public sealed class InMemoryExchangeLockTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(90);

    private readonly ManualTimeProvider _clock = new();
    private readonly InMemoryExchangeLock _lock;

    public InMemoryExchangeLockTests() => _lock = new InMemoryExchangeLock(_clock);

    [Fact]
    public async Task Free_lock_is_acquired_immediately_and_released_without_remaining_state()
    {
        var entering = Enter("a");
        Assert.True(entering.IsCompletedSuccessfully);
        Assert.Equal((1, 1), (_lock.HeldLocks, _clock.ActiveTimers));

        await (await entering).ReleaseAsync(TestContext.Current.CancellationToken);

        Assert.Equal((0, 0), (_lock.HeldLocks, _clock.ActiveTimers));
    }

    [Fact]
    public async Task Waiters_acquire_the_lock_in_order()
    {
        var first = await Enter("a");
        var second = Enter("a");
        var third = Enter("a");

        await first.ReleaseAsync(TestContext.Current.CancellationToken);
        var lease = await second;
        Assert.False(third.IsCompleted);
        await lease.ReleaseAsync(TestContext.Current.CancellationToken);

        await (await third).ReleaseAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, _lock.HeldLocks);
    }

    [Fact]
    public async Task Locks_with_other_keys_are_free()
    {
        await Enter("a");

        Assert.True(Enter("b").IsCompletedSuccessfully);
        Assert.True(Enter("A").IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Lock_that_is_never_released_expires()
    {
        await Enter("a");
        var second = Enter("a");

        _clock.Advance(Longest - TimeSpan.FromTicks(1));
        Assert.False(second.IsCompleted);
        _clock.Advance(TimeSpan.FromTicks(1));

        await second;
        _clock.Advance(Longest);
        Assert.Equal((0, 0), (_lock.HeldLocks, _clock.ActiveTimers));
    }

    [Fact]
    public async Task Expired_or_released_handle_does_not_release_the_next_holder()
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
    public async Task Canceled_waiter_does_not_acquire_the_lock()
    {
        var first = await Enter("a");
        using var cancellation = new CancellationTokenSource();
        var second = _lock.AcquireAsync("a", Longest, cancellation.Token).AsTask();
        var third = Enter("a");

        await cancellation.CancelAsync();
        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.Equal(cancellation.Token, exception.CancellationToken);
        await first.ReleaseAsync(TestContext.Current.CancellationToken);

        await third;
    }

    [Fact]
    public async Task Waiter_that_is_canceled_after_it_has_acquired_the_lock_keeps_it()
    {
        var first = await Enter("a");
        using var cancellation = new CancellationTokenSource();
        var second = _lock.AcquireAsync("a", Longest, cancellation.Token).AsTask();
        var third = Enter("a");
        // The registration that was made last is called first.
        await using var registration = cancellation.Token.Register(
            () => _ = first.ReleaseAsync(TestContext.Current.CancellationToken).AsTask());

        await cancellation.CancelAsync();
        var handle = await second;

        Assert.False(third.IsCompleted);
        await handle.ReleaseAsync(TestContext.Current.CancellationToken);
        await (await third).ReleaseAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, _lock.HeldLocks);
    }

    [Fact]
    public async Task Canceled_token_acquires_nothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _lock.AcquireAsync("a", Longest, new CancellationToken(canceled: true)).AsTask());

        Assert.Equal(0, _lock.HeldLocks);
    }

    [Fact]
    public async Task Concurrent_waiters_never_hold_the_lock_together()
    {
        var inside = 0;
        var most = 0;
        await Task.WhenAll(Enumerable.Range(0, 500).Select(number => Task.Run(async () =>
        {
            using var cancellation = new CancellationTokenSource();
            var entering = _lock.AcquireAsync("a", Longest, cancellation.Token).AsTask();
            if (number % 3 == 0) await cancellation.CancelAsync();
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
                // Canceled before it acquired the lock.
            }
        })));

        Assert.Equal((1, 0, 0), (most, _lock.HeldLocks, _clock.ActiveTimers));
    }

    [Fact]
    public async Task Lock_is_acquired_for_a_duration_that_no_timer_supports()
    {
        var ct = TestContext.Current.CancellationToken;
        var exchangeLock = new InMemoryExchangeLock(TimeProvider.System);
        var first = await exchangeLock.AcquireAsync("a", TimeSpan.MaxValue, ct);
        var second = exchangeLock.AcquireAsync("a", TimeSpan.MaxValue, ct).AsTask();
        Assert.False(second.IsCompleted);

        await first.ReleaseAsync(ct);
        await (await second).ReleaseAsync(ct);

        Assert.Equal(0, exchangeLock.HeldLocks);
    }

    private Task<IExchangeLockHandle> Enter(string key) => _lock.AcquireAsync(key, Longest, TestContext.Current.CancellationToken).AsTask();
}
