using PaymentStatusSdk.Simulators.Faults;

namespace PaymentStatusSdk.Conformance.Tests;

public abstract class TimeoutTests<TFixture> : ConformancePart<TFixture>
    where TFixture : GatewayFixture, new()
{
    [Fact]
    public async Task Timed_out_attempt_is_a_timeout_and_no_cancellation()
    {
        await StartAsync(options => options.MaxRetries = 0);
        var hold = new FaultHold();
        Faults.Always(SimulatedFault.Hold(hold));
        var pending = QueryAsync();
        await hold.WaitForArrivalsAsync(1, Ct);

        Clock.Advance(Gateway.RequestTimeout - TimeSpan.FromTicks(1));
        Assert.False(pending.IsCompleted);
        Clock.Advance(TimeSpan.FromTicks(1));

        var failure = await FailAsync(pending);
        Assert.Equal((TransactionStatusErrorKind.Timeout, true), (failure.Kind, failure.IsTransient));
        Assert.False(Ct.IsCancellationRequested);
        Faults.Clear();
        await AssertNextQueryWorksAsync(1);
    }

    [Fact]
    public async Task Time_of_reading_the_body_counts()
    {
        await StartAsync(options => options.MaxRetries = 0);
        Faults.Always(SimulatedFault.SlowDrip(Second));
        var pending = QueryAsync();

        for (var waited = Second; waited <= Gateway.RequestTimeout; waited += Second) await Clock.AdvanceWhenScheduledAsync(Second, Ct);

        Assert.Equal(TransactionStatusErrorKind.Timeout, (await FailAsync(pending)).Kind);
    }

    [Fact]
    public async Task Time_of_connecting_counts()
    {
        await using var silent = new RawServer(
            (_, ct) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct), readsRequest: false);
        Gateway.Endpoint = silent.Address("https");
        await StartAsync(options => options.MaxRetries = 0);
        var pending = QueryAsync();
        await silent.Connected.Task.WaitAsync(Ct);

        Clock.Advance(Gateway.RequestTimeout);

        Assert.Equal(TransactionStatusErrorKind.Timeout, (await FailAsync(pending)).Kind);
    }

    [Fact]
    public async Task Total_timeout_ends_the_retries()
    {
        await StartAsync(options =>
        {
            Repeatedly(options);
            (options.MaxRetries, options.TotalTimeout) = (5, 15 * Second);
        });
        var started = Clock.GetUtcNow();
        var hold = new FaultHold();
        Faults.Always(SimulatedFault.Hold(hold));
        var pending = QueryAsync();

        await hold.WaitForArrivalsAsync(1, Ct);
        // In one jump: a step may time out before, and the delay after it must not pass in the same move.
        Clock.Jump(10 * Second);
        Assert.NotNull(await PassPauseAsync(pending, TimeSpan.Zero, 2 * Second));
        await hold.WaitForArrivalsAsync(2, Ct);
        Clock.Advance(started + (15 * Second) - Clock.GetUtcNow());

        Assert.Equal(TransactionStatusErrorKind.Timeout, (await FailAsync(pending)).Kind);
        Assert.Equal(started + (15 * Second), Clock.GetUtcNow());
        Assert.Equal(2, Gateway.Simulator.ReceivedCount);
    }

    [Fact]
    public async Task Time_in_the_queue_does_not_count_for_the_attempt()
    {
        await StartAsync(options => (options.MaxConcurrentExchanges, options.MaxRetries, options.QueueTimeout) =
            (1, 0, TimeSpan.FromHours(1)));
        Gateway.Put(1, Gateway.Paid);
        var holds = new[] { new FaultHold(), new FaultHold() };
        Gateway.SealedExchangeFaults.Next(SimulatedFault.Hold(holds[0]), SimulatedFault.Hold(holds[1]));
        var first = QueryAsync(Gateway.QueryOf(1));
        await holds[0].WaitForArrivalsAsync(1, Ct);
        var second = QueryAsync();
        Clock.Advance(Gateway.RequestTimeout - Second);
        holds[0].Release();
        await holds[1].WaitForArrivalsAsync(1, Ct);
        Clock.Advance(Gateway.RequestTimeout - Second);
        holds[1].Release();

        Assert.Equal(Gateway.Paid.State, (await first).State);
        Assert.Equal(Gateway.Paid.State, (await second).State);
    }
}
