using PaymentStatusSdk.Simulators.Faults;

namespace PaymentStatusSdk.Conformance.Tests;

/// <summary>The failure table of the design: every failure of one answer, row by row.</summary>
public abstract class FailureTableTests<TFixture> : ConformancePart<TFixture>
    where TFixture : GatewayFixture, new()
{
    public static TheoryData<string> Failures =>
        [.. new TFixture().Faults.Where(fault => fault is { Failure: not null, Step: 1 }).Select(fault => fault.Name)];

    public static TheoryData<string> Surroundings => [.. new TFixture().AllScenarios.Select(scenario => scenario.Name)];

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Failure_is_transient_according_to_the_table(string name)
    {
        await StartPlainAsync();
        var (fault, kind, row) = Case(name);
        Faults.Next(fault);

        var failure = await FailAsync();

        Assert.Equal((kind, row.IsTransient), (failure.Kind, failure.IsTransient));
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Failure_is_repeated_according_to_the_table(string name)
    {
        await StartAsync(Repeatedly);
        var (fault, _, row) = Case(name);
        Faults.Next(fault);
        var pending = QueryAsync();

        var pause = await PassPauseAsync(pending, TimeSpan.Zero, 4 * Second);

        Assert.Equal(row.IsRepeated, pause is not null);
        if (row.IsRepeated) Assert.Equal(Gateway.Paid.State, (await pending).State);
        else await FailAsync(pending);
        Assert.Equal(1 + (row.IsRepeated ? Gateway.RequestsPerExchange : 0), Gateway.Simulator.ReceivedCount);
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Failure_counts_for_the_circuit_according_to_the_table(string name)
    {
        await StartAsync(options => (options.MaxRetries, options.CircuitMinimumThroughput) = (0, 2));
        var (fault, _, row) = Case(name);
        Faults.Next(fault, fault);
        await FailAsync();
        await FailAsync();

        if (!row.Counts)
        {
            await AssertNextQueryWorksAsync(2);
            return;
        }

        var open = await FailAsync();
        Assert.Equal(TransactionStatusErrorKind.Unavailable, open.Kind);
        Assert.True(open.IsTransient);
        Assert.NotNull(open.RetryAfter);
        Assert.Equal(2, Gateway.Simulator.ReceivedCount);
    }

    [Theory]
    [MemberData(nameof(Surroundings))]
    public async Task Failure_of_the_environment_ends_as_documented(string name)
    {
        var scenario = Gateway.AllScenarios.Single(scenario => scenario.Name == name);
        scenario.Arrange(Gateway);
        await StartAsync(Repeatedly);
        var row = FailureTable.Of(scenario.Kind, scenario.IsTransient);
        var pending = QueryAsync();
        await PassPauseAsync(pending, TimeSpan.Zero, 4 * Second);

        var failure = await FailAsync(pending);

        Assert.Equal((scenario.Kind, row.IsTransient), (failure.Kind, failure.IsTransient));
        Assert.Equal(row.IsRepeated ? 2 : 1, Gateway.Wire.Attempts);
    }

    [Fact]
    public async Task Timeout_is_repeated_if_configured_and_counts()
    {
        await StartAsync(options =>
        {
            Repeatedly(options);
            options.CircuitMinimumThroughput = 2;
        });
        var hold = new FaultHold();
        Faults.Always(SimulatedFault.Hold(hold));
        var pending = QueryAsync();
        await hold.WaitForArrivalsAsync(1, Ct);
        // In one jump: a step may time out before, and the delay after it must not pass in the same move.
        Clock.Jump(10 * Second);
        Assert.NotNull(await PassPauseAsync(pending, TimeSpan.Zero, 2 * Second));
        await hold.WaitForArrivalsAsync(2, Ct);
        Clock.Advance(10 * Second);
        Assert.Equal(TransactionStatusErrorKind.Timeout, (await FailAsync(pending)).Kind);

        Assert.Equal(TransactionStatusErrorKind.Unavailable, (await FailAsync()).Kind);
        Assert.Equal(2, Gateway.Simulator.ReceivedCount);
    }

    [Fact]
    public async Task Open_circuit_closes_when_the_gateway_answers_again()
    {
        await StartAsync(options => (options.MaxRetries, options.CircuitMinimumThroughput) = (0, 2));
        Faults.Next(SimulatedFault.Status(500), SimulatedFault.Status(500));
        await FailAsync();
        await FailAsync();
        await FailAsync();

        Clock.Advance(Gateway.Options.CircuitBreakDuration);

        await AssertNextQueryWorksAsync(2);
    }

    [Fact]
    public async Task Full_queue_is_unavailable_and_sends_nothing()
    {
        await StartAsync(options => (options.MaxConcurrentExchanges, options.QueueLimit, options.CircuitMinimumThroughput) = (1, 1, 2));
        for (var i = 1; i <= 4; i++) Gateway.Put(i, Gateway.Paid);
        var hold = new FaultHold();
        Gateway.SealedExchangeFaults.Next(SimulatedFault.Hold(hold));
        var flying = QueryAsync(Gateway.QueryOf(1));
        await hold.WaitForArrivalsAsync(1, Ct);
        var queued = QueryAsync(Gateway.QueryOf(2));

        foreach (var number in new[] { 3, 4 })
        {
            var failure = await FailAsync(Gateway.QueryOf(number));
            Assert.Equal((TransactionStatusErrorKind.Unavailable, true), (failure.Kind, failure.IsTransient));
        }

        hold.Release();
        Assert.Equal(Gateway.Paid.State, (await flying).State);
        Assert.Equal(Gateway.Paid.State, (await queued).State);
        await AssertNextQueryWorksAsync(2 * Gateway.RequestsPerExchange);
    }

    [Fact]
    public async Task Queue_timeout_is_unavailable_and_does_not_count()
    {
        await StartAsync(options => (options.MaxConcurrentExchanges, options.QueueTimeout, options.CircuitMinimumThroughput) =
            (1, Second, 2));
        for (var i = 1; i <= 3; i++) Gateway.Put(i, Gateway.Paid);
        var hold = new FaultHold();
        Gateway.SealedExchangeFaults.Next(SimulatedFault.Hold(hold));
        var flying = QueryAsync(Gateway.QueryOf(1));
        await hold.WaitForArrivalsAsync(1, Ct);
        Task<TransactionStatusResult>[] queued = [QueryAsync(Gateway.QueryOf(2)), QueryAsync(Gateway.QueryOf(3))];

        Clock.Advance(Second);

        foreach (var pending in queued) Assert.Equal(TransactionStatusErrorKind.Unavailable, (await FailAsync(pending)).Kind);
        hold.Release();
        Assert.Equal(Gateway.Paid.State, (await flying).State);
        await AssertNextQueryWorksAsync(Gateway.RequestsPerExchange);
    }

    [Fact]
    public async Task Each_caller_gets_a_separate_exception()
    {
        await StartAsync(options => (options.MaxConcurrentExchanges, options.MaxRetries) = (1, 0));
        Gateway.Put(1, Gateway.Paid);
        var hold = new FaultHold();
        Gateway.SealedExchangeFaults.Next(SimulatedFault.Hold(hold));
        var first = QueryAsync(Gateway.QueryOf(1));
        await hold.WaitForArrivalsAsync(1, Ct);
        Faults.Next(SimulatedFault.Status(500));
        Task<TransactionStatusResult>[] both = [QueryAsync(), QueryAsync()];
        hold.Release();
        await first;

        Assert.NotSame(await FailAsync(both[0]), await FailAsync(both[1]));
        Assert.Equal(Gateway.RequestsPerExchange + 1, Gateway.Simulator.ReceivedCount);
    }

    private (SimulatedFault Fault, TransactionStatusErrorKind Kind, FailureTable Row) Case(string name)
    {
        var fault = Gateway.Faults.Single(fault => fault.Name == name);
        var kind = fault.Failure!.Value;
        return (fault.Fault, kind, FailureTable.Of(kind, fault.IsTransient));
    }
}
