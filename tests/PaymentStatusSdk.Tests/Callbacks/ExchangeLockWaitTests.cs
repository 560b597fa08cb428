using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.Tests.Kit;

namespace PaymentStatusSdk.Tests.Callbacks;

/// <summary>A wait for a lock counts as queue time: it affects neither the attempt timeout nor the circuit.</summary>
public sealed class ExchangeLockWaitTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);
    private static readonly TimeSpan QueueTimeout = TimeSpan.FromSeconds(60);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Wait_does_not_use_up_the_attempt_timeout()
    {
        using var host = Host();
        var other = await TakeAsync(host);
        var pending = host.QueryAsync();

        await ReleaseAfterWaitAsync(host, other, seconds: 59);

        Assert.Equal(PaymentState.Captured, (await pending).State);
        Assert.Equal(1, host.Adapter.Attempts);
    }

    [Fact]
    public async Task Attempt_timeout_continues_after_the_wait()
    {
        using var host = Host();
        host.Adapter.Run = async (exchange, token) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(4), host.Clock, token);
            await EnterAsync(host, exchange, token);
            await Task.Delay(Timeout.InfiniteTimeSpan, host.Clock, token);
        };
        var other = await TakeAsync(host);
        var failing = host.FailAsync();
        await host.Clock.AdvanceWhenScheduledAsync(TimeSpan.FromSeconds(4), Ct);
        await ReleaseAfterWaitAsync(host, other, seconds: 50);

        // Ten seconds for an attempt, of which four had passed before.
        await host.Clock.WaitForTimerAsync(left => left == TimeSpan.FromSeconds(6), Ct);
        host.Clock.Advance(TimeSpan.FromSeconds(5.9));
        Assert.False(failing.IsCompleted);
        host.Clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal(TransactionStatusErrorKind.Timeout, (await failing).Kind);
    }

    [Fact]
    public async Task Second_wait_in_an_attempt_leaves_the_attempt_timeout_as_well()
    {
        using var host = Host(options => options.MaxRetries = 0);
        host.Adapter.Run = async (exchange, token) =>
        {
            await EnterAsync(host, exchange, token);
            await exchange.AcquireLockAsync(host.Services.GetRequiredService<IExchangeLock>(), "b", Longest, token);
            token.ThrowIfCancellationRequested();
            foreach (var pendingQuery in exchange.Seal()) pendingQuery.Complete(KitAdapter.Captured(pendingQuery.Query));
        };
        var other = await TakeAsync(host);
        var pending = host.QueryAsync();

        await ReleaseAfterWaitAsync(host, other, seconds: 50);

        Assert.Equal(PaymentState.Captured, (await pending).State);
        Assert.Equal(1, host.Adapter.Attempts);
    }

    [Fact]
    public async Task Wait_uses_up_neither_the_total_timeout_nor_the_timeout_of_the_next_attempt()
    {
        var timeLeft = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var host = Host(options => options.RetryDelay = TimeSpan.Zero);
        host.Adapter.Run = async (exchange, token) =>
        {
            var handle = await EnterAsync(host, exchange, token);
            await handle.ReleaseAsync(token);
            if (host.Adapter.Attempts == 1) throw new TransactionStatusException(TransactionStatusErrorKind.Transport, "cut");
            host.Clock.Advance(TimeSpan.FromSeconds(9.9));
            var isCanceledEarly = token.IsCancellationRequested;
            host.Clock.Advance(TimeSpan.FromSeconds(0.1));
            timeLeft.SetResult(!isCanceledEarly && token.IsCancellationRequested);
            token.ThrowIfCancellationRequested();
        };
        var other = await TakeAsync(host);
        var failing = host.FailAsync();

        await ReleaseAfterWaitAsync(host, other, seconds: 50);

        Assert.Equal(TransactionStatusErrorKind.Timeout, (await failing).Kind);
        Assert.Equal(2, host.Adapter.Attempts);
        Assert.True(await timeLeft.Task);
    }

    [Fact]
    public async Task Attempt_that_is_over_acquires_no_lock()
    {
        using var host = Host();
        var seen = new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Adapter.Run = async (exchange, token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, host.Clock, token).ContinueWith(_ => { }, TaskScheduler.Default);
            seen.SetResult(await Record.ExceptionAsync(() => EnterAsync(host, exchange, token).AsTask()));
            token.ThrowIfCancellationRequested();
        };
        var failing = host.FailAsync();
        await host.Clock.WaitForTimerAsync(left => left == TimeSpan.FromSeconds(10), Ct);

        host.Clock.Jump(TimeSpan.FromSeconds(11));

        Assert.Equal(TransactionStatusErrorKind.Timeout, (await failing).Kind);
        Assert.IsAssignableFrom<OperationCanceledException>(await seen.Task);
    }

    [Fact]
    public async Task Adapter_that_cancels_its_wait_gets_an_OperationCanceledException()
    {
        using var host = Host();
        await TakeAsync(host);
        host.Adapter.Run = async (exchange, token) =>
        {
            using var own = CancellationTokenSource.CreateLinkedTokenSource(token);
            var waiting = EnterAsync(host, exchange, own.Token).AsTask();
            await own.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
            foreach (var pendingQuery in exchange.Seal()) pendingQuery.Complete(KitAdapter.Captured(pendingQuery.Query));
        };

        Assert.Equal(PaymentState.Captured, (await host.QueryAsync()).State);
    }

    [Fact]
    public async Task Lock_that_cancels_without_a_request_has_failed()
    {
        using var host = Host();
        host.Adapter.Run = async (exchange, token) => await exchange.AcquireLockAsync(
            new BrokenLock(new OperationCanceledException("canary")), "lock", Longest, token);

        var failure = await host.FailAsync();

        Assert.Equal(TransactionStatusErrorKind.Unavailable, failure.Kind);
        Assert.Contains(
            "Acquiring the exchange lock failed (System.OperationCanceledException)", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Permanently_held_lock_is_Unavailable_not_retried_and_ignored_by_the_circuit()
    {
        using var host = Host();
        await TakeAsync(host);
        for (var i = 0; i < 5; i++)
        {
            var failing = host.FailAsync();
            await host.Clock.AdvanceWhenScheduledAsync(QueueTimeout, Ct);
            Assert.Equal(TransactionStatusErrorKind.Unavailable, (await failing).Kind);
            Assert.Equal(i + 1, host.Adapter.Attempts);
        }

        Assert.DoesNotContain(host.Logs.Lines, line => line.EventId.Id == 1004);
    }

    [Fact]
    public async Task Failing_lock_is_Unavailable_not_retried_and_ignored_by_the_circuit()
    {
        using var host = Host();
        host.Adapter.Run = async (exchange, token) => await exchange.AcquireLockAsync(
            new BrokenLock(new InvalidOperationException("canary")), "lock", Longest, token);
        for (var i = 0; i < 5; i++)
        {
            var failure = await host.FailAsync();

            Assert.Equal(TransactionStatusErrorKind.Unavailable, failure.Kind);
            Assert.Contains("IExchangeLock", failure.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("canary", failure.Message, StringComparison.Ordinal);
            Assert.Equal(i + 1, host.Adapter.Attempts);
        }

        Assert.DoesNotContain(host.Logs.Lines, line => line.EventId.Id == 1004);
    }

    [Fact]
    public async Task Canceled_caller_ends_the_wait()
    {
        using var host = Host();
        var other = await TakeAsync(host);
        using var cancellation = new CancellationTokenSource();
        var pending = host.QueryWith("T", cancellation.Token);
        await host.Clock.WaitForTimerAsync(left => left == QueueTimeout, Ct);

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending);
        await host.SettleAsync();
        await other.ReleaseAsync(Ct);

        Assert.Equal(PaymentState.Captured, (await host.QueryAsync()).State);
    }

    [Fact]
    public async Task Answer_is_queried_when_the_exchange_is_sealed_not_when_the_attempt_starts()
    {
        using var host = Host();
        var other = await TakeAsync(host);
        var start = host.Clock.GetUtcNow();
        var pending = host.QueryAsync();

        await ReleaseAfterWaitAsync(host, other, seconds: 30);

        Assert.Equal(start.AddSeconds(30), (await pending).AskedAt);
    }

    [Fact]
    public void Defaults_can_be_replaced()
    {
        using var host = new KitHost(new KitAdapter());

        Assert.IsType<InMemoryExchangeLock>(host.Services.GetRequiredService<IExchangeLock>());
        Assert.IsType<InMemoryCallbackRouter>(host.Services.GetRequiredService<ICallbackRouter>());
    }

    private static KitHost Host(Action<KitOptions>? configure = null)
    {
        var host = new KitHost(new KitAdapter(), options =>
        {
            (options.AttemptTimeout, options.TotalTimeout) = (TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10));
            (options.QueueTimeout, options.MaxRetries, options.CircuitMinimumThroughput) = (QueueTimeout, 3, 2);
            configure?.Invoke(options);
        });
        host.Adapter.Run = async (exchange, token) =>
        {
            var lease = await EnterAsync(host, exchange, token);
            foreach (var pendingQuery in exchange.Seal()) pendingQuery.Complete(KitAdapter.Captured(pendingQuery.Query));
            await lease.ReleaseAsync(CancellationToken.None);
        };
        return host;
    }

    private static ValueTask<IExchangeLockHandle> EnterAsync(KitHost host, GatewayExchange exchange, CancellationToken cancellationToken) =>
        exchange.AcquireLockAsync(host.Services.GetRequiredService<IExchangeLock>(), "a", Longest, cancellationToken);

    private static ValueTask<IExchangeLockHandle> TakeAsync(KitHost host) =>
        host.Services.GetRequiredService<IExchangeLock>().AcquireAsync("a", Longest, Ct);

    /// <summary>Releases the lock after the query of a host has waited some time for it.</summary>
    private static async Task ReleaseAfterWaitAsync(KitHost host, IExchangeLockHandle other, int seconds)
    {
        await host.Clock.WaitForTimerAsync(left => left == QueueTimeout, Ct);
        host.Clock.Advance(TimeSpan.FromSeconds(seconds));
        await other.ReleaseAsync(Ct);
    }

    /// <summary>A lock whose database is unavailable.</summary>
    private sealed class BrokenLock(Exception exception) : IExchangeLock
    {
        public ValueTask<IExchangeLockHandle> AcquireAsync(string key, TimeSpan maxDuration, CancellationToken cancellationToken) =>
            throw exception;
    }
}
