using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Tests.Coalescing;

public sealed class CallerCancellationTests
{
    [Fact]
    public async Task Caller_canceled_beforehand_never_joins()
    {
        var rig = new CoalescingRig();
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        var caller = rig.EnqueueWith("A", source.Token);

        await AssertCanceledAsync(caller, source.Token);
        Assert.Equal(0, rig.Queue.RunningExchanges);
    }

    [Fact]
    public async Task Canceled_caller_removes_its_query_and_timer_from_the_queue()
    {
        var rig = new CoalescingRig();
        using var source = new CancellationTokenSource();
        var running = rig.Enqueue("A");
        var caller = rig.EnqueueWith("B", source.Token);

        await source.CancelAsync();

        await AssertCanceledAsync(caller, source.Token);
        Assert.Equal(0, rig.Queue.QueueLength);
        Assert.Equal(0, rig.Clock.ActiveTimers);
        (await rig.NextAsync()).AnswerAllAndEnd();
        await running;
        Assert.Equal(0, rig.Queue.RunningExchanges);
    }

    [Fact]
    public async Task Canceled_caller_leaves_a_shared_query_to_the_others()
    {
        var rig = new CoalescingRig();
        using var source = new CancellationTokenSource();
        _ = rig.Enqueue("A");
        var stays = rig.Enqueue("B");
        var leaves = rig.EnqueueWith("B", source.Token);

        await source.CancelAsync();

        await AssertCanceledAsync(leaves, source.Token);
        (await rig.NextAsync()).AnswerAllAndEnd();
        (await rig.NextAsync()).AnswerAllAndEnd();
        Assert.Null((await stays).Failure);
    }

    [Fact]
    public async Task Code_of_a_canceled_caller_does_not_run_inside_the_cancellation()
    {
        var rig = new CoalescingRig();
        using var source = new CancellationTokenSource();
        using var cancellationReturned = new ManualResetEventSlim();
        var caller = rig.EnqueueWith("A", source.Token);
        var continued = caller.ContinueWith(
            _ => cancellationReturned.Wait(TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

        // A continuation inside the call would wait for the call itself.
        await Task.Factory.StartNew(
            source.Cancel, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        cancellationReturned.Set();

        await continued;
    }

    [Fact]
    public async Task Query_of_a_caller_canceled_before_sealing_is_not_sent()
    {
        var rig = new CoalescingRig(pendingQueries: 10);
        using var source = new CancellationTokenSource();
        var stays = rig.Enqueue("A");
        var leaves = rig.EnqueueWith("B", source.Token);

        await source.CancelAsync();

        await AssertCanceledAsync(leaves, source.Token);
        var exchange = (await rig.NextAsync()).Seal();
        Assert.Equal(["A"], exchange.Ids);
        exchange.AnswerAllAndEnd();
        await stays;
    }

    [Fact]
    public async Task Caller_canceled_after_sealing_leaves_the_exchange_running_for_the_others()
    {
        var rig = new CoalescingRig(pendingQueries: 10);
        using var source = new CancellationTokenSource();
        var stays = rig.Enqueue("A");
        var leaves = rig.EnqueueWith("B", source.Token);
        var exchange = (await rig.NextAsync()).Seal();

        await source.CancelAsync();

        await AssertCanceledAsync(leaves, source.Token);
        Assert.False(exchange.Exchange.AbandonedToken.IsCancellationRequested);
        exchange.AnswerAllAndEnd();
        Assert.Null((await stays).Failure);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(10, true)]
    [InlineData(10, false)]
    public async Task Cancellation_of_the_last_caller_cancels_the_exchange_and_an_equal_query_gets_a_new_one(
        int pendingQueries, bool isSealed)
    {
        var rig = new CoalescingRig(pendingQueries);
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();
        var callers = new[] { rig.EnqueueWith("A", first.Token), rig.EnqueueWith("A", second.Token) };
        var exchange = await rig.NextAsync();
        if (isSealed) exchange.Seal();

        await first.CancelAsync();
        Assert.False(exchange.Exchange.AbandonedToken.IsCancellationRequested);
        await second.CancelAsync();
        Assert.True(exchange.Exchange.AbandonedToken.IsCancellationRequested);
        var fresh = rig.Enqueue("A");
        if (!isSealed) Assert.Throws<OperationCanceledException>(() => exchange.Seal());
        exchange.Fail(new OperationCanceledException(exchange.Exchange.AbandonedToken));

        await AssertCanceledAsync(callers[0], first.Token);
        await AssertCanceledAsync(callers[1], second.Token);
        (await rig.NextAsync()).AnswerAllAndEnd();
        Assert.Null((await fresh).Failure);
    }

    [Fact]
    public async Task Exchange_without_callers_is_canceled_even_when_its_other_queries_were_answered()
    {
        var rig = new CoalescingRig(pendingQueries: 10);
        using var source = new CancellationTokenSource();
        var answered = rig.Enqueue("A");
        var leaves = rig.EnqueueWith("B", source.Token);
        var exchange = (await rig.NextAsync()).Seal();
        exchange.Answer("A");
        await answered;

        await source.CancelAsync();

        Assert.True(exchange.Exchange.AbandonedToken.IsCancellationRequested);
        await AssertCanceledAsync(leaves, source.Token);
        exchange.End();
    }

    [Fact]
    public async Task Caller_of_an_answered_query_does_not_wait_for_the_end_of_the_exchange()
    {
        var rig = new CoalescingRig(pendingQueries: 1);
        using var source = new CancellationTokenSource();
        var caller = rig.EnqueueWith("A", source.Token);
        var exchange = (await rig.NextAsync()).Seal();
        exchange.Answer("A");

        await source.CancelAsync();

        await AssertCanceledAsync(caller, source.Token);
        exchange.End();
    }

    [Fact]
    public async Task Cancellation_after_completion_changes_nothing()
    {
        var rig = new CoalescingRig();
        using var source = new CancellationTokenSource();
        var caller = rig.EnqueueWith("A", source.Token);
        (await rig.NextAsync()).AnswerAllAndEnd();
        await caller;

        await source.CancelAsync();

        Assert.True(caller.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Throwing_cancellation_callback_of_the_exchange_does_not_reach_the_canceled_caller()
    {
        var rig = new CoalescingRig();
        using var source = new CancellationTokenSource();
        var caller = rig.EnqueueWith("A", source.Token);
        var exchange = (await rig.NextAsync()).Seal();
        exchange.Exchange.AbandonedToken.Register(() => throw new InvalidOperationException("not the caller's business"));

        await source.CancelAsync();

        await AssertCanceledAsync(caller, source.Token);
        exchange.End();
    }

    [Theory(Timeout = 60_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Hundred_thousand_callers_of_one_query_cancel_in_linear_time(bool hasJoined)
    {
        // Quadratic cost would be 5,000,000,000 steps, which would take minutes.
        var rig = new CoalescingRig();
        using var source = new CancellationTokenSource();
        if (!hasJoined) _ = rig.Enqueue("A");
        var callers = Enumerable.Range(0, 100_000).Select(_ => rig.EnqueueWith("B", source.Token)).ToArray();

        await source.CancelAsync();

        await Task.WhenAll(callers).ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.All(callers, caller => Assert.True(caller.IsCanceled));
        Assert.Equal(0, rig.Queue.QueueLength);
    }

    private static async Task AssertCanceledAsync(Task<PendingQuery> caller, CancellationToken token)
    {
        var canceled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => caller);
        Assert.Equal(token, canceled.CancellationToken);
    }
}
