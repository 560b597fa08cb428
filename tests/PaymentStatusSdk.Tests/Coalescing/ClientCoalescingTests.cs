using System.Diagnostics;
using PaymentStatusSdk.Tests.Kit;

namespace PaymentStatusSdk.Tests.Coalescing;

/// <summary>Coalescing through a registered client: ten transactions per exchange, one exchange at a time.</summary>
public sealed class ClientCoalescingTests
{
    private static readonly AsyncLocal<string?> Ambient = new();

    [Fact]
    public async Task Thousand_concurrent_queries_are_answered_one_exchange_at_a_time()
    {
        var adapter = new KitAdapter(pendingQueries: 10)
        {
            Run = async (exchange, _) =>
            {
                await Task.Yield();
                foreach (var pendingQuery in exchange.Seal()) pendingQuery.Complete(KitAdapter.Captured(pendingQuery.Query));
                await Task.Yield();
            },
        };
        using var host = new KitHost(adapter, options => options.MaxConcurrentExchanges = 1);

        var callers = new List<Task<TransactionStatusResult>>();
        for (var i = 0; i < 1_000; i++) callers.Add(host.QueryAsync($"T{i}"));
        var results = await Task.WhenAll(callers);

        // The size of each exchange depends on the race between the callers and its sealing.
        Assert.Equal(1, adapter.MaxParallel);
        Assert.All(results, (result, i) => Assert.Equal($"T{i}", result.GatewayReference));
        Assert.InRange(adapter.Attempts, 100, 1_000);
    }

    [Fact]
    public async Task Thousand_queries_that_wait_for_one_exchange_need_at_most_101_exchanges()
    {
        var release = new TaskCompletionSource();
        var adapter = new KitAdapter(pendingQueries: 10)
        {
            Run = async (exchange, _) =>
            {
                var pendingQueries = exchange.Seal();
                await release.Task;
                foreach (var pendingQuery in pendingQueries) pendingQuery.Complete(KitAdapter.Captured(pendingQuery.Query));
            },
        };
        using var host = new KitHost(adapter, options => options.MaxConcurrentExchanges = 1);

        var callers = Enumerable.Range(0, 1_000).Select(i => host.QueryAsync($"T{i}")).ToArray();
        release.SetResult();
        await Task.WhenAll(callers);

        Assert.Equal(1, adapter.MaxParallel);
        Assert.InRange(adapter.Attempts, 100, 101);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public async Task Ten_thousand_queued_queries_that_fail_at_once_do_not_overflow_the_stack(int pendingQueries)
    {
        var release = new TaskCompletionSource();
        var adapter = new KitAdapter(pendingQueries)
        {
            Run = (exchange, _) =>
            {
                if (!release.Task.IsCompleted) return release.Task;
                exchange.Seal();
                throw new TransactionStatusException(TransactionStatusErrorKind.Rejected, "no");
            },
        };
        using var host = new KitHost(adapter, options =>
        {
            options.MaxConcurrentExchanges = 1;
            options.QueueLimit = 100_000;
        });

        var callers = Enumerable.Range(0, 10_000).Select(i => host.QueryAsync($"T{i}")).ToArray();
        release.SetException(new TransactionStatusException(TransactionStatusErrorKind.Rejected, "no"));
        await Task.WhenAll(callers).ContinueWith(_ => { }, TaskScheduler.Default);

        Assert.All(callers, pending => Assert.IsType<TransactionStatusException>(pending.Exception!.InnerException));
        Assert.Equal(callers.Length, callers.Select(pending => pending.Exception!.InnerException).Distinct().Count());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Exchange_carries_no_context_of_a_caller(bool fromTheQueue)
    {
        var seen = new List<(string?, Activity?, SynchronizationContext?)>();
        var release = new TaskCompletionSource();
        var adapter = new KitAdapter
        {
            Run = async (exchange, _) =>
            {
                seen.Add((Ambient.Value, Activity.Current, SynchronizationContext.Current));
                await release.Task.ConfigureAwait(false);
                seen.Add((Ambient.Value, Activity.Current, SynchronizationContext.Current));
                foreach (var pendingQuery in exchange.Seal()) pendingQuery.Complete(KitAdapter.Captured(pendingQuery.Query));
            },
        };
        using var host = new KitHost(adapter, options => options.MaxConcurrentExchanges = 1);
        var first = fromTheQueue ? host.QueryAsync("other") : Task.CompletedTask;
        Ambient.Value = "the caller's";
        using var activity = new Activity("the caller's").Start();
        var own = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(new SynchronizationContext());

        var pending = host.QueryAsync("T");
        var after = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(own);
        release.SetResult();
        await first;
        await pending;

        Assert.NotNull(after);
        Assert.All(seen, context => Assert.Equal((null, null, null), context));
        Assert.Equal("the caller's", Ambient.Value);
        Assert.Same(activity, Activity.Current);
    }

    [Fact]
    public async Task Retry_after_a_pause_carries_no_context_of_a_caller()
    {
        var seen = new List<string?>();
        var adapter = new KitAdapter();
        adapter.Run = (exchange, _) =>
        {
            seen.Add(Ambient.Value);
            if (seen.Count == 1) throw new TransactionStatusException(TransactionStatusErrorKind.Transport, "once");
            foreach (var pendingQuery in exchange.Seal()) pendingQuery.Complete(KitAdapter.Captured(pendingQuery.Query));
            return Task.CompletedTask;
        };
        using var host = new KitHost(adapter);
        Ambient.Value = "the caller's";

        var pending = host.QueryAsync("T");
        // The other timer is the timer of the attempt.
        await host.Clock.WaitForTimerAsync(left => left != TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Ambient.Value = "the clock's";
        host.Clock.Advance(TimeSpan.FromSeconds(2));
        await pending;

        Assert.Equal([null, null], seen);
    }

    [Fact]
    public async Task Exchange_does_not_run_on_a_callers_scheduler()
    {
        TaskScheduler? seen = null;
        var adapter = new KitAdapter();
        var answer = adapter.Run;
        adapter.Run = (exchange, token) =>
        {
            seen = TaskScheduler.Current;
            return answer(exchange, token);
        };
        using var host = new KitHost(adapter);
        var own = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;

        await Task.Factory.StartNew(() => host.QueryAsync("T"), TestContext.Current.CancellationToken, TaskCreationOptions.None, own)
            .Unwrap();

        Assert.Same(TaskScheduler.Default, seen);
    }

    [Fact]
    public async Task Cancellation_affects_only_its_caller()
    {
        var release = new TaskCompletionSource();
        var adapter = new KitAdapter
        {
            Run = async (exchange, _) =>
            {
                await release.Task;
                foreach (var pendingQuery in exchange.Seal()) pendingQuery.Complete(KitAdapter.Captured(pendingQuery.Query));
            },
        };
        using var host = new KitHost(adapter);
        using var source = new CancellationTokenSource();

        var leaves = host.QueryWith("T", source.Token);
        var stays = host.QueryAsync("T");
        await source.CancelAsync();
        var canceled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaves);
        release.SetResult();

        Assert.Equal(source.Token, canceled.CancellationToken);
        Assert.Equal(PaymentState.Captured, (await stays).State);
        Assert.Equal(1, adapter.Attempts);
    }

    [Fact]
    public async Task Cancellation_of_the_last_caller_cancels_the_attempt()
    {
        var started = new TaskCompletionSource();
        var completed = new TaskCompletionSource();
        var adapter = new KitAdapter
        {
            Run = async (exchange, token) =>
            {
                exchange.Seal();
                started.SetResult();
                try
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
                }
                finally
                {
                    completed.SetResult();
                }
            },
        };
        using var host = new KitHost(adapter);
        using var source = new CancellationTokenSource();
        var pending = host.QueryWith("T", source.Token);
        await started.Task.WaitAsync(TestContext.Current.CancellationToken);

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending);
        await completed.Task.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, adapter.Attempts);
    }

    [Fact]
    public async Task Full_queue_is_Unavailable_with_the_clients_name_and_advice()
    {
        var release = new TaskCompletionSource();
        using var host = new KitHost(new KitAdapter { Run = (_, _) => release.Task }, options =>
        {
            options.MaxConcurrentExchanges = 1;
            options.QueueLimit = 0;
        });
        var running = host.QueryAsync("A");

        var failure = await host.FailAsync("B");

        Assert.Equal(TransactionStatusErrorKind.Unavailable, failure.Kind);
        Assert.True(failure.IsTransient);
        Assert.Equal("kit", failure.ClientName);
        Assert.Contains("QueueLimit", failure.Message, StringComparison.Ordinal);
        release.SetResult();
        await Assert.ThrowsAsync<TransactionStatusException>(() => running);
    }
}
