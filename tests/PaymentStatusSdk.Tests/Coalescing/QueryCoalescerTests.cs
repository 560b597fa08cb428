using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Tests.Coalescing;

public sealed class QueryCoalescerTests
{
    [Fact]
    public async Task Single_query_with_a_free_exchange_starts_immediately_without_a_timer()
    {
        var rig = new CoalescingRig(pendingQueries: 10);

        var caller = rig.Enqueue("A");

        var exchange = await rig.NextAsync();
        Assert.Equal(0, rig.Clock.ActiveTimers);
        exchange.AnswerAllAndEnd();
        Assert.Equal(PaymentState.Captured, (await caller).Parsed!.State);
    }

    [Fact]
    public async Task Equal_queries_before_sealing_share_a_pending_query()
    {
        var rig = new CoalescingRig();

        var first = rig.Enqueue("A");
        var second = rig.Enqueue("A");
        var exchange = await rig.NextAsync();
        exchange.AnswerAllAndEnd();

        Assert.Same(await first, await second);
        Assert.Single(exchange.PendingQueries);
        Assert.Equal(1, rig.Running);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public async Task Equal_query_after_sealing_joins_the_next_exchange(int pendingQueries)
    {
        var rig = new CoalescingRig(pendingQueries);
        var first = rig.Enqueue("A");
        var exchange = (await rig.NextAsync()).Seal();

        var second = rig.Enqueue("A");
        exchange.AnswerAllAndEnd();
        await first;
        Assert.False(second.IsCompleted);
        (await rig.NextAsync()).AnswerAllAndEnd();

        Assert.NotSame(await first, await second);
    }

    [Fact]
    public async Task Equal_queries_share_a_queued_pending_query()
    {
        var rig = new CoalescingRig();
        var running = rig.Enqueue("A");
        var first = rig.Enqueue("B");
        var second = rig.Enqueue("B");

        Assert.Equal(1, rig.Queue.QueueLength);
        (await rig.NextAsync()).AnswerAllAndEnd();
        (await rig.NextAsync()).AnswerAllAndEnd();

        await running;
        Assert.Same(await first, await second);
    }

    [Fact]
    public async Task References_equal_to_the_gateway_share_a_pending_query_and_references_of_different_kinds_never()
    {
        var rig = new CoalescingRig(pendingQueries: 10);

        var lower = rig.Queue.EnqueueAsync(TransactionQuery.ByMerchantReference("aaa"), CancellationToken.None).AsTask();
        var upper = rig.Queue.EnqueueAsync(TransactionQuery.ByMerchantReference("AAA"), CancellationToken.None);
        var byGateway = rig.Queue.EnqueueAsync(TransactionQuery.ByGatewayReference("aaa"), CancellationToken.None);
        var exchange = await rig.NextAsync();
        exchange.AnswerAllAndEnd();

        Assert.Same(await lower, await upper);
        Assert.NotSame(await lower, await byGateway);
        Assert.Equal(2, exchange.PendingQueries.Count);
    }

    [Fact]
    public async Task Different_queries_join_one_exchange_until_it_is_full()
    {
        var rig = new CoalescingRig(pendingQueries: 3);
        var callers = Enumerable.Range(0, 5).Select(i => rig.Enqueue($"T{i}")).ToArray();

        var first = (await rig.NextAsync()).Seal();
        Assert.Equal(["T0", "T1", "T2"], first.Ids);
        Assert.Equal(2, rig.Queue.QueueLength);
        first.AnswerAllAndEnd();
        var second = (await rig.NextAsync()).Seal();

        Assert.Equal(["T3", "T4"], second.Ids);
        second.AnswerAllAndEnd();
        await Task.WhenAll(callers);
    }

    [Fact]
    public async Task Concurrent_exchanges_are_limited()
    {
        var rig = new CoalescingRig(atOnce: 2);
        var callers = Enumerable.Range(0, 3).Select(i => rig.Enqueue($"T{i}")).ToArray();

        Assert.Equal((2, 1), (rig.Queue.RunningExchanges, rig.Queue.QueueLength));
        (await rig.NextAsync()).AnswerAllAndEnd();
        (await rig.NextAsync()).AnswerAllAndEnd();
        (await rig.NextAsync()).AnswerAllAndEnd();

        await Task.WhenAll(callers);
    }

    [Fact]
    public async Task Thousand_queries_with_ten_per_exchange_need_at_most_101_exchanges()
    {
        var rig = new CoalescingRig(pendingQueries: 10);
        var callers = Enumerable.Range(0, 1_000).Select(i => rig.Enqueue($"T{i}")).ToArray();
        var all = Task.WhenAll(callers);

        while (!all.IsCompleted)
        {
            var next = rig.NextAsync();
            if (await Task.WhenAny(next, all) == all) break;
            (await next).AnswerAllAndEnd();
        }

        await all;
        Assert.InRange(rig.Running, 100, 101);
    }

    [Fact]
    public async Task Full_queue_rejects_the_next_query_but_not_an_equal_one()
    {
        var rig = new CoalescingRig(queueLimit: 1);
        var running = rig.Enqueue("A");
        var waiting = rig.Enqueue("B");

        var equal = rig.Enqueue("B");
        var refused = Assert.Throws<TransactionStatusException>(() => { _ = rig.Enqueue("C"); });

        Assert.Equal(TransactionStatusErrorKind.Unavailable, refused.Kind);
        (await rig.NextAsync()).AnswerAllAndEnd();
        (await rig.NextAsync()).AnswerAllAndEnd();
        await Task.WhenAll(running, waiting, equal);
        Assert.Equal(0, rig.Queue.RunningExchanges);
    }

    [Fact]
    public async Task Queue_timeout_fails_only_the_waiting_query()
    {
        var rig = new CoalescingRig();
        var running = rig.Enqueue("A");
        var slow = rig.Enqueue("B");

        rig.Clock.Advance(TimeSpan.FromSeconds(30));
        var later = rig.Enqueue("C");
        rig.Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(TransactionStatusErrorKind.Unavailable, (await slow).Failure!.Kind);
        Assert.False(later.IsCompleted);
        Assert.Equal(1, rig.Queue.QueueLength);
        (await rig.NextAsync()).AnswerAllAndEnd();
        Assert.Equal(["C"], (await rig.NextAsync()).Seal().Ids);
        await running;
        Assert.Equal(0, rig.Clock.ActiveTimers);
    }

    [Fact]
    public async Task Timer_that_fires_while_its_query_joins_an_exchange_fails_no_caller()
    {
        var rig = new CoalescingRig();
        _ = rig.Enqueue("A");
        var caller = rig.Enqueue("B");
        (await rig.NextAsync()).AnswerAllAndEnd();
        var exchange = await rig.NextAsync();

        // The action of a timer that had fired when the query left the queue.
        rig.Queue.Expire(exchange.Seal().PendingQueries[0]);
        exchange.AnswerAllAndEnd();

        Assert.Null((await caller).Failure);
    }

    [Fact]
    public async Task Queries_of_one_exchange_are_answered_one_by_one()
    {
        var rig = new CoalescingRig(pendingQueries: 10);
        var first = rig.Enqueue("A");
        var second = rig.Enqueue("B");
        var exchange = (await rig.NextAsync()).Seal();

        exchange.Answer("A");
        Assert.Equal("A", (await first).Query.GatewayReference);
        Assert.False(second.IsCompleted);
        exchange.Answer("B");

        await second;
        exchange.End();
    }

    [Fact]
    public async Task Second_answer_to_a_query_is_ignored()
    {
        var rig = new CoalescingRig(pendingQueries: 10);
        var caller = rig.Enqueue("A");
        var exchange = (await rig.NextAsync()).Seal();

        exchange.Answer("A");
        exchange.PendingQueries[0].Complete(new ParsedStatus { Outcome = LookupOutcome.NotFound });
        exchange.PendingQueries[0].Fail(new TransactionStatusException(TransactionStatusErrorKind.Timeout, "late"));

        var pendingQuery = await caller;
        Assert.Null(pendingQuery.Failure);
        Assert.Equal(LookupOutcome.Answered, pendingQuery.Parsed!.Outcome);
        exchange.End();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public async Task Exchange_that_ends_without_answers_fails_its_queries_as_InvalidResponse(int pendingQueries)
    {
        var rig = new CoalescingRig(pendingQueries);
        var caller = rig.Enqueue("A");

        (await rig.NextAsync()).End();

        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, (await caller).Failure!.Kind);
        _ = rig.Enqueue("A");
        await rig.NextAsync();
    }

    [Fact]
    public async Task Failure_after_some_answers_fails_only_the_others()
    {
        var rig = new CoalescingRig(pendingQueries: 10);
        var first = rig.Enqueue("A");
        var second = rig.Enqueue("B");
        var exchange = (await rig.NextAsync()).Seal();

        exchange.Answer("A");
        exchange.Fail(new InvalidOperationException("secret text"));

        Assert.Null((await first).Failure);
        var failure = (await second).Failure!;
        Assert.Equal(TransactionStatusErrorKind.Unknown, failure.Kind);
        Assert.DoesNotContain("secret text", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Place_of_a_canceled_caller_goes_to_the_first_waiter()
    {
        var rig = new CoalescingRig(pendingQueries: 2);
        using var leaves = new CancellationTokenSource();
        _ = rig.Enqueue("A");
        var left = rig.EnqueueWith("B", leaves.Token);
        _ = rig.Enqueue("C");
        Assert.Equal(1, rig.Queue.QueueLength);

        await leaves.CancelAsync();
        _ = rig.Enqueue("D");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        Assert.Equal(["A", "C"], (await rig.NextAsync()).Seal().Ids);
    }

    [Fact]
    public async Task Limits_are_read_for_each_decision()
    {
        var rig = new CoalescingRig();
        var callers = Enumerable.Range(0, 4).Select(i => rig.Enqueue($"T{i}")).ToArray();
        Assert.Equal(1, rig.Queue.RunningExchanges);

        rig.Limits = rig.Limits with { MaxConcurrentExchanges = 3 };
        (await rig.NextAsync()).AnswerAllAndEnd();
        var three = new[] { await rig.NextAsync(), await rig.NextAsync(), await rig.NextAsync() };

        foreach (var exchange in three) exchange.AnswerAllAndEnd();
        await Task.WhenAll(callers);
    }

    [Fact]
    public async Task Caller_that_suppresses_the_context_flow_can_wait()
    {
        var rig = new CoalescingRig();
        _ = rig.Enqueue("A");
        Task<PendingQuery> caller;

        using (ExecutionContext.SuppressFlow()) caller = rig.Enqueue("B");

        (await rig.NextAsync()).AnswerAllAndEnd();
        (await rig.NextAsync()).AnswerAllAndEnd();
        await caller;
    }
}
