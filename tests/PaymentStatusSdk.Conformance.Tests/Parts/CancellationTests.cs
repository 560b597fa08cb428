using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Simulators.Faults;

namespace PaymentStatusSdk.Conformance.Tests;

public abstract class CancellationTests<TFixture> : ConformancePart<TFixture>
    where TFixture : GatewayFixture, new()
{
    private readonly CancellationTokenSource _caller = new();

    [Fact]
    public async Task Canceled_before_the_query_sends_nothing()
    {
        await StartAsync();
        await _caller.CancelAsync();

        await AssertCanceledAsync(Query());

        await AssertNextQueryWorksAsync(0);
    }

    [Fact]
    public async Task Canceled_while_queued_does_not_affect_others()
    {
        await StartAsync(options => (options.MaxConcurrentExchanges, options.MaxRetries) = (1, 0));
        Gateway.Put(1, Gateway.Paid);
        var hold = new FaultHold();
        Gateway.SealedExchangeFaults.Next(SimulatedFault.Hold(hold));
        var neighbour = QueryAsync(Gateway.QueryOf(1));
        await hold.WaitForArrivalsAsync(1, Ct);
        var queued = Query();

        await _caller.CancelAsync();
        await AssertCanceledAsync(queued);
        hold.Release();

        Assert.Equal(Gateway.Paid.State, (await neighbour).State);
        await AssertNextQueryWorksAsync(Gateway.RequestsPerExchange);
    }

    [Fact]
    public async Task Canceled_during_an_equal_query_does_not_affect_it()
    {
        await StartAsync(options => options.MaxRetries = 0);
        var hold = new FaultHold();
        Faults.Next(SimulatedFault.Hold(hold), SimulatedFault.Hold(hold));
        var neighbour = QueryAsync();
        await hold.WaitForArrivalsAsync(1, Ct);
        var same = Query();

        await _caller.CancelAsync();
        await AssertCanceledAsync(same);
        hold.Release();

        Assert.Equal(Gateway.Paid.State, (await neighbour).State);
    }

    [Fact]
    public async Task Canceled_while_connecting_ends_immediately()
    {
        // The handshake is never answered: for the client that is a part of connecting.
        await using var silent = new RawServer(
            (_, ct) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct), readsRequest: false);
        Gateway.Endpoint = silent.Address("https");
        await StartAsync();
        var pending = Query();
        await silent.Connected.Task.WaitAsync(Ct);

        await _caller.CancelAsync();

        await AssertCanceledAsync(pending);
        Assert.Equal(1, Gateway.Wire.Attempts);
    }

    [Fact]
    public async Task Canceled_before_sending_sends_nothing()
    {
        await StartAsync(OneAtATime);
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Gateway.Wire.BeforeSending = ct =>
        {
            reached.TrySetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
        };
        var pending = Query();
        await reached.Task.WaitAsync(Ct);

        await _caller.CancelAsync();
        await AssertCanceledAsync(pending);

        Gateway.Wire.BeforeSending = null;
        await AssertNextQueryWorksAsync(0);
    }

    [Fact]
    public async Task Canceled_while_waiting_for_the_answer_is_not_repeated()
    {
        await StartAsync(OneAtATime);
        var hold = new FaultHold();
        Faults.Always(SimulatedFault.Hold(hold));
        var pending = Query();
        await hold.WaitForArrivalsAsync(1, Ct);

        await _caller.CancelAsync();
        await AssertCanceledAsync(pending);

        await AssertExchangeIsOverAsync();
    }

    [Fact]
    public async Task Canceled_in_the_middle_of_the_body_is_not_repeated()
    {
        await StartAsync(OneAtATime);
        Faults.Always(SimulatedFault.SlowDrip(Second));
        var pending = Query();
        // The second interval: headers and an octet have been sent.
        await Clock.AdvanceWhenScheduledAsync(Second, Ct);
        await Clock.WaitForTimerAsync(left => left == Second, Ct);

        await _caller.CancelAsync();
        await AssertCanceledAsync(pending);

        await AssertExchangeIsOverAsync();
    }

    [Fact]
    public async Task Canceled_in_the_delay_before_a_retry_is_not_repeated()
    {
        await StartAsync(options =>
        {
            Repeatedly(options);
            OneAtATime(options);
        });
        Faults.Always(SimulatedFault.Status(503));
        var pending = Query();
        await Clock.WaitForTimerAsync(left => left < 2 * Second, Ct);

        await _caller.CancelAsync();
        await AssertCanceledAsync(pending);

        await AssertExchangeIsOverAsync();
    }

    [Fact]
    public async Task Canceled_by_one_of_two_callers_of_a_query_leaves_the_other_its_answer()
    {
        await StartAsync(options => options.MaxConcurrentExchanges = 1);
        Gateway.Put(1, Gateway.Paid);
        var hold = new FaultHold();
        Gateway.SealedExchangeFaults.Next(SimulatedFault.Hold(hold));
        var first = QueryAsync(Gateway.QueryOf(1));
        await hold.WaitForArrivalsAsync(1, Ct);
        var leaving = Query();
        var staying = QueryAsync();

        await _caller.CancelAsync();
        await AssertCanceledAsync(leaving);
        hold.Release();

        Assert.Equal(Gateway.Paid.State, (await staying).State);
        Assert.Equal(Gateway.Paid.State, (await first).State);
        Assert.Equal(2 * Gateway.RequestsPerExchange, Gateway.Simulator.ReceivedCount);
    }

    // With one exchange at a time, the next query proves that the canceled exchange has ended.
    private static void OneAtATime(GatewayOptions options) => options.MaxConcurrentExchanges = 1;

    // The clock does not move: neither a timeout nor a retry can have occurred.
    private async Task AssertExchangeIsOverAsync()
    {
        await AssertNextQueryWorksAsync(1);
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1 + Gateway.RequestsPerExchange, Gateway.Simulator.ReceivedCount);
    }

    private Task<TransactionStatusResult> Query() => Gateway.Client.GetStatusAsync(Gateway.Query, _caller.Token);

    private async Task AssertCanceledAsync(Task pending)
    {
        var canceled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending.WaitAsync(Ct));
        Assert.Equal(_caller.Token, canceled.CancellationToken);
        Assert.True(pending.IsCanceled);
    }
}
