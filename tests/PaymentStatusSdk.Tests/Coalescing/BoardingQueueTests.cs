using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Tests.Coalescing;

public sealed class BoardingQueueTests
{
    [Fact]
    public async Task Lone_query_with_a_free_exchange_leaves_at_once_without_a_timer()
    {
        var rig = new BoardingRig(pendingQueries: 10);

        var caller = rig.Board("A");

        Assert.True(rig.TryNext(out var exchange));
        Assert.Equal(0, rig.Clock.ActiveTimers);
        exchange!.AnswerAllAndEnd();
        Assert.Equal(PaymentState.Captured, (await caller).Parsed!.State);
    }

    [Fact]
    public async Task Equal_queries_before_departure_share_a_seat()
    {
        var rig = new BoardingRig();

        var first = rig.Board("A");
        var second = rig.Board("A");
        var exchange = await rig.NextAsync();
        exchange.AnswerAllAndEnd();

        Assert.Same(await first, await second);
        Assert.Single(exchange.Seats);
        Assert.Equal(1, rig.Running);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public async Task Equal_query_after_departure_gets_a_seat_on_the_next_exchange(int pendingQueries)
    {
        var rig = new BoardingRig(pendingQueries);
        var first = rig.Board("A");
        var exchange = (await rig.NextAsync()).Depart();

        var second = rig.Board("A");
        exchange.AnswerAllAndEnd();
        await first;
        Assert.False(second.IsCompleted);
        (await rig.NextAsync()).AnswerAllAndEnd();

        Assert.NotSame(await first, await second);
    }

    [Fact]
    public async Task Equal_queries_share_a_waiting_seat()
    {
        var rig = new BoardingRig();
        var running = rig.Board("A");
        var first = rig.Board("B");
        var second = rig.Board("B");

        Assert.Equal(1, rig.Queue.QueueLength);
        (await rig.NextAsync()).AnswerAllAndEnd();
        (await rig.NextAsync()).AnswerAllAndEnd();

        await running;
        Assert.Same(await first, await second);
    }

    [Fact]
    public async Task Ids_that_the_gateway_holds_for_one_share_a_seat_and_ids_of_different_kinds_never()
    {
        var rig = new BoardingRig(pendingQueries: 10);

        var lower = rig.Queue.EnqueueAsync(TransactionQuery.ByMerchantReference("aaa"), CancellationToken.None);
        var upper = rig.Queue.EnqueueAsync(TransactionQuery.ByMerchantReference("AAA"), CancellationToken.None);
        var byGateway = rig.Queue.EnqueueAsync(TransactionQuery.ByGatewayReference("aaa"), CancellationToken.None);
        var exchange = await rig.NextAsync();
        exchange.AnswerAllAndEnd();

        Assert.Same(await lower, await upper);
        Assert.NotSame(await lower, await byGateway);
        Assert.Equal(2, exchange.Seats.Count);
    }

    [Fact]
    public async Task Different_queries_board_one_exchange_until_it_is_full()
    {
        var rig = new BoardingRig(pendingQueries: 3);
        var callers = Enumerable.Range(0, 5).Select(i => rig.Board($"T{i}")).ToArray();

        var first = (await rig.NextAsync()).Depart();
        Assert.Equal(["T0", "T1", "T2"], first.Ids);
        Assert.Equal(2, rig.Queue.QueueLength);
        first.AnswerAllAndEnd();
        var second = (await rig.NextAsync()).Depart();

        Assert.Equal(["T3", "T4"], second.Ids);
        second.AnswerAllAndEnd();
        await Task.WhenAll(callers);
    }

    [Fact]
    public async Task Exchanges_at_once_are_limited()
    {
        var rig = new BoardingRig(atOnce: 2);
        var callers = Enumerable.Range(0, 3).Select(i => rig.Board($"T{i}")).ToArray();

        Assert.Equal(2, rig.Running);
        (await rig.NextAsync()).AnswerAllAndEnd();
        (await rig.NextAsync()).AnswerAllAndEnd();
        (await rig.NextAsync()).AnswerAllAndEnd();

        await Task.WhenAll(callers);
    }

    [Fact]
    public async Task Thousand_queries_on_ten_seats_one_at_a_time_need_at_most_101_exchanges()
    {
        var rig = new BoardingRig(pendingQueries: 10);
        var callers = Enumerable.Range(0, 1_000).Select(i => rig.Board($"T{i}")).ToArray();
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
    public async Task Full_queue_refuses_the_next_question_but_not_an_equal_one()
    {
        var rig = new BoardingRig(queueLimit: 1);
        var running = rig.Board("A");
        var waiting = rig.Board("B");

        var equal = rig.Board("B");
        var refused = Assert.Throws<TransactionStatusException>(() => { _ = rig.Board("C"); });

        Assert.Equal(TransactionStatusErrorKind.Unavailable, refused.Kind);
        (await rig.NextAsync()).AnswerAllAndEnd();
        (await rig.NextAsync()).AnswerAllAndEnd();
        await Task.WhenAll(running, waiting, equal);
        Assert.False(rig.TryNext(out _));
    }

    [Fact]
    public async Task Queue_timeout_fails_the_waiting_seat_alone()
    {
        var rig = new BoardingRig();
        var running = rig.Board("A");
        var slow = rig.Board("B");

        rig.Clock.Advance(TimeSpan.FromSeconds(30));
        var later = rig.Board("C");
        rig.Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(TransactionStatusErrorKind.Unavailable, (await slow).Failure!.Kind);
        Assert.False(later.IsCompleted);
        Assert.Equal(1, rig.Queue.QueueLength);
        (await rig.NextAsync()).AnswerAllAndEnd();
        Assert.Equal(["C"], (await rig.NextAsync()).Depart().Ids);
        await running;
        Assert.Equal(0, rig.Clock.ActiveTimers);
    }

    [Fact]
    public async Task Timer_that_fires_while_its_seat_goes_aboard_fails_nobody()
    {
        var rig = new BoardingRig();
        _ = rig.Board("A");
        var caller = rig.Board("B");
        (await rig.NextAsync()).AnswerAllAndEnd();
        var exchange = await rig.NextAsync();

        // What a timer does that had been started when the seat was taken off the queue.
        rig.Queue.Expire(exchange.Depart().Seats[0]);
        exchange.AnswerAllAndEnd();

        Assert.Null((await caller).Failure);
    }

    [Fact]
    public async Task Seats_of_one_exchange_are_answered_one_by_one()
    {
        var rig = new BoardingRig(pendingQueries: 10);
        var first = rig.Board("A");
        var second = rig.Board("B");
        var exchange = (await rig.NextAsync()).Depart();

        exchange.Answer("A");
        Assert.Equal("A", (await first).Query.GatewayReference);
        Assert.False(second.IsCompleted);
        exchange.Answer("B");

        await second;
        exchange.End();
    }

    [Fact]
    public async Task Second_answer_of_a_seat_is_ignored()
    {
        var rig = new BoardingRig(pendingQueries: 10);
        var caller = rig.Board("A");
        var exchange = (await rig.NextAsync()).Depart();

        exchange.Answer("A");
        exchange.Seats[0].Complete(new ParsedStatus { Outcome = LookupOutcome.NotFound });
        exchange.Seats[0].Fail(new TransactionStatusException(TransactionStatusErrorKind.Timeout, "late"));

        var pendingQuery = await caller;
        Assert.Null(pendingQuery.Failure);
        Assert.Equal(LookupOutcome.Answered, pendingQuery.Parsed!.Outcome);
        exchange.End();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public async Task Exchange_that_ends_without_an_answer_or_departure_fails_its_seats_as_InvalidResponse(int pendingQueries)
    {
        var rig = new BoardingRig(pendingQueries);
        var caller = rig.Board("A");

        (await rig.NextAsync()).End();

        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, (await caller).Failure!.Kind);
        _ = rig.Board("A");
        Assert.True(rig.TryNext(out _));
    }

    [Fact]
    public async Task Failure_after_some_answers_fails_only_the_others()
    {
        var rig = new BoardingRig(pendingQueries: 10);
        var first = rig.Board("A");
        var second = rig.Board("B");
        var exchange = (await rig.NextAsync()).Depart();

        exchange.Answer("A");
        exchange.Fail(new InvalidOperationException("secret text"));

        Assert.Null((await first).Failure);
        var fault = (await second).Failure!;
        Assert.Equal(TransactionStatusErrorKind.Unknown, fault.Kind);
        Assert.DoesNotContain("secret text", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Room_that_a_leaving_caller_makes_goes_to_the_first_who_waits()
    {
        var rig = new BoardingRig(pendingQueries: 2);
        using var leaves = new CancellationTokenSource();
        _ = rig.Board("A");
        var left = rig.BoardWith("B", leaves.Token);
        _ = rig.Board("C");
        Assert.Equal(1, rig.Queue.QueueLength);

        await leaves.CancelAsync();
        _ = rig.Board("D");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        Assert.Equal(["A", "C"], (await rig.NextAsync()).Depart().Ids);
    }

    [Fact]
    public async Task Limits_are_read_anew_for_each_decision()
    {
        var rig = new BoardingRig();
        var callers = Enumerable.Range(0, 4).Select(i => rig.Board($"T{i}")).ToArray();
        Assert.Equal(1, rig.Running);

        rig.Limits = rig.Limits with { MaxConcurrentExchanges = 3 };
        (await rig.NextAsync()).AnswerAllAndEnd();
        var three = new[] { await rig.NextAsync(), await rig.NextAsync(), await rig.NextAsync() };

        foreach (var exchange in three) exchange.AnswerAllAndEnd();
        await Task.WhenAll(callers);
    }

    [Fact]
    public async Task Caller_who_suppresses_the_flow_of_context_may_wait_as_well()
    {
        var rig = new BoardingRig();
        _ = rig.Board("A");
        Task<PendingQuery> caller;

        using (ExecutionContext.SuppressFlow()) caller = rig.Board("B");

        (await rig.NextAsync()).AnswerAllAndEnd();
        (await rig.NextAsync()).AnswerAllAndEnd();
        await caller;
    }
}
