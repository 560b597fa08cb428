using System.Runtime.CompilerServices;
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

    [Fact]
    public void Exception_of_abandoned_work_is_observed()
    {
        var failure = new InvalidOperationException("No.");
        var isUnobserved = false;
        void OnUnobserved(object? sender, UnobservedTaskExceptionEventArgs args) =>
            isUnobserved |= args.Exception.InnerExceptions.Contains(failure);
        TaskScheduler.UnobservedTaskException += OnUnobserved;
        try
        {
            AddFailed(failure);
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= OnUnobserved;
        }

        Assert.False(isUnobserved);
    }

    // In a method of its own, so that no variable keeps the task alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddFailed(Exception failure) =>
        new AbandonedWork("check", "cards", 1).Add(Task.FromException(failure), () => { });
}
