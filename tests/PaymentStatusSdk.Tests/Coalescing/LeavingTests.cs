using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Tests.Coalescing;

public sealed class LeavingTests
{
    [Fact]
    public async Task Caller_who_is_canceled_beforehand_never_boards()
    {
        var rig = new BoardingRig();
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        var caller = rig.BoardWith("A", source.Token);

        await AssertCanceledAsync(caller, source.Token);
        Assert.False(rig.TryNext(out _));
    }

    [Fact]
    public async Task Caller_who_leaves_the_queue_takes_his_seat_and_timer_along()
    {
        var rig = new BoardingRig();
        using var source = new CancellationTokenSource();
        var running = rig.Board("A");
        var caller = rig.BoardWith("B", source.Token);

        await source.CancelAsync();

        await AssertCanceledAsync(caller, source.Token);
        Assert.Equal(0, rig.Queue.QueueLength);
        Assert.Equal(0, rig.Clock.ActiveTimers);
        (await rig.NextAsync()).AnswerAllAndEnd();
        await running;
        Assert.False(rig.TryNext(out _));
    }

    [Fact]
    public async Task Caller_who_leaves_a_shared_waiting_seat_leaves_it_to_the_others()
    {
        var rig = new BoardingRig();
        using var source = new CancellationTokenSource();
        _ = rig.Board("A");
        var stays = rig.Board("B");
        var leaves = rig.BoardWith("B", source.Token);

        await source.CancelAsync();

        await AssertCanceledAsync(leaves, source.Token);
        (await rig.NextAsync()).AnswerAllAndEnd();
        (await rig.NextAsync()).AnswerAllAndEnd();
        Assert.Null((await stays).Failure);
    }

    [Fact]
    public async Task Caller_who_leaves_before_departure_is_not_asked_for()
    {
        var rig = new BoardingRig(pendingQueries: 10);
        using var source = new CancellationTokenSource();
        var stays = rig.Board("A");
        var leaves = rig.BoardWith("B", source.Token);

        await source.CancelAsync();

        await AssertCanceledAsync(leaves, source.Token);
        var exchange = (await rig.NextAsync()).Depart();
        Assert.Equal(["A"], exchange.Ids);
        exchange.AnswerAllAndEnd();
        await stays;
    }

    [Fact]
    public async Task Caller_who_leaves_after_departure_leaves_the_exchange_running_for_the_others()
    {
        var rig = new BoardingRig(pendingQueries: 10);
        using var source = new CancellationTokenSource();
        var stays = rig.Board("A");
        var leaves = rig.BoardWith("B", source.Token);
        var exchange = (await rig.NextAsync()).Depart();

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
    public async Task Last_caller_who_leaves_cancels_the_exchange_and_an_equal_question_gets_a_fresh_one(int pendingQueries, bool departed)
    {
        var rig = new BoardingRig(pendingQueries);
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();
        var callers = new[] { rig.BoardWith("A", first.Token), rig.BoardWith("A", second.Token) };
        var exchange = await rig.NextAsync();
        if (departed) exchange.Depart();

        await first.CancelAsync();
        Assert.False(exchange.Exchange.AbandonedToken.IsCancellationRequested);
        await second.CancelAsync();
        Assert.True(exchange.Exchange.AbandonedToken.IsCancellationRequested);
        var fresh = rig.Board("A");
        if (!departed) Assert.Throws<OperationCanceledException>(() => exchange.Depart());
        exchange.Fail(new OperationCanceledException(exchange.Exchange.AbandonedToken));

        await AssertCanceledAsync(callers[0], first.Token);
        await AssertCanceledAsync(callers[1], second.Token);
        (await rig.NextAsync()).AnswerAllAndEnd();
        Assert.Null((await fresh).Failure);
    }

    [Fact]
    public async Task Exchange_is_deserted_also_when_its_other_seats_were_answered()
    {
        var rig = new BoardingRig(pendingQueries: 10);
        using var source = new CancellationTokenSource();
        var answered = rig.Board("A");
        var leaves = rig.BoardWith("B", source.Token);
        var exchange = (await rig.NextAsync()).Depart();
        exchange.Answer("A");
        await answered;

        await source.CancelAsync();

        Assert.True(exchange.Exchange.AbandonedToken.IsCancellationRequested);
        await AssertCanceledAsync(leaves, source.Token);
        exchange.End();
    }

    [Fact]
    public async Task Caller_of_an_answered_seat_need_not_wait_for_an_exchange_that_lingers()
    {
        var rig = new BoardingRig(pendingQueries: 1);
        using var source = new CancellationTokenSource();
        var caller = rig.BoardWith("A", source.Token);
        var exchange = (await rig.NextAsync()).Depart();
        exchange.Answer("A");

        await source.CancelAsync();

        await AssertCanceledAsync(caller, source.Token);
        exchange.End();
    }

    [Fact]
    public async Task Cancellation_after_landing_changes_nothing()
    {
        var rig = new BoardingRig();
        using var source = new CancellationTokenSource();
        var caller = rig.BoardWith("A", source.Token);
        (await rig.NextAsync()).AnswerAllAndEnd();
        await caller;

        await source.CancelAsync();

        Assert.True(caller.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Throwing_callback_of_the_exchange_does_not_reach_the_caller_who_leaves()
    {
        var rig = new BoardingRig();
        using var source = new CancellationTokenSource();
        var caller = rig.BoardWith("A", source.Token);
        var exchange = (await rig.NextAsync()).Depart();
        exchange.Exchange.AbandonedToken.Register(() => throw new InvalidOperationException("not the caller's business"));

        await source.CancelAsync();

        await AssertCanceledAsync(caller, source.Token);
        exchange.End();
    }

    [Theory(Timeout = 60_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Hundred_thousand_callers_of_one_seat_leave_without_a_walk_over_each_other(bool boarded)
    {
        // Quadratic cost would be 5,000,000,000 steps: minutes, where this takes a blink.
        var rig = new BoardingRig();
        using var source = new CancellationTokenSource();
        if (!boarded) _ = rig.Board("A");
        var callers = Enumerable.Range(0, 100_000).Select(_ => rig.BoardWith("B", source.Token)).ToArray();

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
