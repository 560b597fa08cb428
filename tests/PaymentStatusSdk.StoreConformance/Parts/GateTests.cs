namespace PaymentStatusSdk.StoreConformance;

/// <summary>One at a time, on whichever instance.</summary>
public abstract class GateTests<TFixture> : StorePart<TFixture>
    where TFixture : IStoreFixture, new()
{
    [Fact]
    public async Task Free_gate_is_entered()
    {
        var lease = await EnterAsync(First);
        await lease.ReleaseAsync(Ct);

        await EnterAsync(Other);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Taken_gate_is_entered_when_it_is_given_back(int process)
    {
        var lease = await EnterAsync(First);
        var waiting = EnterAsync(Process(process));
        await AssertKeepsWaitingAsync(waiting);

        await lease.ReleaseAsync(Ct);

        await PassPollsAsync(waiting);
    }

    [Fact]
    public async Task Gates_of_others_are_free()
    {
        await EnterAsync(First, "a");

        await EnterAsync(Other, "b");
        await EnterAsync(Other, "A");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Gate_that_nobody_gives_back_runs_out(int process)
    {
        var start = Now;
        await EnterAsync(First);
        var waiting = EnterAsync(Process(process));
        await AssertKeepsWaitingAsync(waiting);
        Clock.Advance(90 * Second - (Now - start) - TimeSpan.FromTicks(1));
        Assert.False(waiting.IsCompleted);

        Clock.Advance(TimeSpan.FromTicks(1));

        await PassPollsAsync(waiting);
    }

    [Fact]
    public async Task Gate_of_a_process_that_died_runs_out()
    {
        var dead = Fixture.Start();
        await EnterAsync(dead);
        await dead.DisposeAsync();
        var waiting = EnterAsync(First);
        await AssertKeepsWaitingAsync(waiting);

        Clock.Advance(90 * Second);

        await PassPollsAsync(waiting);
    }

    [Theory]
    [InlineData(-60)]
    [InlineData(-3)]
    public async Task Gate_of_a_process_that_died_is_held_no_longer_than_its_time_after_the_clock_was_set_back(int minutes)
    {
        var dead = Fixture.Start();
        await EnterAsync(dead);
        await dead.DisposeAsync();
        Clock.SetWallClock(TimeSpan.FromMinutes(minutes));
        var waiting = EnterAsync(First);
        await AssertKeepsWaitingAsync(waiting);
        var start = Now;

        Clock.Advance(85 * Second);
        await AssertKeepsWaitingAsync(waiting);
        await PassPollsAsync(waiting);

        Assert.True(Now - start < 2 * Minute, $"It took {Now - start}.");
    }

    [Fact]
    public async Task Lease_that_has_run_out_or_was_given_back_frees_nobody_elses()
    {
        var first = await EnterAsync(First);
        Clock.Advance(90 * Second);
        // A store may keep it taken a little longer than the holder counts.
        var entering = EnterAsync(Other);
        await PassPollsAsync(entering);
        var second = await entering;
        var third = EnterAsync(First);

        await first.ReleaseAsync(Ct);
        await first.ReleaseAsync(Ct);
        await AssertKeepsWaitingAsync(third);

        await second.ReleaseAsync(Ct);
        await PassPollsAsync(third);
        await second.ReleaseAsync(Ct);
        await AssertKeepsWaitingAsync(EnterAsync(Other));
    }

    [Fact]
    public async Task Who_gives_up_waiting_does_not_take_the_gate()
    {
        var first = await EnterAsync(First);
        using var leaving = new CancellationTokenSource();
        var second = EnterAsync(Other, cancellationToken: leaving.Token);
        await AssertKeepsWaitingAsync(second);

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        await first.ReleaseAsync(Ct);
        await EnterAsync(First);
    }

    [Fact]
    public async Task Canceled_token_takes_nothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => EnterAsync(First, cancellationToken: new CancellationToken(canceled: true)));

        await EnterAsync(Other);
    }

    [Fact]
    public async Task Crowd_never_meets_inside()
    {
        var inside = 0;
        var most = 0;
        var entered = 0;
        var crowd = Task.WhenAll(Enumerable.Range(0, 60).Select(number => Task.Run(async () =>
        {
            using var leaving = new CancellationTokenSource();
            // The clock of this test runs as fast as those who wait look: no lease may run out by that.
            var entering = Process(number % 3).Gate.AcquireAsync("gate", TimeSpan.FromDays(1_000), leaving.Token).AsTask();
            if (number % 3 == 0) await leaving.CancelAsync();
            try
            {
                var lease = await entering;
                most = Math.Max(most, Interlocked.Increment(ref inside));
                Interlocked.Increment(ref entered);
                await Task.Yield();
                Interlocked.Decrement(ref inside);
                await lease.ReleaseAsync(Ct);
            }
            catch (OperationCanceledException) when (number % 3 == 0)
            {
                // Left before his turn.
            }
        })));

        await PassPollsAsync(crowd);

        Assert.Equal(1, most);
        Assert.InRange(entered, 40, 60);
        await EnterAsync(First);
    }
}
