namespace PaymentStatusSdk.Tests.Coalescing;

public sealed class OneExchangePerTransactionTests
{
    [Fact]
    public async Task Equal_question_waits_for_the_end_of_the_running_exchange_and_others_pass()
    {
        var rig = new BoardingRig(atOnce: 8, onePerTransaction: true);
        var first = rig.Board("A");
        var running = (await rig.NextAsync()).Depart();

        var held = rig.Board("A");
        var other = rig.Board("B");
        Assert.Equal(1, rig.Queue.QueueLength);
        (await rig.NextAsync()).AnswerAllAndEnd();
        await other;
        Assert.False(rig.TryNext(out _));
        running.AnswerAllAndEnd();
        (await rig.NextAsync()).AnswerAllAndEnd();

        Assert.NotSame(await first, await held);
        Assert.Equal(0, rig.Queue.QueueLength);
    }

    [Fact]
    public async Task Equal_question_waits_even_though_another_exchange_is_boarding()
    {
        var rig = new BoardingRig(pendingQueries: 10, atOnce: 8, onePerTransaction: true);
        _ = rig.Board("A");
        var running = (await rig.NextAsync()).Depart();
        _ = rig.Board("B");
        var boarding = await rig.NextAsync();

        var held = rig.Board("A");

        Assert.Equal(["B"], boarding.Depart().Ids);
        boarding.AnswerAllAndEnd();
        Assert.False(held.IsCompleted);
        running.AnswerAllAndEnd();
        (await rig.NextAsync()).AnswerAllAndEnd();
        Assert.Null((await held).Failure);
    }

    [Fact]
    public async Task Equal_question_waits_for_the_end_also_when_its_own_seat_was_answered_early()
    {
        var rig = new BoardingRig(pendingQueries: 10, atOnce: 8, onePerTransaction: true);
        var first = rig.Board("A");
        _ = rig.Board("B");
        var running = (await rig.NextAsync()).Depart();
        running.Answer("A");
        await first;

        var held = rig.Board("A");

        Assert.False(rig.TryNext(out _));
        running.AnswerAllAndEnd();
        (await rig.NextAsync()).AnswerAllAndEnd();
        await held;
    }

    [Fact]
    public async Task Held_question_can_leave_time_out_and_share()
    {
        var rig = new BoardingRig(atOnce: 8, onePerTransaction: true);
        using var leaves = new CancellationTokenSource();
        _ = rig.Board("A");
        var running = (await rig.NextAsync()).Depart();
        var left = rig.BoardWith("A", leaves.Token);
        var stays = rig.Board("A");
        Assert.Equal(1, rig.Queue.QueueLength);

        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        rig.Clock.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(TransactionStatusErrorKind.Unavailable, (await stays).Failure!.Kind);
        Assert.Equal(0, rig.Queue.QueueLength);
        var again = rig.Board("A");
        running.AnswerAllAndEnd();
        (await rig.NextAsync()).AnswerAllAndEnd();
        Assert.Null((await again).Failure);
        Assert.Equal(0, rig.Clock.ActiveTimers);
    }

    [Fact]
    public async Task Held_questions_count_for_the_queue_limit()
    {
        var rig = new BoardingRig(atOnce: 8, onePerTransaction: true, queueLimit: 0);
        _ = rig.Board("A");
        (await rig.NextAsync()).Depart();

        Assert.Throws<TransactionStatusException>(() => { _ = rig.Board("A"); });

        _ = rig.Board("B");
        Assert.True(rig.TryNext(out _));
    }
}
