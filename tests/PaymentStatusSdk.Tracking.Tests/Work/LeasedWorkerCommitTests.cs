using PaymentStatusSdk.Tracking.Tests.Staging;
using PaymentStatusSdk.Tracking.Work;
using static PaymentStatusSdk.Tracking.Tests.Staging.Stage;

namespace PaymentStatusSdk.Tracking.Tests.Work;

/// <summary>How a worker commits its results, and what it does when the store does not accept them.</summary>
public sealed class LeasedWorkerCommitTests : IAsyncDisposable
{
    private readonly Bench _bench = new();
    private readonly TaskCompletionSource _firstBegun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _allWorked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _secondBegun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Accumulated_results_are_committed_together_up_to_256()
    {
        var worker = Accumulating(last: 258, (_, _) => Task.CompletedTask);

        await worker.RunAsync(default);

        var batches = worker.Commits.TakeAll();
        Assert.Equal([1, 256], batches.Take(2).Select(batch => batch.Length));
        Assert.Equal(Enumerable.Range(0, 259), batches.SelectMany(batch => batch).Select(commit => commit.Id));
        Assert.Empty(_bench.Logged);
    }

    [Fact]
    public async Task Result_that_the_store_never_accepts_is_given_up_and_the_others_are_committed_individually()
    {
        var worker = Accumulating(last: 4, (ids, _) => ids.Contains(2)
            ? throw new TrackingStoreException("The row cannot be stored.", isTransient: false) { IsOfData = true }
            : Task.CompletedTask);

        await worker.RunAsync(default);

        Assert.Equal(
            ["0", "1,2,3", "1", "2", "3", "4"],
            worker.Commits.TakeAll().Select(batch => string.Join(',', batch.Select(commit => commit.Id))));
        Assert.Equal([1317], _bench.Logged);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Failed_commit_is_repeated_whole_after_a_pause_and_the_recovery_is_logged(bool isTransient)
    {
        var failures = 2;
        var worker = new ScriptedWorker(_bench, 1)
        {
            Pass = Bench.Pass(),
            OnCommit = (_, _) => failures-- > 0 ? throw new TrackingStoreException("No.", isTransient) : Task.CompletedTask,
        };
        worker.Due.Enqueue(1);

        var running = worker.RunAsync(default);
        await _bench.Time.AdvanceWhenScheduledAsync(TimeSpan.FromMilliseconds(250), Ct);
        await _bench.Time.AdvanceWhenScheduledAsync(TimeSpan.FromMilliseconds(500), Ct);
        await running;

        Assert.Equal([1, 1, 1], worker.Commits.TakeAll().Select(batch => Assert.Single(batch).Id));
        Assert.Equal([1302, 1302, 1303], _bench.Logged);
        Assert.Equal([1], worker.Works.TakeAll());
    }

    [Fact]
    public async Task Commit_that_is_canceled_before_the_end_is_repeated()
    {
        var failures = 1;
        var worker = new ScriptedWorker(_bench, 1)
        {
            Pass = Bench.Pass(),
            OnCommit = (_, _) => failures-- > 0 ? throw new OperationCanceledException() : Task.CompletedTask,
        };
        worker.Due.Enqueue(1);

        var running = worker.RunAsync(default);
        await _bench.Time.AdvanceWhenScheduledAsync(TimeSpan.FromMilliseconds(250), Ct);
        await running;

        Assert.Equal(2, worker.Commits.TakeAll().Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Commit_is_given_up_and_logged_when_the_host_is_gone_or_leaves(bool isGone)
    {
        using var stop = new CancellationTokenSource();
        using var leave = new CancellationTokenSource();
        var worker = new ScriptedWorker(_bench, 1)
        {
            Pass = Bench.Pass(),
            IsHostGone = () => isGone,
            OnCommit = async (_, token) =>
            {
                if (isGone) throw new InvalidOperationException();
                await stop.CancelAsync();
                await leave.CancelAsync();
                token.ThrowIfCancellationRequested();
            },
        };
        worker.Due.Enqueue(1);

        await worker.RunAsync(new StopTokens(stop.Token, leave.Token));

        Assert.Single(worker.Commits.TakeAll());
        Assert.Equal([1304], _bench.Logged);
        Assert.Contains("Count=1", _bench.LineOf(1304).Values, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_that_leaves_ends_the_pause_before_a_repetition()
    {
        using var stop = new CancellationTokenSource();
        using var leave = new CancellationTokenSource();
        var worker = new ScriptedWorker(_bench, 1) { OnCommit = (_, _) => throw new InvalidOperationException() };
        worker.Due.Enqueue(1);

        var running = worker.RunAsync(new StopTokens(stop.Token, leave.Token));
        await _bench.Time.WaitForTimerAsync(left => left == TimeSpan.FromMilliseconds(250), Ct);
        await stop.CancelAsync();
        await leave.CancelAsync();
        await running;

        Assert.Single(worker.Commits.TakeAll());
        Assert.Equal([1302, 1304], _bench.Logged);
    }

    /// <summary>
    /// Creates a worker that commits the results 1 and following together: the first commit, of result 0, waits until the last work item
    /// has started, and the last work item waits for the second commit.
    /// </summary>
    private ScriptedWorker Accumulating(int last, Func<int[], CancellationToken, Task> commit)
    {
        var commits = 0;
        var worker = new ScriptedWorker(_bench, 1)
        {
            Pass = Bench.Pass(),
            FixedRoom = last + 1,
            OnWork = async id =>
            {
                if (id == 1) await _firstBegun.Task;
                if (id == last)
                {
                    _allWorked.SetResult();
                    await _secondBegun.Task;
                }

                return true;
            },
            OnCommit = async (ids, token) =>
            {
                commits++;
                if (commits == 1)
                {
                    _firstBegun.SetResult();
                    await _allWorked.Task;
                }
                else
                {
                    _secondBegun.TrySetResult();
                }

                await commit(ids, token);
            },
        };
        for (var id = 0; id <= last; id++) worker.Due.Enqueue(id);
        return worker;
    }
}
