namespace PaymentStatusSdk.Tests.Coalescing;

public sealed class OneExchangePerTransactionTests
{
    [Fact]
    public async Task Equal_query_waits_for_the_end_of_the_running_exchange_and_others_do_not()
    {
        var rig = new CoalescingRig(atOnce: 8, onePerTransaction: true);
        var first = rig.Enqueue("A");
        var running = (await rig.NextAsync()).Seal();

        var held = rig.Enqueue("A");
        var other = rig.Enqueue("B");
        Assert.Equal(1, rig.Queue.QueueLength);
        (await rig.NextAsync()).AnswerAllAndEnd();
        await other;
        Assert.Equal(1, rig.Queue.RunningExchanges);
        running.AnswerAllAndEnd();
        (await rig.NextAsync()).AnswerAllAndEnd();

        Assert.NotSame(await first, await held);
        Assert.Equal(0, rig.Queue.QueueLength);
    }

    [Fact]
    public async Task Equal_query_waits_although_another_exchange_is_open()
    {
        var rig = new CoalescingRig(pendingQueries: 10, atOnce: 8, onePerTransaction: true);
        _ = rig.Enqueue("A");
        var running = (await rig.NextAsync()).Seal();
        _ = rig.Enqueue("B");
        var nextExchange = await rig.NextAsync();

        var held = rig.Enqueue("A");

        Assert.Equal(["B"], nextExchange.Seal().Ids);
        nextExchange.AnswerAllAndEnd();
        Assert.False(held.IsCompleted);
        running.AnswerAllAndEnd();
        (await rig.NextAsync()).AnswerAllAndEnd();
        Assert.Null((await held).Failure);
    }

    [Fact]
    public async Task Equal_query_waits_for_the_end_even_when_its_own_query_was_answered_early()
    {
        var rig = new CoalescingRig(pendingQueries: 10, atOnce: 8, onePerTransaction: true);
        var first = rig.Enqueue("A");
        _ = rig.Enqueue("B");
        var running = (await rig.NextAsync()).Seal();
        running.Answer("A");
        await first;

        var held = rig.Enqueue("A");

        Assert.Equal(1, rig.Queue.RunningExchanges);
        running.AnswerAllAndEnd();
        (await rig.NextAsync()).AnswerAllAndEnd();
        await held;
    }

    [Fact]
    public async Task Held_query_can_be_canceled_time_out_and_be_shared()
    {
        var rig = new CoalescingRig(atOnce: 8, onePerTransaction: true);
        using var leaves = new CancellationTokenSource();
        _ = rig.Enqueue("A");
        var running = (await rig.NextAsync()).Seal();
        var left = rig.EnqueueWith("A", leaves.Token);
        var stays = rig.Enqueue("A");
        Assert.Equal(1, rig.Queue.QueueLength);

        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        rig.Clock.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(TransactionStatusErrorKind.Unavailable, (await stays).Failure!.Kind);
        Assert.Equal(0, rig.Queue.QueueLength);
        var again = rig.Enqueue("A");
        running.AnswerAllAndEnd();
        (await rig.NextAsync()).AnswerAllAndEnd();
        Assert.Null((await again).Failure);
        Assert.Equal(0, rig.Clock.ActiveTimers);
    }

    [Fact]
    public async Task Held_queries_count_for_the_queue_limit()
    {
        var rig = new CoalescingRig(atOnce: 8, onePerTransaction: true, queueLimit: 0);
        _ = rig.Enqueue("A");
        (await rig.NextAsync()).Seal();

        Assert.Throws<TransactionStatusException>(() => { _ = rig.Enqueue("A"); });

        _ = rig.Enqueue("B");
        await rig.NextAsync();
    }
}
