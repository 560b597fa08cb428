using System.Diagnostics;
using PaymentStatusSdk.Tests.Kit;

namespace PaymentStatusSdk.Tests.Coalescing;

/// <summary>
/// Where callers continue: the only caller of an answered exchange on the thread on which the exchange ends, all others on the thread pool.
/// </summary>
public sealed class OnlyCallerTests
{
    private static readonly AsyncLocal<string?> Ambient = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Only_caller_has_continued_when_its_exchange_has_ended(bool hasToken)
    {
        var rig = new CoalescingRig();
        using var source = new CancellationTokenSource();
        var continued = false;
        var caller = ContinueAsync(rig.EnqueueWith("A", hasToken ? source.Token : CancellationToken.None), () => continued = true);
        var exchange = (await rig.NextAsync()).Seal();
        exchange.Answer("A");
        Assert.False(continued);

        var hasContinued = await OnThePool(() =>
        {
            exchange.End();
            return continued;
        });

        Assert.True(hasContinued);
        await caller;
    }

    [Fact(Timeout = 60_000)]
    public async Task Only_caller_of_an_exchange_for_several_queries_does_not_block_the_exchange()
    {
        var rig = new CoalescingRig(pendingQueries: 10);
        using var answered = new ManualResetEventSlim();
        var caller = ContinueAsync(rig.Enqueue("A"), answered.Wait);
        var exchange = (await rig.NextAsync()).Seal();

        await OnThePool(() => exchange.Answer("A"));
        answered.Set();

        await caller;
        exchange.End();
    }

    [Theory(Timeout = 60_000)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    public async Task Caller_that_blocks_delays_neither_the_other_callers_nor_the_end_of_their_exchange(int blocks, bool hasTokens)
    {
        var rig = new CoalescingRig();
        using var source = new CancellationTokenSource();
        using var othersContinued = new ManualResetEventSlim();
        using var ended = new ManualResetEventSlim();
        var token = hasTokens ? source.Token : CancellationToken.None;
        var callers = Enumerable.Range(0, 2).Select(i => ContinueAsync(rig.EnqueueWith("A", token), () =>
        {
            if (i != blocks) othersContinued.Set();
            else WaitHandle.WaitAll([othersContinued.WaitHandle, ended.WaitHandle]);
        })).ToArray();
        var exchange = await rig.NextAsync();

        await OnThePool(() => exchange.AnswerAllAndEnd());
        ended.Set();

        await Task.WhenAll(callers);
    }

    [Fact(Timeout = 60_000)]
    public async Task Caller_that_joined_one_that_has_left_does_not_continue_inside_the_end_of_the_exchange()
    {
        var rig = new CoalescingRig();
        using var source = new CancellationTokenSource();
        using var ended = new ManualResetEventSlim();
        var leaves = rig.EnqueueWith("A", source.Token);
        var stays = ContinueAsync(rig.Enqueue("A"), ended.Wait);
        var exchange = await rig.NextAsync();

        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaves);
        await OnThePool(() => exchange.AnswerAllAndEnd());
        ended.Set();

        await stays;
        Assert.False(exchange.Exchange.AbandonedToken.IsCancellationRequested);
    }

    [Fact(Timeout = 60_000)]
    public async Task Only_caller_that_blocks_delays_no_other_exchange()
    {
        var rig = new CoalescingRig();
        using var blocking = new ManualResetEventSlim();
        using var othersAnswered = new ManualResetEventSlim();
        var first = ContinueAsync(rig.Enqueue("A"), () =>
        {
            blocking.Set();
            othersAnswered.Wait();
        });
        var queued = rig.Enqueue("B");
        var exchange = await rig.NextAsync();

        var end = OnThePool(() => exchange.AnswerAllAndEnd());
        blocking.Wait(TestContext.Current.CancellationToken);
        var equal = rig.Enqueue("A");
        (await rig.NextAsync()).AnswerAllAndEnd();
        await queued;
        (await rig.NextAsync()).AnswerAllAndEnd();
        await equal;
        Assert.Equal((0, 0), (rig.Queue.RunningExchanges, rig.Queue.QueueLength));
        othersAnswered.Set();

        await Task.WhenAll(first, end);
    }

    [Fact(Timeout = 60_000)]
    public async Task Only_caller_does_not_block_a_thread_that_is_not_of_the_thread_pool()
    {
        var rig = new CoalescingRig();
        using var ended = new ManualResetEventSlim();
        var caller = ContinueAsync(rig.Enqueue("A"), ended.Wait);
        var exchange = await rig.NextAsync();

        await Task.Factory.StartNew(
            exchange.AnswerAllAndEnd, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        ended.Set();

        await caller;
    }

    [Fact(Timeout = 60_000)]
    public async Task Only_caller_of_a_failed_exchange_does_not_block_its_end()
    {
        // The failure may be the reaction to a canceled token, so that the exchange ends inside the call of Cancel.
        var rig = new CoalescingRig();
        using var ended = new ManualResetEventSlim();
        var caller = ContinueAsync(rig.Enqueue("A"), ended.Wait);
        var exchange = (await rig.NextAsync()).Seal();

        await OnThePool(() => exchange.Fail(new TransactionStatusException(TransactionStatusErrorKind.Timeout, "too late")));
        ended.Set();

        await caller;
    }

    [Fact]
    public async Task Exception_of_the_only_callers_code_stays_with_the_caller()
    {
        var rig = new CoalescingRig();
        var caller = ContinueAsync(rig.Enqueue("A"), () => throw new InvalidTimeZoneException("the caller's"));
        var exchange = await rig.NextAsync();

        await OnThePool(() => exchange.AnswerAllAndEnd());

        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => caller);
        Assert.Equal(0, rig.Queue.RunningExchanges);
        var next = rig.Enqueue("A");
        (await rig.NextAsync()).AnswerAllAndEnd();
        Assert.Null((await next).Failure);
    }

    [Fact]
    public async Task Only_caller_keeps_its_own_context_and_leaves_none_behind()
    {
        var release = new TaskCompletionSource();
        var adapter = new KitAdapter
        {
            Run = async (exchange, _) =>
            {
                var pendingQuery = exchange.Seal()[0];
                await release.Task.ConfigureAwait(false);
                pendingQuery.Complete(KitAdapter.Captured(pendingQuery.Query));
            },
        };
        using var host = new KitHost(adapter);
        using var activity = new Activity("the caller's").Start();
        Ambient.Value = "the caller's";
        (string?, Activity?, SynchronizationContext?) seen = default;
        var caller = ContinueAsync(host.QueryAsync(), () =>
        {
            seen = (Ambient.Value, Activity.Current, SynchronizationContext.Current);
            Ambient.Value = "changed";
            Activity.Current = null;
            SynchronizationContext.SetSynchronizationContext(new SynchronizationContext());
        });

        var left = await OnThePool(() =>
        {
            Ambient.Value = "the thread's";
            using var other = new Activity("the thread's").Start();
            release.SetResult();
            return (Ambient.Value, Activity.Current == other, SynchronizationContext.Current, caller.IsCompleted);
        });

        await caller;
        Assert.Equal(("the caller's", activity, null), seen);
        Assert.Equal(("the thread's", true, null, true), left);
    }

    private static async Task ContinueAsync(Task waiting, Action then)
    {
        await waiting.ConfigureAwait(false);
        then();
    }

    private static Task OnThePool(Action action) => Task.Run(action, TestContext.Current.CancellationToken);

    private static Task<T> OnThePool<T>(Func<T> action) => Task.Run(action, TestContext.Current.CancellationToken);
}
