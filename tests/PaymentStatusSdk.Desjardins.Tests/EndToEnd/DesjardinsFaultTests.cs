using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Callbacks;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Desjardins.Tests.EndToEnd;

/// <summary>Every fault ends in a result or in the correct failure; the next exchange works, and none overlaps.</summary>
public sealed class DesjardinsFaultTests
{
    private static readonly TimeSpan CloseDelay = DesjardinsDefaults.StepTimeout;

    [Fact(Timeout = 60_000)]
    public Task Gateway_that_never_calls_back_is_a_timeout() => TimesOutAsync(SimulatedDipsFault.NoCallback);

    [Theory(Timeout = 60_000)]
    [InlineData(false, "MapPaymentStatusCallbacks()")]
    [InlineData(true, "PublicCallbackBaseUrl is reachable")]
    public async Task Timeout_names_the_likely_cause(bool isMapped, string advice)
    {
        var clock = new ManualTimeProvider();
        await using var host = await DesjardinsHost.StartAsync(clock: clock);
        host.Gateway.CallbackFaults.Next(SimulatedDipsFault.NoCallback);
        if (isMapped) host.Services.GetRequiredService<CallbackEndpointState>().MarkMapped();

        var failing = host.FailAsync("T1");
        await host.Gateway.WaitForExchangesAsync(1, TestContext.Current.CancellationToken);
        await clock.AdvanceWhenScheduledAsync(DesjardinsHost.CallbackTimeout, TestContext.Current.CancellationToken);

        Assert.Contains(advice, (await failing).Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Failing_router_sends_no_query_and_delays_no_other()
    {
        await using var host = await DesjardinsHost.StartAsync(
            services: services => services.AddSingleton<ICallbackRouter, FailingRouter>());
        host.Approve("T1");

        var failure = await host.FailAsync("T1");

        Assert.Equal((TransactionStatusErrorKind.Unknown, true, 0L), (failure.Kind, failure.IsTransient, host.Gateway.Exchanges));
        Assert.Contains("ICallbackRouter", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(FailingRouter.Canary, failure.Message, StringComparison.Ordinal);
        // The lock is free: no query waits for the lease of the failed exchange.
        Assert.Equal(TransactionStatusErrorKind.Unknown, (await host.FailAsync("T1")).Kind);
    }

    [Fact(Timeout = 60_000)]
    public async Task Mailbox_that_cannot_be_closed_delays_no_other()
    {
        await using var host = await DesjardinsHost.StartAsync(
            services: services => services.AddSingleton<ICallbackRouter, UnclosableRouter>());
        host.Approve("T1");

        Assert.Equal(PaymentState.Captured, (await host.QueryAsync("T1")).State);
        // The lease of the first exchange would last longer than this test.
        Assert.Equal(PaymentState.Captured, (await host.QueryAsync("T1")).State);
    }

    [Fact(Timeout = 60_000)]
    public async Task Callback_after_the_timeout_is_acknowledged_and_ignored()
    {
        var clock = new ManualTimeProvider();
        await using var host = await DesjardinsHost.StartAsync(options => options.TimeProvider = TimeProvider.System, clock: clock);
        host.Approve("T1");
        var late = new FaultHold();
        host.Gateway.CallbackFaults.Next(SimulatedFault.Hold(late));
        var failing = host.FailAsync("T1");
        await host.Gateway.WaitForExchangesAsync(1, TestContext.Current.CancellationToken);
        await clock.AdvanceWhenScheduledAsync(DesjardinsHost.CallbackTimeout, TestContext.Current.CancellationToken);
        Assert.Equal(TransactionStatusErrorKind.CallbackTimeout, (await failing).Kind);

        late.Release();
        await host.Gateway.WaitForStep4Async(1, TestContext.Current.CancellationToken);

        Assert.True(Assert.Single(host.Gateway.Deliveries).Accepted);
        await AskAgainAsync(host, clock);
    }

    [Fact(Timeout = 60_000)]
    public async Task Repeated_callback_is_acknowledged_twice()
    {
        await using var host = await DesjardinsHost.StartAsync();
        host.Approve("T1");
        host.Gateway.CallbackFaults.Next(SimulatedDipsFault.CallbackTwice);

        Assert.Equal(PaymentState.Captured, (await host.QueryAsync("T1")).State);

        await host.Gateway.WaitForStep4Async(2, TestContext.Current.CancellationToken);
        Assert.All(host.Gateway.Deliveries, delivery => Assert.True(delivery.Accepted));
        Assert.Equal(PaymentState.Captured, (await host.QueryAsync("T1")).State);
    }

    [Fact(Timeout = 60_000)]
    public async Task Contradicting_callbacks_make_the_state_unknown_before_an_answer_is_returned()
    {
        await using var host = await DesjardinsHost.StartAsync(services: PairingRouter.Register);
        host.Approve("T1");
        host.Gateway.CallbackFaults.Next(SimulatedDipsFault.ContradictingCallback);

        var result = await host.QueryAsync("T1");

        Assert.Equal((LookupOutcome.Answered, PaymentState.Unknown, Finality.Unknown), (result.Outcome, result.State, result.Finality));
        Assert.Equal(StatusAnomalyKind.ContradictoryFields, Assert.Single(result.Anomalies).Kind);
    }

    [Fact(Timeout = 60_000)]
    public async Task Contradiction_after_the_answer_changes_nothing_and_is_acknowledged()
    {
        await using var host = await DesjardinsHost.StartAsync();
        host.Approve("T1");
        host.Gateway.CallbackFaults.Next(SimulatedDipsFault.ContradictingCallback);

        var result = await host.QueryAsync("T1");
        await host.Gateway.WaitForStep4Async(2, TestContext.Current.CancellationToken);

        // The two may also have been seen together.
        Assert.True(result.State is PaymentState.Captured or PaymentState.Unknown);
        Assert.All(host.Gateway.Deliveries, delivery => Assert.True(delivery.Accepted));
    }

    [Fact(Timeout = 60_000)]
    public async Task Callback_with_unrequested_targets_answers_the_requested_ones()
    {
        await using var host = await DesjardinsHost.StartAsync();
        host.Approve("T1");
        host.Gateway.CallbackFaults.Next(SimulatedDipsFault.UnrequestedTransactions);

        Assert.Equal(PaymentState.Captured, (await host.QueryAsync("T1")).State);
        Assert.Equal(PaymentState.Captured, (await host.QueryAsync("T1")).State);
    }

    [Fact(Timeout = 60_000)]
    public async Task Host_restart_during_an_exchange_fails_the_query_and_the_next_works()
    {
        await using var host = await DesjardinsHost.StartAsync();
        host.Approve("T1");
        var hold = new FaultHold();
        host.Gateway.CallbackFaults.Next(SimulatedFault.Hold(hold));
        var lost = host.QueryAsync("T1");
        await host.Gateway.WaitForExchangesAsync(1, TestContext.Current.CancellationToken);

        await host.RestartAsync();
        hold.Release();
        await host.Gateway.WaitForStep4Async(1, TestContext.Current.CancellationToken);

        // A genuine message without a waiting exchange in this process.
        Assert.True(Assert.Single(host.Gateway.Deliveries).Accepted);
        Assert.False(lost.IsCompleted);
        Assert.Equal(PaymentState.Captured, (await host.QueryAsync("T1")).State);
        Assert.Equal(0, host.Gateway.OverlapsSeen);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("reset")]
    [InlineData("halfway")]
    [InlineData("500")]
    [InlineData("html")]
    public async Task Failed_reply_after_the_request_is_ignored_when_step_four_arrives(string fault)
    {
        await using var host = await DesjardinsHost.StartAsync();
        host.Approve("T1");
        host.Gateway.StatusFaults.Next(fault switch
        {
            "reset" => SimulatedFault.ResetBeforeAnswer,
            "halfway" => SimulatedFault.ResetHalfway,
            "500" => SimulatedFault.Status(500),
            _ => SimulatedFault.HtmlPage,
        });

        Assert.Equal(PaymentState.Captured, (await host.QueryAsync("T1")).State);
        Assert.Equal(PaymentState.Captured, (await host.QueryAsync("T1")).State);
        Assert.Equal((2, 0), (host.Gateway.Exchanges, host.Gateway.OverlapsSeen));
    }

    [Fact(Timeout = 60_000)]
    public async Task Reset_after_the_request_without_step_four_is_not_repeated()
    {
        var clock = new ManualTimeProvider();
        await using var host = await DesjardinsHost.StartAsync(clock: clock);
        host.Approve("T1");
        host.Gateway.StatusFaults.Next(SimulatedFault.ResetBeforeAnswer);
        host.Gateway.CallbackFaults.Next(SimulatedDipsFault.NoCallback);

        var failing = host.FailAsync("T1");
        await host.Gateway.WaitForExchangesAsync(1, TestContext.Current.CancellationToken);
        await clock.AdvanceWhenScheduledAsync(DesjardinsHost.CallbackTimeout, TestContext.Current.CancellationToken);

        Assert.Equal(TransactionStatusErrorKind.CallbackTimeout, (await failing).Kind);
        Assert.Equal(1, host.Gateway.Exchanges);
        await AskAgainAsync(host, clock);
    }

    [Fact(Timeout = 60_000)]
    public async Task Failed_login_is_repeated_with_a_new_id()
    {
        await using var host = await DesjardinsHost.StartAsync();
        host.Approve("T1");
        host.Gateway.LoginFaults.Next(SimulatedFault.ResetBeforeAnswer, SimulatedFault.TruncatedBody);

        Assert.Equal(PaymentState.Captured, (await host.QueryAsync("T1")).State);
        Assert.Equal((4, 1), (host.Gateway.ReceivedCount, host.Gateway.Exchanges));
    }

    [Fact(Timeout = 60_000)]
    public async Task Hanging_login_is_a_timeout()
    {
        var clock = new ManualTimeProvider();
        await using var host = await DesjardinsHost.StartAsync(change: options => options.MaxRetries = 0, clock: clock);
        host.Approve("T1");
        var hold = new FaultHold();
        host.Gateway.LoginFaults.Next(SimulatedFault.Hold(hold));

        var failing = host.FailAsync("T1");
        await hold.WaitForArrivalsAsync(1, TestContext.Current.CancellationToken);
        await clock.AdvanceWhenScheduledAsync(DesjardinsDefaults.StepTimeout, TestContext.Current.CancellationToken);

        Assert.Equal(TransactionStatusErrorKind.Timeout, (await failing).Kind);
        Assert.Equal(PaymentState.Captured, (await host.QueryAsync("T1")).State);
    }

    private static async Task TimesOutAsync(SimulatedFault fault)
    {
        var clock = new ManualTimeProvider();
        await using var host = await DesjardinsHost.StartAsync(clock: clock);
        host.Approve("T1");
        host.Gateway.CallbackFaults.Next(fault);

        var failing = host.FailAsync("T1");
        await host.Gateway.WaitForExchangesAsync(1, TestContext.Current.CancellationToken);
        if (fault != SimulatedDipsFault.NoCallback) await host.Gateway.WaitForStep4Async(1, TestContext.Current.CancellationToken);
        await clock.AdvanceWhenScheduledAsync(DesjardinsHost.CallbackTimeout, TestContext.Current.CancellationToken);

        Assert.Equal(TransactionStatusErrorKind.CallbackTimeout, (await failing).Kind);
        Assert.DoesNotContain(host.Gateway.Deliveries, delivery => delivery.StatusCode == 400);
        await AskAgainAsync(host, clock);
    }

    // The lock is held until no late message can arrive.
    private static async Task AskAgainAsync(DesjardinsHost host, ManualTimeProvider clock)
    {
        var before = host.Gateway.Exchanges;
        var next = host.QueryAsync("T1");
        await clock.WaitForTimerAsync(left => left == TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.Equal(before, host.Gateway.Exchanges);
        clock.Advance(CloseDelay);

        Assert.Equal(PaymentState.Captured, (await next).State);
        Assert.Equal((before + 1, 0), (host.Gateway.Exchanges, host.Gateway.OverlapsSeen));
    }
}
