namespace PaymentStatusSdk.Tests.Coalescing;

public sealed class RaisedLimitTests
{
    [Fact]
    public async Task Query_after_a_raised_limit_starts_the_one_that_waits_longest_and_takes_its_place_in_the_queue()
    {
        var rig = new CoalescingRig(queueLimit: 1);
        var first = rig.Enqueue("A");
        var running = (await rig.NextAsync()).Seal();
        var second = rig.Enqueue("B");
        rig.Limits = rig.Limits with { MaxConcurrentExchanges = 2 };

        var third = rig.Enqueue("C");

        var next = (await rig.NextAsync()).Seal();
        Assert.Equal(["B"], next.Ids);
        Assert.Equal(1, rig.Queue.QueueLength);
        running.AnswerAllAndEnd();
        next.AnswerAllAndEnd();
        var last = (await rig.NextAsync()).Seal();
        Assert.Equal(["C"], last.Ids);
        last.AnswerAllAndEnd();
        await Task.WhenAll(first, second, third);
        Assert.Equal(0, rig.Queue.QueueLength);
        Assert.Equal(3, rig.Running);
    }
}
