using PaymentStatusSdk.Simulators.Faults;

namespace PaymentStatusSdk.Conformance.Tests;

public abstract class TimeoutTests<TFixture> : ConformancePart<TFixture>
    where TFixture : GatewayFixture, new()
{
    [Fact]
    public async Task Attempt_that_takes_too_long_is_a_timeout_and_no_cancellation()
    {
        await StartAsync(options => options.MaxRetries = 0);
        var gate = new FaultHold();
        Faults.Always(SimulatedFault.Hold(gate));
        var asking = AskAsync();
        await gate.WaitForArrivalsAsync(1, Ct);

        Clock.Advance(Gateway.RequestTimeout - TimeSpan.FromTicks(1));
        Assert.False(asking.IsCompleted);
        Clock.Advance(TimeSpan.FromTicks(1));

        var failure = await FailAsync(asking);
        Assert.Equal((TransactionStatusErrorKind.Timeout, true), (failure.Kind, failure.IsTransient));
        Assert.False(Ct.IsCancellationRequested);
        Faults.Clear();
        await AssertNextQueryWorksAsync(1);
    }

    [Fact]
    public async Task Time_in_the_middle_of_the_body_counts()
    {
        await StartAsync(options => options.MaxRetries = 0);
        Faults.Always(SimulatedFault.SlowDrip(Second));
        var asking = AskAsync();

        for (var waited = Second; waited <= Gateway.RequestTimeout; waited += Second) await Clock.AdvanceWhenScheduledAsync(Second, Ct);

        Assert.Equal(TransactionStatusErrorKind.Timeout, (await FailAsync(asking)).Kind);
    }

    [Fact]
    public async Task Connecting_counts()
    {
        await using var silent = new RawServer(
            (_, ct) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct), readsRequest: false);
        Gateway.Endpoint = silent.Address("https");
        await StartAsync(options => options.MaxRetries = 0);
        var asking = AskAsync();
        await silent.Connected.Task.WaitAsync(Ct);

        Clock.Advance(Gateway.RequestTimeout);

        Assert.Equal(TransactionStatusErrorKind.Timeout, (await FailAsync(asking)).Kind);
    }

    [Fact]
    public async Task Total_time_ends_the_repeats()
    {
        await StartAsync(options =>
        {
            Repeatedly(options);
            (options.MaxRetries, options.TotalTimeout) = (5, 15 * Second);
        });
        var started = Clock.GetUtcNow();
        var gate = new FaultHold();
        Faults.Always(SimulatedFault.Hold(gate));
        var asking = AskAsync();

        await gate.WaitForArrivalsAsync(1, Ct);
        // At once: a step's time may be up before, and the pause after it must not pass in the same move.
        Clock.Jump(10 * Second);
        Assert.NotNull(await PassPauseAsync(asking, TimeSpan.Zero, 2 * Second));
        await gate.WaitForArrivalsAsync(2, Ct);
        Clock.Advance(started + (15 * Second) - Clock.GetUtcNow());

        Assert.Equal(TransactionStatusErrorKind.Timeout, (await FailAsync(asking)).Kind);
        Assert.Equal(started + (15 * Second), Clock.GetUtcNow());
        Assert.Equal(2, Gateway.Simulator.ReceivedCount);
    }

    [Fact]
    public async Task Time_in_the_queue_is_no_attempt_time()
    {
        await StartAsync(options => (options.MaxConcurrentExchanges, options.MaxRetries, options.QueueTimeout) =
            (1, 0, TimeSpan.FromHours(1)));
        Gateway.Put(1, Gateway.Paid);
        var gates = new[] { new FaultHold(), new FaultHold() };
        Gateway.DepartedFaults.Next(SimulatedFault.Hold(gates[0]), SimulatedFault.Hold(gates[1]));
        var first = AskAsync(Gateway.QueryOf(1));
        await gates[0].WaitForArrivalsAsync(1, Ct);
        var second = AskAsync();
        Clock.Advance(Gateway.RequestTimeout - Second);
        gates[0].Release();
        await gates[1].WaitForArrivalsAsync(1, Ct);
        Clock.Advance(Gateway.RequestTimeout - Second);
        gates[1].Release();

        Assert.Equal(Gateway.Paid.State, (await first).State);
        Assert.Equal(Gateway.Paid.State, (await second).State);
    }
}
