using System.Collections.Concurrent;
using PaymentStatusSdk.Relational.Database;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Sqlite.Tests.Driver;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>Calls that lose connections of one pool at the same time.</summary>
public sealed class LostPoolTests : DriverTest
{
    private static readonly StoreFailure Lost = new("lost", true) { IsConnectionLost = true };

    // Its only retry would fail on another connection of the old pool.
    [Fact(Timeout = 60_000)]
    public async Task Call_that_fails_while_the_pool_is_cleared_is_retried_afterwards()
    {
        var database = await PreparedAsync(Dialect);
        var steps = new ConcurrentQueue<string>();
        var opened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var clearing = new ManualResetEventSlim();
        Thread? other = null;
        var isFailing = false;
        Dialect.OnOpenAsync = () =>
        {
            steps.Enqueue("open");
            return Task.CompletedTask;
        };
        Dialect.OnLost = () =>
        {
            clearing.Set();
            // The limit is for a runtime that does not show that a thread waits for a lock; the test then passes later.
            SpinWait.SpinUntil(() => steps.Count > 2 || IsOtherWaiting(), TimeSpan.FromSeconds(10));
            steps.Enqueue("clear");
        };
        // A dedicated thread: the call runs on it to its end.
        var second = Task.Factory.StartNew(
            () => CallAsync(database, () =>
            {
                other = Thread.CurrentThread;
                opened.SetResult();
                clearing.Wait(Ct);
                Volatile.Write(ref isFailing, true);
            }),
            Ct, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
        await opened.Task.WaitAsync(Ct);

        await CallAsync(database, () => { });
        await second;

        Assert.Equal("open open clear open open", string.Join(' ', steps));
        Assert.Equal([Lost], Dialect.Lost);

        bool IsOtherWaiting() => Volatile.Read(ref isFailing) && other!.ThreadState.HasFlag(ThreadState.WaitSleepJoin);
    }

    /// <summary>Runs a call whose first attempt loses its connection.</summary>
    private static Task<int> CallAsync(StoreDatabase database, Action beforeLoss)
    {
        var attempts = 0;
        return database.RunAsync(
            StoreAccess.Read,
            (_, _) =>
            {
                if (++attempts > 1) return Task.FromResult(attempts);
                beforeLoss();
                throw new ExplainedException(Lost);
            },
            Ct);
    }
}
