using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Tests.Staging;
using PaymentStatusSdk.Tracking.Work;
using static PaymentStatusSdk.Tracking.Tests.Staging.Stage;

namespace PaymentStatusSdk.Tracking.Tests.Work;

public sealed class MaintenanceTests : IAsyncDisposable
{
    private readonly Bench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Single_run_shortens_leases_deletes_old_rows_and_reads_the_figures()
    {
        await _bench.Clock.CompareAsync(Ct);
        _bench.Store.Figures = new TrackingFigures([], null, null, 6);

        var figures = await Create().RunOnceAsync(prunes: true, Ct, Ct);

        Assert.Equal(["GetTime", "ShortenLeases", "Prune", "Measure"], _bench.Store.Methods);
        // Two leases of a minute, and the maximum difference of the clocks.
        Assert.Equal([_bench.Now.AddSeconds(150)], _bench.Store.CallsOf<DateTimeOffset>("ShortenLeases"));
        Assert.Equal(
            [new PruneRequest(_bench.Now.AddDays(-180), _bench.Now.AddDays(-30), 500)], _bench.Store.CallsOf<PruneRequest>("Prune"));
        Assert.Equal([_bench.Now], _bench.Store.CallsOf<DateTimeOffset>("Measure"));
        Assert.Same(_bench.Store.Figures, figures);
        Assert.Equal((_bench.Store.Figures, _bench.Now), (_bench.Metrics.Last!.Figures, _bench.Metrics.Last.At));
        Assert.Empty(_bench.Logged);
    }

    [Fact]
    public async Task Old_rows_are_deleted_in_batches_until_one_is_not_full()
    {
        await _bench.Clock.CompareAsync(Ct);
        foreach (var count in (int[])[500, 501, 499, 500]) _bench.Store.Pruned.Enqueue(count);
        _bench.Store.Shortened = 1;

        await Create().RunOnceAsync(prunes: true, Ct, Ct);

        Assert.Equal(3, _bench.Store.CountOf("Prune"));
        Assert.Equal([1364, 1315, 1315, 1315], _bench.Logged);
        Assert.Contains("Count=499", _bench.Logs.Lines.Last().Values, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deletion_ends_after_a_minute_and_the_next_run_continues()
    {
        await _bench.Clock.CompareAsync(Ct);
        for (var i = 0; i < 5; i++) _bench.Store.Pruned.Enqueue(500);
        MakeDeletionsTake(TimeSpan.FromSeconds(20));
        var maintenance = Create();

        await maintenance.RunOnceAsync(prunes: true, Ct, Ct);
        Assert.Equal((3, 1), (_bench.Store.CountOf("Prune"), _bench.Store.CountOf("Measure")));
        await maintenance.RunOnceAsync(prunes: true, Ct, Ct);

        Assert.Equal((6, 2), (_bench.Store.CountOf("Prune"), _bench.Store.CountOf("Measure")));
    }

    [Fact]
    public async Task Time_of_a_run_does_not_delay_the_next_comparison_of_the_clocks()
    {
        using var stop = new CancellationTokenSource();
        for (var i = 0; i < 3; i++) _bench.Store.Pruned.Enqueue(500);
        MakeDeletionsTake(TimeSpan.FromSeconds(25));

        // The first run takes 75 seconds, so that the second one follows at once. That one takes 25 seconds.
        var running = Create().RunAsync(stop.Token);
        await _bench.Time.WaitForTimerAsync(left => left == TimeSpan.FromSeconds(35), Ct);

        Assert.Equal((2, 2), (_bench.Store.CountOf("GetTime"), _bench.Store.CountOf("Measure")));
        Assert.Equal(4, _bench.Store.CountOf("Prune"));
        await _bench.Time.AdvanceWhenScheduledAsync(TimeSpan.FromSeconds(35), Ct);
        await _bench.Store.WaitForAsync("GetTime", 3, Ct);
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task Run_without_deletion_only_reads_the_figures()
    {
        await _bench.Clock.CompareAsync(Ct);

        await Create().RunOnceAsync(prunes: false, Ct, Ct);

        Assert.Equal(["GetTime", "Measure"], _bench.Store.Methods);
    }

    [Fact]
    public async Task Instance_whose_clock_differs_changes_nothing()
    {
        _bench.Store.ClockDifference = TimeSpan.FromHours(1);
        await _bench.Clock.CompareAsync(Ct);

        await Create().RunOnceAsync(prunes: true, Ct, Ct);

        Assert.Equal(["GetTime", "Measure"], _bench.Store.Methods);
    }

    [Fact]
    public async Task Nothing_is_deleted_soon_after_a_doubtful_time_was_accepted()
    {
        _bench.Store.Noted = new StoreTime { NewestAt = _bench.Now, AcceptedAt = _bench.Now };
        await _bench.Clock.CompareAsync(Ct);

        await Create().RunOnceAsync(prunes: true, Ct, Ct);

        Assert.Equal(["GetTime", "NoteTime", "ShortenLeases", "Measure"], _bench.Store.Methods);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Deletion_that_the_end_of_the_time_cancels_is_continued_by_the_next_run(bool isTimeUp)
    {
        using var timeUp = new CancellationTokenSource();
        await _bench.Clock.CompareAsync(Ct);
        _bench.Store.Before = async method =>
        {
            if (method != "Prune") return;
            if (isTimeUp) await timeUp.CancelAsync();
            throw new OperationCanceledException();
        };

        var running = Create().RunOnceAsync(prunes: true, timeUp.Token, Ct);

        if (isTimeUp) await running;
        else await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal(isTimeUp ? 1 : 0, _bench.Store.CountOf("Measure"));
    }

    [Fact]
    public async Task Transactions_of_an_unregistered_client_are_logged_once_with_their_number()
    {
        _bench.Store.Figures = new TrackingFigures(
            [
                new ActiveCount("gone", PaymentState.Pending, 2), new ActiveCount("cards", PaymentState.Pending, 1),
                new ActiveCount("gone", PaymentState.Captured, 3),
            ],
            null, null, 0);
        var maintenance = Create();

        for (var i = 0; i < 2; i++) await maintenance.RunOnceAsync(prunes: false, Ct, Ct);

        Assert.Equal([1313], _bench.Logged);
        Assert.Contains("Count=5", _bench.LineOf(1313).Values, StringComparison.Ordinal);
        Assert.Contains("Client=gone", _bench.LineOf(1313).Values, StringComparison.Ordinal);
    }

    // Seconds: the interval, and the pauses between comparisons of the clocks. Counts: the figures that were read after three pauses.
    [Theory]
    [InlineData(10, 10, 4)]
    [InlineData(60, 60, 4)]
    [InlineData(180, 60, 2)]
    [InlineData(120, 60, 2)]
    public async Task Clocks_are_compared_at_least_once_a_minute_and_figures_are_read_at_the_interval(int interval, int pause, int read)
    {
        using var stop = new CancellationTokenSource();
        _bench.Options.MaintenanceInterval = TimeSpan.FromSeconds(interval);
        var running = Create().RunAsync(stop.Token);

        for (var pauses = 0; pauses < 3; pauses++) await _bench.Time.AdvanceWhenScheduledAsync(TimeSpan.FromSeconds(pause), Ct);
        await _bench.Time.WaitForTimerAsync(left => left == TimeSpan.FromSeconds(pause), Ct);

        Assert.Equal(4, _bench.Store.CountOf("GetTime"));
        Assert.Equal(read, _bench.Store.CountOf("Measure"));
        Assert.Equal(read, _bench.Store.CountOf("Prune"));
        await stop.CancelAsync();
        await running;
    }

    // Seconds: the interval, the allowed difference of clocks, and the pause while a time is watched. Counts as above, after two minutes.
    [Theory]
    [InlineData(60, 30, 15, 3)]
    [InlineData(60, 20, 10, 3)]
    [InlineData(5, 30, 5, 25)]
    [InlineData(60, 300, 60, 3)]
    public async Task Doubtful_time_is_compared_more_often_and_figures_are_read_at_the_interval(int interval, int max, int pause, int read)
    {
        using var stop = new CancellationTokenSource();
        _bench.Options.MaintenanceInterval = TimeSpan.FromSeconds(interval);
        _bench.Options.MaxClockDifference = TimeSpan.FromSeconds(max);
        _bench.Store.Noted = new StoreTime { NewestAt = _bench.Now.AddDays(-1) };
        var running = Create().RunAsync(stop.Token);

        for (var passed = 0; passed < 120; passed += pause) await _bench.Time.AdvanceWhenScheduledAsync(TimeSpan.FromSeconds(pause), Ct);
        var usual = TimeSpan.FromSeconds(Math.Min(interval, 60));
        await _bench.Time.WaitForTimerAsync(left => left == usual, Ct);

        Assert.Equal(1 + (120 / pause), _bench.Store.CountOf("GetTime"));
        Assert.Equal(read, _bench.Store.CountOf("Measure"));
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task Instance_without_a_worker_reads_the_figures_and_deletes_nothing()
    {
        using var stop = new CancellationTokenSource();
        _bench.Options.RunWorker = false;
        var running = Create().RunAsync(stop.Token);

        await _bench.Time.WaitForTimerAsync(left => left == TimeSpan.FromMinutes(1), Ct);

        Assert.Equal(["GetTime", "Measure"], _bench.Store.Methods);
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task Failed_run_is_logged_and_repeated_after_the_pause()
    {
        using var stop = new CancellationTokenSource();
        var failures = 1;
        _bench.Store.Before = method =>
            method == "Measure" && failures-- > 0 ? throw new TrackingStoreException("No.", isTransient: true) : Task.CompletedTask;
        var running = Create().RunAsync(stop.Token);

        await _bench.Time.AdvanceWhenScheduledAsync(TimeSpan.FromMinutes(1), Ct);
        await _bench.Time.WaitForTimerAsync(left => left == TimeSpan.FromMinutes(1), Ct);

        Assert.Equal([1314], _bench.Logged);
        Assert.Equal(2, _bench.Store.CountOf("Measure"));
        await stop.CancelAsync();
        await running;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Failure_at_the_end_of_the_host_ends_the_maintenance_without_an_error(bool isGone)
    {
        using var stop = new CancellationTokenSource();
        _bench.Store.Before = async _ =>
        {
            if (!isGone) await stop.CancelAsync();
            throw new ObjectDisposedException("data source");
        };

        await Create(() => isGone).RunAsync(stop.Token);

        Assert.Empty(_bench.Logged);
        Assert.Equal(["GetTime"], _bench.Store.Methods);
    }

    private void MakeDeletionsTake(TimeSpan time) => _bench.Store.Before = method =>
    {
        if (method == "Prune") _bench.Time.Advance(time);
        return Task.CompletedTask;
    };

    private Maintenance Create(Func<bool>? isHostGone = null) => new(
        _bench.Store, _bench.Services.GetRequiredService<ITransactionStatusClientFactory>(), _bench.Options, _bench.Metrics, _bench.Clock,
        _bench.Logger)
    {
        IsHostGone = isHostGone ?? (static () => false),
    };
}
