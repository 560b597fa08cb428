using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Desjardins.Tests.EndToEnd;

/// <summary>Step 4 without an outcome of a transaction, and a lease that expires during it.</summary>
public sealed class DesjardinsReceiptTests
{
    [Fact(Timeout = 60_000)]
    public async Task Target_without_an_outcome_is_unknown_and_not_missing()
    {
        await using var host = await DesjardinsHost.StartAsync(change: options => options.MissingTransactionsGrace = TimeSpan.Zero);
        host.Gateway.CallbackFaults.Next(Posting(Account.Transaction("T1") + "<transaction id=\"T2\"/>"));

        var results = await Task.WhenAll(await DesjardinsCoalescingTests.EnqueueAsync(host, "T1", "T2", "T3"));

        Assert.Equal(PaymentState.Captured, results[0].State);
        Assert.Equal((LookupOutcome.Answered, PaymentState.Unknown), (results[1].Outcome, results[1].State));
        Assert.Equal(LookupOutcome.NotFound, results[2].Outcome);
    }

    [Fact(Timeout = 60_000)]
    public async Task Receipt_alone_is_no_answer()
    {
        var clock = new ManualTimeProvider();
        await using var host = await DesjardinsHost.StartAsync(
            change: options => options.MissingTransactionsGrace = TimeSpan.Zero, clock: clock);
        host.Gateway.CallbackFaults.Next(Posting("<transaction id=\"T1\"/>"));

        var failing = host.FailAsync("T1");
        await host.Gateway.WaitForStep4Async(1, TestContext.Current.CancellationToken);
        await clock.AdvanceWhenScheduledAsync(DesjardinsHost.CallbackTimeout, TestContext.Current.CancellationToken);

        Assert.Equal(TransactionStatusErrorKind.CallbackTimeout, (await failing).Kind);
    }

    [Fact(Timeout = 60_000)]
    public async Task Request_is_not_written_when_its_lease_would_expire_before_its_end()
    {
        var clock = new ManualTimeProvider();
        await using var host = await DesjardinsHost.StartAsync(
            options => options.TimeProvider = TimeProvider.System,
            clock: clock,
            services: services => services.AddSingleton<ICallbackRouter>(new SlowRouter(clock)));
        host.Approve("T1");

        Assert.Equal(TransactionStatusErrorKind.Timeout, (await host.FailAsync("T1")).Kind);

        Assert.Equal(0, host.Gateway.Exchanges);
    }

    private static SimulatedFault Posting(string inner) => SimulatedFault.Body(Encoding.ASCII.GetString(Account.Document(inner)));

    private sealed class SlowRouter(ManualTimeProvider clock) : ICallbackRouter
    {
        public ValueTask<ICallbackMailbox> OpenAsync(string id, TimeSpan expiresAfter, CancellationToken cancellationToken)
        {
            clock.Advance(DesjardinsDefaults.StepTimeout + TimeSpan.FromSeconds(1));
            return new(new Mailbox());
        }

        public ValueTask<CallbackDelivery> DeliverAsync(string id, ReadOnlyMemory<byte> message, CancellationToken cancellationToken) =>
            new(CallbackDelivery.NotOpen);

        private sealed class Mailbox : ICallbackMailbox
        {
            public async ValueTask<ReadOnlyMemory<byte>> ReceiveAsync(CancellationToken cancellationToken)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
                return default;
            }

            public ValueTask DisposeAsync() => default;
        }
    }
}
