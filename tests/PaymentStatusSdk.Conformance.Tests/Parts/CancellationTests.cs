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

        await AssertCanceledAsync(Ask());

        await AssertNextQueryWorksAsync(0);
    }

    [Fact]
    public async Task Canceled_while_queued_leaves_the_neighbour_alone()
    {
        await StartAsync(options => (options.MaxConcurrentExchanges, options.MaxRetries) = (1, 0));
        Gateway.Put(1, Gateway.Paid);
        var gate = new FaultHold();
        Gateway.DepartedFaults.Next(SimulatedFault.Hold(gate));
        var neighbour = AskAsync(Gateway.QueryOf(1));
        await gate.WaitForArrivalsAsync(1, Ct);
        var queued = Ask();

        await _caller.CancelAsync();
        await AssertCanceledAsync(queued);
        gate.Release();

        Assert.Equal(Gateway.Paid.State, (await neighbour).State);
        await AssertNextQueryWorksAsync(Gateway.RequestsPerExchange);
    }

    [Fact]
    public async Task Canceled_while_another_asks_the_same_leaves_it_alone()
    {
        await StartAsync(options => options.MaxRetries = 0);
        var gate = new FaultHold();
        Faults.Next(SimulatedFault.Hold(gate), SimulatedFault.Hold(gate));
        var neighbour = AskAsync();
        await gate.WaitForArrivalsAsync(1, Ct);
        var same = Ask();

        await _caller.CancelAsync();
        await AssertCanceledAsync(same);
        gate.Release();

        Assert.Equal(Gateway.Paid.State, (await neighbour).State);
    }

    [Fact]
    public async Task Canceled_while_connecting_ends_at_once()
    {
        // The handshake is never answered: for the client that is a part of connecting.
        await using var silent = new RawServer(
            (_, ct) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct), readsRequest: false);
        Gateway.Endpoint = silent.Address("https");
        await StartAsync();
        var asking = Ask();
        await silent.Connected.Task.WaitAsync(Ct);

        await _caller.CancelAsync();

        await AssertCanceledAsync(asking);
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
        var asking = Ask();
        await reached.Task.WaitAsync(Ct);

        await _caller.CancelAsync();
        await AssertCanceledAsync(asking);

        Gateway.Wire.BeforeSending = null;
        await AssertNextQueryWorksAsync(0);
    }

    [Fact]
    public async Task Canceled_while_waiting_for_the_answer_is_not_repeated()
    {
        await StartAsync(OneAtATime);
        var gate = new FaultHold();
        Faults.Always(SimulatedFault.Hold(gate));
        var asking = Ask();
        await gate.WaitForArrivalsAsync(1, Ct);

        await _caller.CancelAsync();
        await AssertCanceledAsync(asking);

        await AssertExchangeIsOverAsync();
    }

    [Fact]
    public async Task Canceled_in_the_middle_of_the_body_is_not_repeated()
    {
        await StartAsync(OneAtATime);
        Faults.Always(SimulatedFault.SlowDrip(Second));
        var asking = Ask();
        // The second interval: headers and an octet have been sent.
        await Clock.AdvanceWhenScheduledAsync(Second, Ct);
        await Clock.WaitForTimerAsync(left => left == Second, Ct);

        await _caller.CancelAsync();
        await AssertCanceledAsync(asking);

        await AssertExchangeIsOverAsync();
    }

    [Fact]
    public async Task Canceled_in_the_pause_before_a_repeat_is_not_repeated()
    {
        await StartAsync(options =>
        {
            Repeatedly(options);
            OneAtATime(options);
        });
        Faults.Always(SimulatedFault.Status(503));
        var asking = Ask();
        await Clock.WaitForTimerAsync(left => left < 2 * Second, Ct);

        await _caller.CancelAsync();
        await AssertCanceledAsync(asking);

        await AssertExchangeIsOverAsync();
    }

    [Fact]
    public async Task Canceled_by_one_of_two_on_a_seat_leaves_the_other_its_answer()
    {
        await StartAsync(options => options.MaxConcurrentExchanges = 1);
        Gateway.Put(1, Gateway.Paid);
        var gate = new FaultHold();
        Gateway.DepartedFaults.Next(SimulatedFault.Hold(gate));
        var first = AskAsync(Gateway.QueryOf(1));
        await gate.WaitForArrivalsAsync(1, Ct);
        var leaving = Ask();
        var staying = AskAsync();

        await _caller.CancelAsync();
        await AssertCanceledAsync(leaving);
        gate.Release();

        Assert.Equal(Gateway.Paid.State, (await staying).State);
        Assert.Equal(Gateway.Paid.State, (await first).State);
        Assert.Equal(2 * Gateway.RequestsPerExchange, Gateway.Simulator.ReceivedCount);
    }

    // With one exchange at a time the next query shows that the deserted exchange is over, and not merely forgotten.
    private static void OneAtATime(GatewayOptions options) => options.MaxConcurrentExchanges = 1;

    // The clock stands still: neither a time-out nor a repeat can have helped.
    private async Task AssertExchangeIsOverAsync()
    {
        await AssertNextQueryWorksAsync(1);
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1 + Gateway.RequestsPerExchange, Gateway.Simulator.ReceivedCount);
    }

    private Task<TransactionStatusResult> Ask() => Gateway.Client.GetStatusAsync(Gateway.Query, _caller.Token);

    private async Task AssertCanceledAsync(Task asking)
    {
        var canceled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking.WaitAsync(Ct));
        Assert.Equal(_caller.Token, canceled.CancellationToken);
        Assert.True(asking.IsCanceled);
    }
}
