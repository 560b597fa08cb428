using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Tests.Staging;
using PaymentStatusSdk.Tracking.Work;
using static PaymentStatusSdk.Tracking.Tests.Staging.Stage;

namespace PaymentStatusSdk.Tracking.Tests.Work;

/// <summary>When a worker claims and ends.</summary>
public sealed class LeasedWorkerTests : IAsyncDisposable
{
    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(1);

    private readonly Bench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Pass_claims_works_commits_and_ends()
    {
        var worker = new ScriptedWorker(_bench, 2) { Pass = Bench.Pass() };
        for (var id = 1; id <= 3; id++) worker.Due.Enqueue(id);

        await worker.RunAsync(default);

        var claims = worker.Claims.TakeAll();
        Assert.Equal((4, _bench.Now, _bench.Now + LeaseTime), claims[0]);
        Assert.Equal((4, _bench.Now, _bench.Now + LeaseTime), claims[^1]);
        Assert.True(claims.Count > 1);
        Assert.Equal((4, 0), worker.Rooms.TakeAll()[0]);
        Assert.Equal([1, 2, 3], worker.Works.TakeAll().Order());
        Assert.Equal(
            [new ScriptedCommit(1), new ScriptedCommit(2), new ScriptedCommit(3)],
            worker.Commits.TakeAll().SelectMany(batch => batch).OrderBy(commit => commit.Id));
        Assert.Empty(_bench.Logged);
        Assert.Empty(worker.Renewals.TakeAll());
        // The clocks are compared once, before the first claim.
        Assert.Equal(1, _bench.Store.CountOf("GetTime"));
        Assert.Equal("scripted", worker.Name);
    }

    [Fact]
    public async Task Comparison_before_the_first_claim_notes_the_time_in_a_store_without_a_clock()
    {
        _bench.Store.Noted = new StoreTime();
        var worker = new ScriptedWorker(_bench, 1) { Pass = Bench.Pass() };
        worker.Due.Enqueue(1);

        await worker.RunAsync(default);

        Assert.Equal(_bench.Now, _bench.Store.Noted.NewestAt);
        Assert.Equal([1], worker.Works.TakeAll());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Worker_that_is_to_stop_claims_nothing(bool isHostStopping)
    {
        using var over = new CancellationTokenSource();
        await over.CancelAsync();
        var worker = new ScriptedWorker(_bench, 1) { Pass = Bench.TimedPass(isHostStopping ? default : over.Token) };
        worker.Due.Enqueue(1);

        await worker.RunAsync(new StopTokens(isHostStopping ? over.Token : default, default));

        Assert.Empty(worker.Claims.TakeAll());
        Assert.Empty(_bench.Store.Methods);
    }

    [Fact]
    public async Task Worker_whose_host_stops_claims_nothing_although_the_clocks_agree()
    {
        using var stop = new CancellationTokenSource();
        await _bench.Clock.CompareAsync(Ct);
        await stop.CancelAsync();
        var worker = new ScriptedWorker(_bench, 1);
        worker.Due.Enqueue(1);

        await worker.RunAsync(new StopTokens(stop.Token, default));

        Assert.Empty(worker.Claims.TakeAll());
        Assert.Empty(worker.Commits.TakeAll());
    }

    [Fact]
    public async Task Worker_whose_clock_differs_claims_nothing()
    {
        _bench.Store.ClockDifference = TimeSpan.FromHours(1);
        var worker = new ScriptedWorker(_bench, 1) { Pass = Bench.Pass() };
        worker.Due.Enqueue(1);

        await worker.RunAsync(default);

        Assert.Empty(worker.Claims.TakeAll());
        Assert.Empty(worker.Rooms.TakeAll());
    }

    [Fact]
    public async Task Worker_with_too_much_abandoned_work_claims_nothing_until_some_has_ended_and_logs_each_time_once()
    {
        using var stop = new CancellationTokenSource();
        var (hung, again) = (new TaskCompletionSource(), new TaskCompletionSource());
        var abandoned = new AbandonedWork("test", null, 1);
        var worker = new ScriptedWorker(_bench, 1, abandoned);
        worker.Due.Enqueue(1);
        abandoned.Add(hung.Task, worker.Signal.Set);
        var running = worker.RunAsync(new StopTokens(stop.Token, default));
        for (var polls = 0; polls < 3; polls++) await _bench.Time.AdvanceWhenScheduledAsync(Poll, Ct);
        await _bench.Time.WaitForTimerAsync(left => left == Poll, Ct);
        Assert.Empty(worker.Claims.TakeAll());
        Assert.Equal([1321], _bench.Logged);

        hung.SetResult();
        Assert.Equal(2, (await worker.Claims.Reader.ReadAsync(Ct)).Count);
        await worker.Commits.Reader.ReadAsync(Ct);
        abandoned.Add(again.Task, worker.Signal.Set);
        worker.Signal.Set();
        for (var polls = 0; polls < 3; polls++) await _bench.Time.AdvanceWhenScheduledAsync(Poll, Ct);

        Assert.Equal([1321, 1321], _bench.Logged);
        Assert.Contains("Count=1", _bench.Logs.Lines.First().Values, StringComparison.Ordinal);
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task Worker_claims_again_when_half_of_its_capacity_is_free()
    {
        using var stop = new CancellationTokenSource();
        var ends = Enumerable.Range(0, 9).Select(_ => new TaskCompletionSource()).ToArray();
        var worker = new ScriptedWorker(_bench, 4)
        {
            OnWork = async id =>
            {
                await ends[id].Task;
                return true;
            },
        };
        for (var id = 1; id <= 8; id++) worker.Due.Enqueue(id);
        var running = worker.RunAsync(new StopTokens(stop.Token, default));
        Assert.Equal(8, (await worker.Claims.Reader.ReadAsync(Ct)).Count);

        ends[1].SetResult();
        await worker.Commits.Reader.ReadAsync(Ct);
        ends[2].SetResult();
        await worker.Commits.Reader.ReadAsync(Ct);

        Assert.Equal(2, (await worker.Claims.Reader.ReadAsync(Ct)).Count);
        Assert.Equal([(8, 0), (2, 6)], worker.Rooms.TakeAll().Take(2));
        Assert.False(worker.IsResting);
        await stop.CancelAsync();
        Array.ForEach(ends, end => end.TrySetResult());
        await running;
        Assert.Equal([3, 4, 5, 6, 7, 8], worker.Commits.TakeAll().SelectMany(batch => batch).Select(commit => commit.Id).Order());
    }

    [Fact]
    public async Task Work_runs_as_concurrently_as_allowed_and_no_more()
    {
        var (all, isFull, running, most) = (new TaskCompletionSource(), new TaskCompletionSource(), 0, 0);
        var worker = new ScriptedWorker(_bench, 3)
        {
            Pass = Bench.Pass(),
            OnWork = async _ =>
            {
                var count = Interlocked.Increment(ref running);
                for (var seen = Volatile.Read(ref most); count > seen; seen = Volatile.Read(ref most))
                    Interlocked.CompareExchange(ref most, count, seen);
                if (count == 3) isFull.TrySetResult();
                await all.Task;
                Interlocked.Decrement(ref running);
                return true;
            },
        };
        for (var id = 1; id <= 6; id++) worker.Due.Enqueue(id);

        var pass = worker.RunAsync(default);
        await isFull.Task.WaitAsync(Ct);
        all.SetResult();
        await pass;

        Assert.Equal(3, most);
        Assert.Equal(6, worker.Works.TakeAll().Count);
    }

    [Fact]
    public async Task Idle_worker_rests_and_claims_at_its_next_poll_or_at_a_signal()
    {
        using var stop = new CancellationTokenSource();
        var worker = new ScriptedWorker(_bench, 1);
        Assert.False(worker.IsResting);
        var running = worker.RunAsync(new StopTokens(stop.Token, default));
        await UntilAsync(() => worker.IsResting, "the worker rests");
        Assert.Single(worker.Claims.TakeAll());

        worker.Signal.Set();
        await worker.Claims.Reader.ReadAsync(Ct);
        await _bench.Time.AdvanceWhenScheduledAsync(Poll, Ct);
        Assert.Equal(_bench.Now, (await worker.Claims.Reader.ReadAsync(Ct)).Now);

        await stop.CancelAsync();
        await running;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Pass_waits_for_the_work_that_creates_more_work_unless_the_time_is_up(bool isTimeUp)
    {
        using var timeUp = new CancellationTokenSource();
        var producer = new TaskCompletionSource();
        var worker = new ScriptedWorker(_bench, 1) { Pass = Bench.TimedPass(timeUp.Token, producer.Task) };
        var running = worker.RunAsync(default);
        await _bench.Time.WaitForTimerAsync(left => left == Poll, Ct);
        await worker.Claims.Reader.ReadAsync(Ct);
        Assert.False(running.IsCompleted);

        if (isTimeUp)
        {
            await timeUp.CancelAsync();
        }
        else
        {
            worker.Due.Enqueue(1);
            producer.SetResult();
        }

        await running;
        Assert.Equal(isTimeUp ? 0 : 1, worker.Works.TakeAll().Count);
    }

    [Fact]
    public async Task Failed_claim_is_repeated_after_a_pause_and_the_recovery_is_logged()
    {
        var failures = 2;
        var worker = new ScriptedWorker(_bench, 1)
        {
            Pass = Bench.Pass(),
            OnClaim = () => failures-- > 0 ? throw Unavailable() : Task.CompletedTask,
        };
        worker.Due.Enqueue(1);

        var running = worker.RunAsync(default);
        await _bench.Time.AdvanceWhenScheduledAsync(TimeSpan.FromMilliseconds(250), Ct);
        await _bench.Time.AdvanceWhenScheduledAsync(TimeSpan.FromMilliseconds(500), Ct);
        await running;

        Assert.Equal([1302, 1302, 1303], _bench.Logged);
        Assert.Equal([1], worker.Works.TakeAll());
        Assert.Contains("Name=scripted", _bench.LineOf(1303).Values, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("time", new[] { 1302 })]
    [InlineData("stop", new int[0])]
    [InlineData("host", new int[0])]
    public async Task Failure_of_a_claim_at_the_end_does_not_delay_the_end(string end, int[] logged)
    {
        using var over = new CancellationTokenSource();
        var isGone = false;
        var worker = new ScriptedWorker(_bench, 1)
        {
            Pass = Bench.TimedPass(end == "time" ? over.Token : default),
            IsHostGone = () => isGone,
            OnClaim = async () =>
            {
                if (end == "host") isGone = true;
                else await over.CancelAsync();
                throw Unavailable();
            },
        };

        await worker.RunAsync(new StopTokens(end == "stop" ? over.Token : default, default));

        Assert.Equal(logged, _bench.Logged);
        Assert.Single(worker.Claims.TakeAll());
    }

    private static TrackingStoreException Unavailable() => new("The store is unavailable.", isTransient: true);
}
