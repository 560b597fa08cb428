using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking.Clocks;
using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Telemetry;
using PaymentStatusSdk.Tracking.Tests.Stores;

namespace PaymentStatusSdk.Tracking.Tests.Clocks;

/// <summary>One clock and a store in memory, without a host.</summary>
public sealed class StoreClockTests : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly ManualTimeProvider _time = new();
    private readonly SkewedTimeProvider _own;
    private readonly MemoryStore _store = new();
    private readonly LogCollector _logs = new();
    private readonly List<ServiceProvider> _processes = [];

    public StoreClockTests() => _own = new SkewedTimeProvider(_time, TimeSpan.Zero);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _processes.ForEach(process => process.Dispose());
        _logs.Dispose();
    }

    [Fact]
    public async Task Time_is_the_instances_before_the_first_comparison_and_then_the_stores()
    {
        _store.Clock = _time;
        _own.By = TimeSpan.FromSeconds(20);
        var clock = Start();
        Assert.Equal((false, false, _own.GetUtcNow()), (clock.Agrees, clock.MayPrune, clock.GetUtcNow()));

        await clock.CompareAsync(Ct);

        Assert.Equal((true, true, _time.GetUtcNow()), (clock.Agrees, clock.MayPrune, clock.GetUtcNow()));
        Assert.Equal(TimeSpan.FromSeconds(20), clock.State.Difference);
        Assert.Same(clock.State, _processes[0].GetRequiredService<TrackingMetrics>().Clock);
        // The monotonic clock continues the store's time.
        _own.By = Day;
        _time.Advance(TimeSpan.FromSeconds(7));
        Assert.Equal(_time.GetUtcNow(), clock.GetUtcNow());
        Assert.Equal(0, _store.CallsOf("NoteTime"));
        Assert.Empty(_logs.Lines);
    }

    [Fact]
    public async Task Slow_answer_of_the_store_is_no_difference()
    {
        _store.Clock = _time;
        _store.Before = _ =>
        {
            _time.Advance(TimeSpan.FromSeconds(40));
            return Task.CompletedTask;
        };
        var clock = Start();
        _time.Advance(TimeSpan.FromMinutes(5));

        await clock.CompareAsync(Ct);

        Assert.Equal((true, TimeSpan.Zero), (clock.Agrees, clock.State.Difference));
        Assert.Equal(_time.GetUtcNow(), clock.GetUtcNow());
    }

    [Fact]
    public async Task Clock_that_is_behind_the_stores_differs_however_long_the_process_has_run()
    {
        var ahead = new SkewedTimeProvider(_time, TimeSpan.FromSeconds(31));
        _store.Clock = ahead;
        var clock = Start();
        _time.Advance(TimeSpan.FromMinutes(5));

        await clock.CompareAsync(Ct);

        Assert.Equal((ClockAgreement.Differs, TimeSpan.FromSeconds(-31)), (clock.State.Agreement, clock.State.Difference));
        Assert.Equal(ahead.GetUtcNow(), clock.GetUtcNow());
    }

    [Fact]
    public void Timers_and_timestamps_are_those_of_the_instance()
    {
        var clock = Start();
        object? fired = null;

        using var timer = clock.CreateTimer(state => fired = state, "state", Minute, Timeout.InfiniteTimeSpan);

        Assert.Equal((_time.TimestampFrequency, _time.GetTimestamp()), (clock.TimestampFrequency, clock.GetTimestamp()));
        _time.Advance(Minute - Tick);
        Assert.Null(fired);
        _time.Advance(Tick);
        Assert.Equal("state", fired);
    }

    [Fact]
    public async Task Clocks_are_compared_again_after_two_minutes_or_on_request()
    {
        var clock = Start();
        await clock.RefreshAsync(mayWrite: true, Ct);
        _time.Advance((2 * Minute) - Tick);
        await clock.RefreshAsync(mayWrite: true, Ct);
        Assert.Equal(1, _store.CallsOf("GetTime"));

        _time.Advance(Tick);
        await clock.RefreshAsync(mayWrite: true, Ct);
        Assert.Equal(2, _store.CallsOf("GetTime"));
        await clock.CompareAsync(Ct);

        Assert.Equal((3, 3), (_store.CallsOf("GetTime"), _store.CallsOf("NoteTime")));
        Assert.Equal(new StoreTime { NewestAt = _time.GetUtcNow() }, _store.Noted);
    }

    [Fact]
    public async Task Comparison_that_may_not_write_changes_nothing_where_a_time_must_be_noted()
    {
        var clock = Start();

        for (var i = 0; i < 2; i++) await clock.RefreshAsync(mayWrite: false, Ct);

        Assert.Equal((2, 0), (_store.CallsOf("GetTime"), _store.CallsOf("NoteTime")));
        Assert.Equal(new ClockState(), clock.State);
        Assert.Null(_processes[0].GetRequiredService<TrackingMetrics>().Clock);
    }

    [Fact]
    public async Task Comparison_that_may_not_write_is_used_where_no_time_is_noted()
    {
        _store.Clock = _time;
        var clock = Start();

        for (var i = 0; i < 2; i++) await clock.RefreshAsync(mayWrite: false, Ct);

        Assert.True(clock.Agrees);
        Assert.Equal(1, _store.CallsOf("GetTime"));
    }

    [Fact]
    public async Task Failed_comparison_changes_nothing_and_is_repeated()
    {
        var clock = Start();
        _store.Before = method => method == "NoteTime" ? throw MemoryStore.Unavailable() : Task.CompletedTask;
        await Assert.ThrowsAsync<TrackingStoreException>(() => clock.RefreshAsync(mayWrite: true, Ct));
        Assert.Equal(new ClockState(), clock.State);

        _store.Before = null;
        await clock.RefreshAsync(mayWrite: true, Ct);

        Assert.True(clock.Agrees);
        Assert.Equal(2, _store.CallsOf("GetTime"));
    }

    [Fact]
    public async Task Comparison_waits_for_a_running_one_if_it_may_write()
    {
        var (writing, released) = (new TaskCompletionSource(), new TaskCompletionSource());
        _store.Before = async method =>
        {
            if (method != "NoteTime") return;
            writing.TrySetResult();
            await released.Task;
        };
        var clock = Start();
        var first = clock.CompareAsync(Ct);
        // A comparison that fails before its write must not let the test wait forever.
        await await Task.WhenAny(writing.Task, first);

        var second = clock.CompareAsync(Ct);

        Assert.False(second.IsCompleted);
        Assert.Equal(1, _store.CallsOf("GetTime"));
        released.SetResult();
        await Task.WhenAll(first, second);
        Assert.Equal(2, _store.CallsOf("GetTime"));
    }

    [Fact]
    public async Task Difference_above_the_configured_maximum_is_logged_once_and_its_end_too()
    {
        _store.Clock = _time;
        _own.By = TimeSpan.FromSeconds(10);
        var clock = Start(options => options.MaxClockDifference = TimeSpan.FromSeconds(10));
        await clock.CompareAsync(Ct);
        Assert.True(clock.Agrees);
        _own.By += Tick;

        for (var i = 0; i < 2; i++) await clock.CompareAsync(Ct);
        Assert.Equal((false, false, ClockAgreement.Differs), (clock.Agrees, clock.MayPrune, clock.State.Agreement));
        Assert.Equal([1360], Events());
        _own.By = TimeSpan.Zero;
        for (var i = 0; i < 2; i++) await clock.CompareAsync(Ct);

        Assert.True(clock.Agrees);
        Assert.Equal([1360, 1361], Events());
        Assert.All(_logs.Lines, line => Assert.Equal("PaymentStatusSdk.Tracking", line.Category));
    }

    [Fact]
    public async Task Start_after_a_long_downtime_settles_and_delays_deletion_by_a_day()
    {
        await _store.NoteTimeAsync(new StoreTime { NewestAt = _time.GetUtcNow() - TimeSpan.FromMinutes(31) }, Ct);
        var clock = Start();
        await clock.CompareAsync(Ct);
        Assert.Equal((ClockAgreement.Settling, false, false), (clock.State.Agreement, clock.Agrees, clock.MayPrune));
        Assert.Equal([1362], Events());

        _time.Advance(2 * Minute);
        await clock.CompareAsync(Ct);
        Assert.Equal((true, false), (clock.Agrees, clock.MayPrune));
        Assert.Equal([1362, 1363], Events());
        _time.Advance(Day - Tick);
        Assert.False(clock.MayPrune);
        _time.Advance(Tick);
        Assert.True(clock.MayPrune);
        await clock.CompareAsync(Ct);
        Assert.Equal([1362, 1363], Events());
    }

    // Ticks from the accepted time to a day before the start.
    [Theory]
    [InlineData(1, true)]
    [InlineData(0, false)]
    [InlineData(-1, false)]
    public async Task Start_within_a_day_after_a_doubtful_time_was_accepted_logs_that_nothing_is_deleted(int ticks, bool isDelayed)
    {
        var now = _time.GetUtcNow();
        await _store.NoteTimeAsync(new StoreTime { NewestAt = now, AcceptedAt = now - Day + TimeSpan.FromTicks(ticks) }, Ct);
        var clock = Start();

        for (var i = 0; i < 2; i++) await clock.CompareAsync(Ct);

        Assert.Equal((true, !isDelayed), (clock.Agrees, clock.MayPrune));
        int[] expected = isDelayed ? [1363] : [];
        Assert.Equal(expected, Events());
    }

    private List<int> Events() => [.. _logs.Lines.Select(line => line.EventId.Id)];

    private StoreClock Start(Action<TrackingOptions>? tune = null)
    {
        var services = new ServiceCollection().AddScripted(new ScriptedTransactionStatusClient("cards"))
            .AddSingleton<TimeProvider>(_own);
        services.AddLogging(logging => logging.AddProvider(_logs).SetMinimumLevel(LogLevel.Trace));
        services.AddPaymentTracking(tune).UseMemory(_store);
        var process = services.BuildServiceProvider();
        _processes.Add(process);
        return process.GetRequiredService<StoreClock>();
    }
}
