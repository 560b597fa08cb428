namespace PaymentStatusSdk.Conformance.Stores.Parts;

/// <summary>One holder at a time across all instances.</summary>
public abstract class ExchangeLockTests<TFixture> : StorePart<TFixture>
    where TFixture : IStoreFixture, new()
{
    [Fact]
    public async Task Free_lock_is_acquired()
    {
        var lease = await AcquireAsync(First);
        await lease.ReleaseAsync(Ct);

        await AcquireAsync(Other);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Held_lock_is_acquired_when_it_is_released(int process)
    {
        var lease = await AcquireAsync(First);
        var waiting = AcquireAsync(Process(process));
        await AssertKeepsWaitingAsync(waiting);

        await lease.ReleaseAsync(Ct);

        await PassPollsAsync(waiting);
    }

    [Fact]
    public async Task Locks_with_other_keys_are_free()
    {
        await AcquireAsync(First, "a");

        await AcquireAsync(Other, "b");
        await AcquireAsync(Other, "A");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Lock_that_is_never_released_expires(int process)
    {
        var start = Now;
        await AcquireAsync(First);
        var waiting = AcquireAsync(Process(process));
        await AssertKeepsWaitingAsync(waiting);
        Clock.Advance(90 * Second - (Now - start) - TimeSpan.FromTicks(1));
        Assert.False(waiting.IsCompleted);

        Clock.Advance(TimeSpan.FromTicks(1));

        await PassPollsAsync(waiting);
    }

    [Fact]
    public async Task Lock_of_a_crashed_process_expires()
    {
        var dead = Fixture.Start();
        await AcquireAsync(dead);
        await dead.DisposeAsync();
        var waiting = AcquireAsync(First);
        await AssertKeepsWaitingAsync(waiting);

        Clock.Advance(90 * Second);

        await PassPollsAsync(waiting);
    }

    [Theory]
    [InlineData(-60)]
    [InlineData(-3)]
    public async Task Lock_of_a_crashed_process_is_held_no_longer_than_its_duration_after_the_clock_was_set_back(int minutes)
    {
        var dead = Fixture.Start();
        await AcquireAsync(dead);
        await dead.DisposeAsync();
        Clock.SetWallClock(TimeSpan.FromMinutes(minutes));
        var waiting = AcquireAsync(First);
        await AssertKeepsWaitingAsync(waiting);
        var start = Now;

        Clock.Advance(85 * Second);
        await AssertKeepsWaitingAsync(waiting);
        await PassPollsAsync(waiting);

        Assert.True(Now - start < 2 * Minute, $"It took {Now - start}.");
    }

    [Fact]
    public async Task Expired_or_released_handle_does_not_release_the_next_holder()
    {
        var first = await AcquireAsync(First);
        Clock.Advance(90 * Second);
        // A store may hold the lock slightly longer than its holder expects.
        var acquiring = AcquireAsync(Other);
        await PassPollsAsync(acquiring);
        var second = await acquiring;
        var third = AcquireAsync(First);

        await first.ReleaseAsync(Ct);
        await first.ReleaseAsync(Ct);
        await AssertKeepsWaitingAsync(third);

        await second.ReleaseAsync(Ct);
        await PassPollsAsync(third);
        await second.ReleaseAsync(Ct);
        await AssertKeepsWaitingAsync(AcquireAsync(Other));
    }

    [Fact]
    public async Task Canceled_waiter_does_not_acquire_the_lock()
    {
        var first = await AcquireAsync(First);
        using var cancellationSource = new CancellationTokenSource();
        var second = AcquireAsync(Other, cancellationToken: cancellationSource.Token);
        await AssertKeepsWaitingAsync(second);

        await cancellationSource.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        await first.ReleaseAsync(Ct);
        // The last attempt of the canceled waiter may still acquire the lock. It is released then, long before it expires.
        var start = Now;
        await PassPollsAsync(AcquireAsync(First));
        Assert.True(Now - start < Minute, $"It took {Now - start}.");
    }

    [Fact]
    public async Task Canceled_token_acquires_nothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => AcquireAsync(First, cancellationToken: new CancellationToken(canceled: true)));

        await AcquireAsync(Other);
    }

    [Fact]
    public async Task Concurrent_waiters_never_hold_the_lock_together()
    {
        var inside = 0;
        var most = 0;
        var acquired = 0;
        var waiters = Task.WhenAll(Enumerable.Range(0, 60).Select(number => Task.Run(async () =>
        {
            using var cancellationSource = new CancellationTokenSource();
            // The clock of this test advances with every poll of a waiter: no lease may expire because of that.
            var acquiring = Process(number % 3).ExchangeLock
                .AcquireAsync("lock", TimeSpan.FromDays(1_000), cancellationSource.Token).AsTask();
            if (number % 3 == 0) await cancellationSource.CancelAsync();
            try
            {
                var lease = await acquiring;
                most = Math.Max(most, Interlocked.Increment(ref inside));
                Interlocked.Increment(ref acquired);
                await Task.Yield();
                Interlocked.Decrement(ref inside);
                await lease.ReleaseAsync(Ct);
            }
            catch (OperationCanceledException) when (number % 3 == 0)
            {
                // Canceled before it acquired the lock.
            }
        })));

        await PassPollsAsync(waiters);

        Assert.Equal(1, most);
        Assert.InRange(acquired, 40, 60);
        await AcquireAsync(First);
    }
}
