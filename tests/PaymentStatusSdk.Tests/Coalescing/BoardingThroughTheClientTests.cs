using System.Diagnostics;
using PaymentStatusSdk.Tests.Kit;

namespace PaymentStatusSdk.Tests.Coalescing;

/// <summary>Boarding as a user sees it: ten seats, one exchange at a time, through the registration.</summary>
public sealed class BoardingThroughTheClientTests
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

        var asks = new List<Task<TransactionStatusResult>>();
        for (var i = 0; i < 1_000; i++) asks.Add(host.AskAsync($"T{i}"));
        var results = await Task.WhenAll(asks);

        // How full each exchange gets depends on the race between those who ask and its departure.
        Assert.Equal(1, adapter.MaxParallel);
        Assert.All(results, (result, i) => Assert.Equal($"T{i}", result.GatewayReference));
        Assert.InRange(adapter.Attempts, 100, 1_000);
    }

    [Fact]
    public async Task Thousand_queries_that_wait_for_one_exchange_need_at_most_101()
    {
        var gate = new TaskCompletionSource();
        var adapter = new KitAdapter(pendingQueries: 10)
        {
            Run = async (exchange, _) =>
            {
                var pendingQueries = exchange.Seal();
                await gate.Task;
                foreach (var pendingQuery in pendingQueries) pendingQuery.Complete(KitAdapter.Captured(pendingQuery.Query));
            },
        };
        using var host = new KitHost(adapter, options => options.MaxConcurrentExchanges = 1);

        var asks = Enumerable.Range(0, 1_000).Select(i => host.AskAsync($"T{i}")).ToArray();
        gate.SetResult();
        await Task.WhenAll(asks);

        Assert.Equal(1, adapter.MaxParallel);
        Assert.InRange(adapter.Attempts, 100, 101);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public async Task Ten_thousand_queued_queries_that_fail_at_once_do_not_overflow_the_stack(int pendingQueries)
    {
        var gate = new TaskCompletionSource();
        var adapter = new KitAdapter(pendingQueries)
        {
            Run = (exchange, _) =>
            {
                if (!gate.Task.IsCompleted) return gate.Task;
                exchange.Seal();
                throw new TransactionStatusException(TransactionStatusErrorKind.Rejected, "no");
            },
        };
        using var host = new KitHost(adapter, options =>
        {
            options.MaxConcurrentExchanges = 1;
            options.QueueLimit = 100_000;
        });

        var asks = Enumerable.Range(0, 10_000).Select(i => host.AskAsync($"T{i}")).ToArray();
        gate.SetException(new TransactionStatusException(TransactionStatusErrorKind.Rejected, "no"));
        await Task.WhenAll(asks).ContinueWith(_ => { }, TaskScheduler.Default);

        Assert.All(asks, ask => Assert.IsType<TransactionStatusException>(ask.Exception!.InnerException));
        Assert.Equal(asks.Length, asks.Select(ask => ask.Exception!.InnerException).Distinct().Count());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Exchange_carries_no_context_of_a_caller(bool fromTheQueue)
    {
        var seen = new List<(string?, Activity?, SynchronizationContext?)>();
        var gate = new TaskCompletionSource();
        var adapter = new KitAdapter
        {
            Run = async (exchange, _) =>
            {
                seen.Add((Ambient.Value, Activity.Current, SynchronizationContext.Current));
                await gate.Task.ConfigureAwait(false);
                seen.Add((Ambient.Value, Activity.Current, SynchronizationContext.Current));
                foreach (var pendingQuery in exchange.Seal()) pendingQuery.Complete(KitAdapter.Captured(pendingQuery.Query));
            },
        };
        using var host = new KitHost(adapter, options => options.MaxConcurrentExchanges = 1);
        var first = fromTheQueue ? host.AskAsync("other") : Task.CompletedTask;
        Ambient.Value = "the caller's";
        using var activity = new Activity("the caller's").Start();
        var own = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(new SynchronizationContext());

        var ask = host.AskAsync("T");
        var after = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(own);
        gate.SetResult();
        await first;
        await ask;

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

        var ask = host.AskAsync("T");
        await host.Clock.WaitForTimerAsync(cancellationToken: TestContext.Current.CancellationToken);
        Ambient.Value = "the clock's";
        host.Clock.Advance(TimeSpan.FromSeconds(2));
        await ask;

        Assert.Equal([null, null], seen);
    }

    [Fact]
    public async Task Caller_on_a_scheduler_of_his_own_does_not_lend_it_to_the_exchange()
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

        await Task.Factory.StartNew(() => host.AskAsync("T"), TestContext.Current.CancellationToken, TaskCreationOptions.None, own)
            .Unwrap();

        Assert.Same(TaskScheduler.Default, seen);
    }

    [Fact]
    public async Task Cancellation_is_the_callers_own_and_its_neighbour_gets_the_answer()
    {
        var gate = new TaskCompletionSource();
        var adapter = new KitAdapter
        {
            Run = async (exchange, _) =>
            {
                await gate.Task;
                foreach (var pendingQuery in exchange.Seal()) pendingQuery.Complete(KitAdapter.Captured(pendingQuery.Query));
            },
        };
        using var host = new KitHost(adapter);
        using var source = new CancellationTokenSource();

        var leaves = host.AskWith("T", source.Token);
        var stays = host.AskAsync("T");
        await source.CancelAsync();
        var canceled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaves);
        gate.SetResult();

        Assert.Equal(source.Token, canceled.CancellationToken);
        Assert.Equal(PaymentState.Captured, (await stays).State);
        Assert.Equal(1, adapter.Attempts);
    }

    [Fact]
    public async Task Last_caller_who_leaves_cancels_the_attempts_token()
    {
        var ended = new TaskCompletionSource();
        var adapter = new KitAdapter
        {
            Run = async (exchange, token) =>
            {
                exchange.Seal();
                try
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
                }
                finally
                {
                    ended.SetResult();
                }
            },
        };
        using var host = new KitHost(adapter);
        using var source = new CancellationTokenSource();
        var ask = host.AskWith("T", source.Token);

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ask);
        await ended.Task.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, adapter.Attempts);
    }

    [Fact]
    public async Task Full_queue_is_Unavailable_with_the_clients_name_and_advice()
    {
        var gate = new TaskCompletionSource();
        using var host = new KitHost(new KitAdapter { Run = (_, _) => gate.Task }, options =>
        {
            options.MaxConcurrentExchanges = 1;
            options.QueueLimit = 0;
        });
        var running = host.AskAsync("A");

        var fault = await host.FailAsync("B");

        Assert.Equal(TransactionStatusErrorKind.Unavailable, fault.Kind);
        Assert.True(fault.IsTransient);
        Assert.Equal("kit", fault.ClientName);
        Assert.Contains("QueueLimit", fault.Message, StringComparison.Ordinal);
        gate.SetResult();
        await Assert.ThrowsAsync<TransactionStatusException>(() => running);
    }
}
