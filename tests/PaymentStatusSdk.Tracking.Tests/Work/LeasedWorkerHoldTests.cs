using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Tests.Staging;
using PaymentStatusSdk.Tracking.Work;
using static PaymentStatusSdk.Tracking.Tests.Staging.Stage;

namespace PaymentStatusSdk.Tracking.Tests.Work;

/// <summary>Which claims a worker works on, and how long it holds them.</summary>
public sealed class LeasedWorkerHoldTests : IAsyncDisposable
{
    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(1);

    private readonly Bench _bench = new();
    private readonly TaskCompletionSource _never = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    /// <summary>The second claim waits while the first one is worked on.</summary>
    [Theory]
    [InlineData("nothing")]
    [InlineData("stop")]
    [InlineData("time")]
    [InlineData("abandoned")]
    [InlineData("clock")]
    [InlineData("lease")]
    [InlineData("lease that is almost over")]
    public async Task Claim_is_released_when_it_may_not_start_any_more(string reason)
    {
        using var over = new CancellationTokenSource();
        var abandoned = new AbandonedWork("test", null, 1);
        var worker = new ScriptedWorker(_bench, 1, abandoned)
        {
            Pass = Bench.TimedPass(reason == "time" ? over.Token : default),
            RenewsNothing = true,
            OnWork = async id =>
            {
                if (id == 1) await HappenAsync();
                return true;
            },
        };
        worker.Due.Enqueue(1);
        worker.Due.Enqueue(2);

        await worker.RunAsync(new StopTokens(reason == "stop" ? over.Token : default, default));

        var isStarted = reason is "nothing" or "lease that is almost over";
        Assert.Equal(
            [new ScriptedCommit(1), new ScriptedCommit(2, IsReleased: !isStarted)],
            worker.Commits.TakeAll().SelectMany(batch => batch));
        Assert.Equal(isStarted ? 2 : 1, worker.Works.TakeAll().Count);

        async Task HappenAsync()
        {
            switch (reason)
            {
                case "stop" or "time":
                    await over.CancelAsync();
                    break;
                case "abandoned":
                    abandoned.Add(_never.Task, () => { });
                    break;
                case "clock":
                    // The store's time is earlier, so the lease has not expired.
                    _bench.Store.ClockDifference = TimeSpan.FromHours(-1);
                    await _bench.Clock.CompareAsync(Ct);
                    break;
                case "lease":
                    _bench.Time.Jump(LeaseTime);
                    break;
                case "lease that is almost over":
                    _bench.Time.Jump(LeaseTime - TimeSpan.FromTicks(1));
                    break;
            }
        }
    }

    [Fact]
    public async Task Work_that_is_left_running_keeps_its_lease_and_is_logged_with_its_number()
    {
        using var stop = new CancellationTokenSource();
        var worker = new ScriptedWorker(_bench, 1)
        {
            OnWork = async _ =>
            {
                await stop.CancelAsync();
                return false;
            },
        };
        worker.Due.Enqueue(1);

        await worker.RunAsync(new StopTokens(stop.Token, default));

        Assert.Empty(worker.Commits.TakeAll());
        Assert.Equal([1322], _bench.Logged);
        Assert.Contains("Count=1", _bench.LineOf(1322).Values, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stop", 0)]
    [InlineData("host", 0)]
    [InlineData("defect", 1316)]
    public async Task Work_that_throws_is_released_at_the_end_and_otherwise_given_up_and_logged(string reason, int logged)
    {
        using var stop = new CancellationTokenSource();
        var isGone = false;
        var worker = new ScriptedWorker(_bench, 1)
        {
            Pass = Bench.Pass(),
            IsHostGone = () => isGone,
            OnWork = async id =>
            {
                if (id == 2) return true;
                isGone = reason == "host";
                if (reason == "stop") await stop.CancelAsync();
                throw new InvalidOperationException();
            },
        };
        worker.Due.Enqueue(1);
        if (reason == "defect") worker.Due.Enqueue(2);

        await worker.RunAsync(new StopTokens(stop.Token, default));

        Assert.Equal(
            [reason == "defect" ? new ScriptedCommit(2) : new ScriptedCommit(1, IsReleased: true)],
            worker.Commits.TakeAll().SelectMany(batch => batch));
        Assert.Equal(logged, _bench.Logged.SingleOrDefault());
    }

    [Fact]
    public async Task Leases_are_renewed_every_third_of_their_length_and_only_while_they_are_held()
    {
        using var stop = new CancellationTokenSource();
        var end = new TaskCompletionSource();
        var failures = 1;
        var worker = new ScriptedWorker(_bench, 1)
        {
            OnWork = async id =>
            {
                if (id == 1) await end.Task;
                return true;
            },
            OnRenew = _ => failures-- > 0 ? throw Unavailable() : Task.CompletedTask,
        };
        var running = worker.RunAsync(new StopTokens(stop.Token, default));
        await _bench.Time.AdvanceWhenScheduledAsync(LeaseTime / 3, Ct);
        await _bench.Time.WaitForTimerAsync(left => left == LeaseTime / 3, Ct);
        Assert.Empty(worker.Renewals.TakeAll());

        await UntilAsync(() => worker.IsResting, "the worker rests");
        worker.Due.Enqueue(1);
        worker.Due.Enqueue(2);
        worker.Signal.Set();
        Assert.Equal(1, await worker.Works.Reader.ReadAsync(Ct));
        // Both are held when the worker waits for room.
        await _bench.Time.WaitForTimerAsync(left => left == Poll, Ct);
        for (var thirds = 1; thirds <= 4; thirds++)
        {
            await _bench.Time.AdvanceWhenScheduledAsync(LeaseTime / 3, Ct);
            var (leases, until) = await worker.Renewals.Reader.ReadAsync(Ct);
            Assert.Equal([LeaseOf(1), LeaseOf(2)], leases.OrderBy(one => one.Id));
            Assert.Equal(_bench.Now + LeaseTime, until);
            await _bench.Time.WaitForTimerAsync(left => left == LeaseTime / 3, Ct);
        }

        // The failed renewal is logged, and the lease of the claim that waits has not expired.
        Assert.Equal([1305], _bench.Logged);
        end.SetResult();
        Assert.Equal(2, await worker.Works.Reader.ReadAsync(Ct));
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task Worker_ends_only_when_its_last_renewal_has_ended()
    {
        var (end, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        var canceled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var worker = new ScriptedWorker(_bench, 1)
        {
            Pass = Bench.Pass(),
            OnWork = async _ =>
            {
                await end.Task;
                return true;
            },
            OnRenew = async token =>
            {
                await using var registration = token.Register(() => canceled.SetResult());
                await go.Task;
            },
        };
        worker.Due.Enqueue(1);
        var running = worker.RunAsync(default);
        await worker.Works.Reader.ReadAsync(Ct);
        await _bench.Time.AdvanceWhenScheduledAsync(LeaseTime / 3, Ct);
        await worker.Renewals.Reader.ReadAsync(Ct);

        end.SetResult();
        await canceled.Task.WaitAsync(Ct);
        for (var turns = 0; turns < 1_000; turns++) await Task.Yield();

        Assert.False(running.IsCompleted);
        go.SetResult();
        await running;
    }

    private static Lease<int> LeaseOf(int id) => new(id, ScriptedWorker.Fence);

    private static TrackingStoreException Unavailable() => new("The store is unavailable.", isTransient: true);
}
