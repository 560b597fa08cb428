using PaymentStatusSdk.Tracking.Work;

namespace PaymentStatusSdk.Tracking.Tests.Work;

public class AbandonedWorkTests
{
    [Fact]
    public void Work_counts_until_it_ends_in_any_way()
    {
        var abandoned = new AbandonedWork("check", "cards", 2);
        TaskCompletionSource[] running = [new(), new(), new()];
        List<int> counts = [];
        foreach (var one in running) abandoned.Add(one.Task, () => counts.Add(abandoned.Count));
        Assert.Equal((3, true), (abandoned.Count, abandoned.IsFull));

        running[0].SetResult();
        Assert.Equal((2, true), (abandoned.Count, abandoned.IsFull));
        running[1].SetException(new InvalidOperationException("No."));
        Assert.Equal((1, false), (abandoned.Count, abandoned.IsFull));
        running[2].SetCanceled(TestContext.Current.CancellationToken);

        Assert.Equal((0, false), (abandoned.Count, abandoned.IsFull));
        // The worker is called when the count is lower already.
        Assert.Equal([2, 1, 0], counts);
        Assert.Equal(("check", "cards"), (abandoned.Work, abandoned.ClientName));
    }
}
