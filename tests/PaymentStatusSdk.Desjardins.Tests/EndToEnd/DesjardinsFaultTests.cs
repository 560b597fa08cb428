using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Callbacks;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.TestDoubles;

namespace PaymentStatusSdk.Desjardins.Tests.EndToEnd;

/// <summary>Whatever goes wrong ends in a result or in the right failure; the next exchange works, and none overlaps.</summary>
public sealed class DesjardinsFaultTests
{
    private static readonly TimeSpan Rest = DesjardinsDefaults.StepTimeout;

    [Fact(Timeout = 60_000)]
    public Task Gateway_that_never_calls_back() => TimesOutAsync(SimulatedFault.NoCallback);

    [Theory(Timeout = 60_000)]
    [InlineData(false, "MapPaymentStatusCallbacks()")]
    [InlineData(true, "PublicCallbackBaseUrl is reachable")]
    public async Task Time_out_names_the_likely_cause(bool isMapped, string advice)
    {
        var clock = new ManualTimeProvider();
        await using var host = await DipsHost.StartAsync(clock: clock);
        host.Gateway.CallbackFaults.Next(SimulatedFault.NoCallback);
        if (isMapped) host.Services.GetRequiredService<CallbackEndpointState>().MarkMapped();

        var failing = host.FailAsync("T1");
        await host.Gateway.WaitForExchangesAsync(1, TestContext.Current.CancellationToken);
        await clock.AdvanceWhenScheduledAsync(DipsHost.CallbackTimeout, TestContext.Current.CancellationToken);

        Assert.Contains(advice, (await failing).Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Inbox_that_fails_asks_nothing_and_holds_up_nobody()
    {
        await using var host = await DipsHost.StartAsync(services: services => services.AddSingleton<ICallbackRouter, FailingInbox>());
        host.Approve("T1");

        var failure = await host.FailAsync("T1");

        Assert.Equal((TransactionStatusErrorKind.Unknown, true, 0L), (failure.Kind, failure.IsTransient, host.Gateway.Exchanges));
        Assert.Contains("ICallbackRouter", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(FailingInbox.Canary, failure.Message, StringComparison.Ordinal);
        // The gate is open: nobody waits for the lease of the one that failed.
        Assert.Equal(TransactionStatusErrorKind.Unknown, (await host.FailAsync("T1")).Kind);
    }

    [Fact(Timeout = 60_000)]
    public async Task Box_that_cannot_be_closed_holds_up_nobody()
    {
        await using var host = await DipsHost.StartAsync(services: services => services.AddSingleton<ICallbackRouter, UnclosableInbox>());
        host.Approve("T1");

        Assert.Equal(PaymentState.Captured, (await host.AskAsync("T1")).State);
        // The lease of the first exchange would last longer than this test.
        Assert.Equal(PaymentState.Captured, (await host.AskAsync("T1")).State);
    }

    [Fact(Timeout = 60_000)]
    public async Task Callback_after_the_time_out_is_acknowledged_and_ignored()
    {
        var clock = new ManualTimeProvider();
        await using var host = await DipsHost.StartAsync(options => options.TimeProvider = TimeProvider.System, clock: clock);
        host.Approve("T1");
        var late = new FaultHold();
        host.Gateway.CallbackFaults.Next(SimulatedFault.Hold(late));
        var failing = host.FailAsync("T1");
        await host.Gateway.WaitForExchangesAsync(1, TestContext.Current.CancellationToken);
        await clock.AdvanceWhenScheduledAsync(DipsHost.CallbackTimeout, TestContext.Current.CancellationToken);
        Assert.Equal(TransactionStatusErrorKind.CallbackTimeout, (await failing).Kind);

        late.Release();
        await host.Gateway.WaitForStep4Async(1, TestContext.Current.CancellationToken);

        Assert.True(Assert.Single(host.Gateway.Deliveries).Accepted);
        await AskAgainAsync(host, clock);
    }

    [Fact(Timeout = 60_000)]
    public async Task Callback_that_comes_twice_is_acknowledged_twice()
    {
        await using var host = await DipsHost.StartAsync();
        host.Approve("T1");
        host.Gateway.CallbackFaults.Next(SimulatedFault.CallbackTwice);

        Assert.Equal(PaymentState.Captured, (await host.AskAsync("T1")).State);

        await host.Gateway.WaitForStep4Async(2, TestContext.Current.CancellationToken);
        Assert.All(host.Gateway.Deliveries, delivery => Assert.True(delivery.Accepted));
        Assert.Equal(PaymentState.Captured, (await host.AskAsync("T1")).State);
    }

    [Fact(Timeout = 60_000)]
    public async Task Callbacks_that_contradict_each_other_make_the_state_unknown_as_long_as_nobody_was_told()
    {
        await using var host = await DipsHost.StartAsync(services: PairingInbox.Register);
        host.Approve("T1");
        host.Gateway.CallbackFaults.Next(SimulatedFault.ContradictingCallback);

        var result = await host.AskAsync("T1");

        Assert.Equal((LookupOutcome.Answered, PaymentState.Unknown, Finality.Unknown), (result.Outcome, result.State, result.Finality));
        Assert.Equal(StatusAnomalyKind.ContradictoryFields, Assert.Single(result.Anomalies).Kind);
    }

    [Fact(Timeout = 60_000)]
    public async Task Contradiction_after_the_answer_changes_nothing_and_is_acknowledged()
    {
        await using var host = await DipsHost.StartAsync();
        host.Approve("T1");
        host.Gateway.CallbackFaults.Next(SimulatedFault.ContradictingCallback);

        var result = await host.AskAsync("T1");
        await host.Gateway.WaitForStep4Async(2, TestContext.Current.CancellationToken);

        // The two may also have been seen together.
        Assert.True(result.State is PaymentState.Captured or PaymentState.Unknown);
        Assert.All(host.Gateway.Deliveries, delivery => Assert.True(delivery.Accepted));
    }

    [Fact(Timeout = 60_000)]
    public async Task Callback_with_targets_not_asked_for_answers_those_that_were()
    {
        await using var host = await DipsHost.StartAsync();
        host.Approve("T1");
        host.Gateway.CallbackFaults.Next(SimulatedFault.UnrequestedTransactions);

        Assert.Equal(PaymentState.Captured, (await host.AskAsync("T1")).State);
        Assert.Equal(PaymentState.Captured, (await host.AskAsync("T1")).State);
    }

    [Fact(Timeout = 60_000)]
    public async Task Merchants_host_that_restarts_in_between()
    {
        await using var host = await DipsHost.StartAsync();
        host.Approve("T1");
        var gate = new FaultHold();
        host.Gateway.CallbackFaults.Next(SimulatedFault.Hold(gate));
        var lost = host.AskAsync("T1");
        await host.Gateway.WaitForExchangesAsync(1, TestContext.Current.CancellationToken);

        await host.RestartAsync();
        gate.Release();
        await host.Gateway.WaitForStep4Async(1, TestContext.Current.CancellationToken);

        // Genuine, and nobody waits for it in this process.
        Assert.True(Assert.Single(host.Gateway.Deliveries).Accepted);
        Assert.False(lost.IsCompleted);
        Assert.Equal(PaymentState.Captured, (await host.AskAsync("T1")).State);
        Assert.Equal(0, host.Gateway.OverlapsSeen);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("reset")]
    [InlineData("halfway")]
    [InlineData("500")]
    [InlineData("html")]
    public async Task Reply_that_fails_after_the_request_does_not_matter_when_step_four_comes(string fault)
    {
        await using var host = await DipsHost.StartAsync();
        host.Approve("T1");
        host.Gateway.StatusFaults.Next(fault switch
        {
            "reset" => SimulatedFault.ResetBeforeAnswer,
            "halfway" => SimulatedFault.ResetHalfway,
            "500" => SimulatedFault.Status(500),
            _ => SimulatedFault.HtmlPage,
        });

        Assert.Equal(PaymentState.Captured, (await host.AskAsync("T1")).State);
        Assert.Equal(PaymentState.Captured, (await host.AskAsync("T1")).State);
        Assert.Equal((2, 0), (host.Gateway.Exchanges, host.Gateway.OverlapsSeen));
    }

    [Fact(Timeout = 60_000)]
    public async Task Reset_after_the_request_without_step_four_is_not_repeated()
    {
        var clock = new ManualTimeProvider();
        await using var host = await DipsHost.StartAsync(clock: clock);
        host.Approve("T1");
        host.Gateway.StatusFaults.Next(SimulatedFault.ResetBeforeAnswer);
        host.Gateway.CallbackFaults.Next(SimulatedFault.NoCallback);

        var failing = host.FailAsync("T1");
        await host.Gateway.WaitForExchangesAsync(1, TestContext.Current.CancellationToken);
        await clock.AdvanceWhenScheduledAsync(DipsHost.CallbackTimeout, TestContext.Current.CancellationToken);

        Assert.Equal(TransactionStatusErrorKind.CallbackTimeout, (await failing).Kind);
        Assert.Equal(1, host.Gateway.Exchanges);
        await AskAgainAsync(host, clock);
    }

    [Fact(Timeout = 60_000)]
    public async Task Login_that_fails_is_repeated_with_a_new_id()
    {
        await using var host = await DipsHost.StartAsync();
        host.Approve("T1");
        host.Gateway.LoginFaults.Next(SimulatedFault.ResetBeforeAnswer, SimulatedFault.TruncatedBody);

        Assert.Equal(PaymentState.Captured, (await host.AskAsync("T1")).State);
        Assert.Equal((4, 1), (host.Gateway.ReceivedCount, host.Gateway.Exchanges));
    }

    [Fact(Timeout = 60_000)]
    public async Task Login_that_hangs_is_a_time_out()
    {
        var clock = new ManualTimeProvider();
        await using var host = await DipsHost.StartAsync(change: options => options.MaxRetries = 0, clock: clock);
        host.Approve("T1");
        var gate = new FaultHold();
        host.Gateway.LoginFaults.Next(SimulatedFault.Hold(gate));

        var failing = host.FailAsync("T1");
        await gate.WaitForArrivalsAsync(1, TestContext.Current.CancellationToken);
        await clock.AdvanceWhenScheduledAsync(DesjardinsDefaults.StepTimeout, TestContext.Current.CancellationToken);

        Assert.Equal(TransactionStatusErrorKind.Timeout, (await failing).Kind);
        Assert.Equal(PaymentState.Captured, (await host.AskAsync("T1")).State);
    }

    private static async Task TimesOutAsync(SimulatedFault fault)
    {
        var clock = new ManualTimeProvider();
        await using var host = await DipsHost.StartAsync(clock: clock);
        host.Approve("T1");
        host.Gateway.CallbackFaults.Next(fault);

        var failing = host.FailAsync("T1");
        await host.Gateway.WaitForExchangesAsync(1, TestContext.Current.CancellationToken);
        if (fault != SimulatedFault.NoCallback) await host.Gateway.WaitForStep4Async(1, TestContext.Current.CancellationToken);
        await clock.AdvanceWhenScheduledAsync(DipsHost.CallbackTimeout, TestContext.Current.CancellationToken);

        Assert.Equal(TransactionStatusErrorKind.CallbackTimeout, (await failing).Kind);
        Assert.DoesNotContain(host.Gateway.Deliveries, delivery => delivery.StatusCode == 400);
        await AskAgainAsync(host, clock);
    }

    // The gate stays closed until no late message can come any more.
    private static async Task AskAgainAsync(DipsHost host, ManualTimeProvider clock)
    {
        var before = host.Gateway.Exchanges;
        var next = host.AskAsync("T1");
        await clock.WaitForTimerAsync(left => left == TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.Equal(before, host.Gateway.Exchanges);
        clock.Advance(Rest);

        Assert.Equal(PaymentState.Captured, (await next).State);
        Assert.Equal((before + 1, 0), (host.Gateway.Exchanges, host.Gateway.OverlapsSeen));
    }
}
