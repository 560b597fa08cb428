namespace PaymentStatusSdk.Tests.Coalescing;

/// <summary>Which exchange a query joins when there is more than one, and what a query that has left does not change.</summary>
public sealed class QueryPlacementTests
{
    [Fact]
    public async Task Equal_query_after_sealing_runs_concurrently_where_the_gateway_allows_it()
    {
        var rig = new CoalescingRig(atOnce: 2);
        var first = rig.Enqueue("A");
        var running = (await rig.NextAsync()).Seal();

        var second = rig.Enqueue("A");

        Assert.Equal((2, 0), (rig.Queue.RunningExchanges, rig.Queue.QueueLength));
        (await rig.NextAsync()).AnswerAllAndEnd();
        Assert.Null((await second).Failure);
        Assert.False(first.IsCompleted);
        running.AnswerAllAndEnd();
        await first;
    }

    [Fact]
    public async Task Query_joins_the_open_exchange_after_a_full_one_was_sealed()
    {
        var rig = new CoalescingRig(pendingQueries: 2, atOnce: 2);
        var callers = new[] { rig.Enqueue("A"), rig.Enqueue("B"), rig.Enqueue("C") };
        var (full, open) = (await rig.NextAsync(), await rig.NextAsync());
        if (full.Exchange.PendingQueries.Length == 1) (full, open) = (open, full);
        full.Seal();

        var last = rig.Enqueue("D");

        Assert.Equal(["A", "B"], full.Ids);
        Assert.Equal(["C", "D"], open.Seal().Ids);
        full.AnswerAllAndEnd();
        open.AnswerAllAndEnd();
        await Task.WhenAll(callers);
        await last;
    }

    [Fact]
    public async Task Free_place_in_an_exchange_that_was_full_does_not_replace_the_open_exchange()
    {
        var rig = new CoalescingRig(pendingQueries: 2, atOnce: 2);
        using var leaves = new CancellationTokenSource();
        var first = rig.Enqueue("A");
        var left = rig.EnqueueWith("B", leaves.Token);
        var full = await rig.NextAsync();
        var third = rig.Enqueue("C");
        var open = await rig.NextAsync();
        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);

        var last = rig.Enqueue("D");

        Assert.Equal(["A"], full.Seal().Ids);
        Assert.Equal(["C", "D"], open.Seal().Ids);
        full.AnswerAllAndEnd();
        open.AnswerAllAndEnd();
        await Task.WhenAll(first, third, last);
    }

    [Fact(Timeout = 60_000)]
    public async Task Held_query_joins_an_open_exchange_when_its_own_has_ended()
    {
        var rig = new CoalescingRig(pendingQueries: 10, atOnce: 8, onePerTransaction: true);
        _ = rig.Enqueue("A");
        var running = (await rig.NextAsync()).Seal();
        var other = rig.Enqueue("B");
        var open = await rig.NextAsync();
        var held = rig.Enqueue("A");

        running.AnswerAllAndEnd();
        await WaitForQueueAsync(rig);

        Assert.Equal(["B", "A"], open.Seal().Ids);
        Assert.Equal(0, rig.Clock.ActiveTimers);
        open.AnswerAllAndEnd();
        await Task.WhenAll(other, held);
        Assert.Equal(2, rig.Running);
    }

    [Fact]
    public async Task Queries_that_join_an_exchange_from_the_queue_have_no_timer_any_more()
    {
        var rig = new CoalescingRig(pendingQueries: 3);
        var callers = Enumerable.Range(0, 3).Select(i => rig.Enqueue($"T{i}")).ToArray();
        var first = (await rig.NextAsync()).Seal();
        var queued = Enumerable.Range(3, 2).Select(i => rig.Enqueue($"T{i}")).ToArray();
        Assert.Equal(2, rig.Clock.ActiveTimers);

        first.AnswerAllAndEnd();
        var second = (await rig.NextAsync()).Seal();

        Assert.Equal(["T3", "T4"], second.Ids);
        Assert.Equal(0, rig.Clock.ActiveTimers);
        second.AnswerAllAndEnd();
        await Task.WhenAll(callers);
        await Task.WhenAll(queued);
    }

    [Fact]
    public async Task Query_that_joins_the_exchange_of_a_raised_limit_at_once_has_no_timer()
    {
        var rig = new CoalescingRig(pendingQueries: 2);
        var first = rig.Enqueue("A");
        var running = (await rig.NextAsync()).Seal();
        var second = rig.Enqueue("B");
        rig.Limits = rig.Limits with { MaxConcurrentExchanges = 2 };

        var third = rig.Enqueue("C");

        var next = (await rig.NextAsync()).Seal();
        Assert.Equal(["B", "C"], next.Ids);
        Assert.Equal(0, rig.Clock.ActiveTimers);
        running.AnswerAllAndEnd();
        next.AnswerAllAndEnd();
        await Task.WhenAll(first, second, third);
    }

    [Fact]
    public async Task Query_that_has_expired_does_not_affect_a_later_equal_query()
    {
        var rig = new CoalescingRig();
        var running = rig.Enqueue("A");
        var slow = rig.Enqueue("B");
        rig.Clock.Advance(TimeSpan.FromSeconds(60));
        var expired = await slow;
        var failure = expired.Failure;
        var later = rig.Enqueue("B");

        rig.Queue.Expire(expired);
        var joined = rig.Enqueue("B");

        Assert.Same(failure, expired.Failure);
        Assert.Equal(1, rig.Queue.QueueLength);
        (await rig.NextAsync()).AnswerAllAndEnd();
        (await rig.NextAsync()).AnswerAllAndEnd();
        await running;
        Assert.Same(await later, await joined);
    }

    [Fact]
    public async Task Timer_that_fires_while_the_last_caller_of_its_query_leaves_changes_no_other_query()
    {
        var rig = new CoalescingRig(pendingQueries: 10);
        using var leaves = new CancellationTokenSource();
        var stays = rig.Enqueue("A");
        var left = rig.EnqueueWith("B", leaves.Token);
        var exchange = await rig.NextAsync();
        var gone = exchange.Exchange.PendingQueries[1];
        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);

        var second = rig.Enqueue("B");
        // The action of a timer that had fired when the caller left.
        rig.Queue.Expire(gone);
        var third = rig.Enqueue("B");

        Assert.Equal((1, 0), (rig.Queue.RunningExchanges, rig.Queue.QueueLength));
        exchange.AnswerAllAndEnd();
        Assert.Null((await stays).Failure);
        Assert.Same(await second, await third);
    }

    [Fact]
    public async Task Caller_that_is_canceled_while_its_answer_arrives_leaves_its_query_once()
    {
        var rig = new CoalescingRig(pendingQueries: 10);
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();
        var answered = rig.EnqueueWith("A", first.Token);
        var leaves = rig.EnqueueWith("B", second.Token);
        var exchange = (await rig.NextAsync()).Seal();
        // The registration that was made last is called first.
        await using var registration = first.Token.Register(() => exchange.Answer("A"));

        await first.CancelAsync();
        await answered.ContinueWith(_ => { }, TaskScheduler.Default);
        await second.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaves);
        Assert.True(exchange.Exchange.AbandonedToken.IsCancellationRequested);
        exchange.End();
    }

    [Fact]
    public async Task Cancellation_that_no_caller_requested_is_a_defect()
    {
        var rig = new CoalescingRig();
        var caller = rig.Enqueue("A");

        (await rig.NextAsync()).Fail(new OperationCanceledException("a handler's own"));

        Assert.Equal(TransactionStatusErrorKind.Unknown, (await caller).Failure!.Kind);
    }

    private static async Task WaitForQueueAsync(CoalescingRig rig)
    {
        while (rig.Queue.QueueLength > 0)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
