using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Desjardins.Tests.EndToEnd;

/// <summary>A mailbox that cannot be opened in time, and one that fails while the exchange waits for step 4.</summary>
public sealed class DesjardinsMailboxTests
{
    [Fact(Timeout = 60_000)]
    public async Task Attempt_that_ends_while_the_mailbox_is_opened_is_a_timeout_and_sends_no_query()
    {
        var clock = new ManualTimeProvider();
        var router = new HangingRouter();
        await using var host = await DesjardinsHost.StartAsync(
            change: options => options.MaxRetries = 0, clock: clock,
            services: services => services.AddSingleton<ICallbackRouter>(router));
        host.Approve("T1");

        var failing = host.FailAsync("T1");
        await router.Opening.WaitAsync(TestContext.Current.CancellationToken);
        await clock.AdvanceWhenScheduledAsync(DesjardinsDefaults.AttemptTimeout, TestContext.Current.CancellationToken);

        Assert.Equal(TransactionStatusErrorKind.Timeout, (await failing).Kind);
        Assert.Equal(0, host.Gateway.Exchanges);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Mailbox_that_fails_during_the_wait_fails_the_query_immediately(bool isCanceled)
    {
        await using var host = await DesjardinsHost.StartAsync(
            services: services => services.AddSingleton<ICallbackRouter>(new BrokenRouter(isCanceled)));
        host.Approve("T1");

        var failure = await host.FailAsync("T1");

        Assert.Equal(TransactionStatusErrorKind.Unknown, failure.Kind);
        Assert.Contains("Waiting for the gateway's POST failed", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(FailingRouter.Canary, failure.ToString(), StringComparison.Ordinal);
    }

    private sealed class HangingRouter : ICallbackRouter
    {
        private readonly TaskCompletionSource _opening = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Opening => _opening.Task;

        public async ValueTask<ICallbackMailbox> OpenAsync(string id, TimeSpan expiresAfter, CancellationToken cancellationToken)
        {
            _opening.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            throw new NotSupportedException();
        }

        public ValueTask<CallbackDelivery> DeliverAsync(string id, ReadOnlyMemory<byte> message, CancellationToken cancellationToken) =>
            new(CallbackDelivery.NotOpen);
    }

    private sealed class BrokenRouter(bool isCanceled) : ICallbackRouter
    {
        public ValueTask<ICallbackMailbox> OpenAsync(string id, TimeSpan expiresAfter, CancellationToken cancellationToken) =>
            new(new Mailbox(isCanceled));

        public ValueTask<CallbackDelivery> DeliverAsync(string id, ReadOnlyMemory<byte> message, CancellationToken cancellationToken) =>
            new(CallbackDelivery.NotOpen);
    }

    private sealed class Mailbox(bool isCanceled) : ICallbackMailbox
    {
        public ValueTask<ReadOnlyMemory<byte>> ReceiveAsync(CancellationToken cancellationToken) => isCanceled
            ? ValueTask.FromCanceled<ReadOnlyMemory<byte>>(new CancellationToken(canceled: true))
            : ValueTask.FromException<ReadOnlyMemory<byte>>(new InvalidOperationException(FailingRouter.Canary));

        public ValueTask DisposeAsync() => default;
    }
}
