using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Tests.Staging;
using PaymentStatusSdk.Tracking.Tests.Stores;

namespace PaymentStatusSdk.Tracking.Tests.Work;

/// <summary>Single passes whose clock is doubtful, and the comparisons of the clocks during a pass. The store has no clock.</summary>
public sealed class PassClockTests : IAsyncDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    // Half of the allowed difference.
    private static readonly TimeSpan Watch = TimeSpan.FromSeconds(15);

    private readonly ManualTimeProvider _time = new();
    private readonly SkewedTimeProvider _own;
    private readonly MemoryStore _store = new();
    private readonly LogCollector _logs = new();
    private readonly List<ServiceProvider> _processes = [];
    private readonly ScriptedTransactionStatusClient _client;

    public PassClockTests()
    {
        _own = new SkewedTimeProvider(_time, TimeSpan.Zero);
        _client = new ScriptedTransactionStatusClient("cards", _time).Answer("ORDER-1", PaymentState.Captured);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private IEnumerable<int> Logged => _logs.Lines.Select(line => line.EventId.Id).Where(id => id is >= 1300 and < 1400);

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes) await process.DisposeAsync();
        _logs.Dispose();
    }

    [Fact]
    public async Task New_process_after_a_downtime_observes_the_clock_and_works_in_the_same_pass()
    {
        await TrackAsync(Start());
        _time.Advance(31 * Minute);

        var pass = RunAsync(Start(), 3 * Minute);
        for (var passed = TimeSpan.Zero; passed < 2 * Minute; passed += Watch) await _time.AdvanceWhenScheduledAsync(Watch, Ct);
        var result = await pass;

        Assert.Equal((1, 1), (result.Checks, result.Deliveries));
        Assert.Equal([1362, 1363, 1370], Logged);
        // The time was noted, so the next process has no doubt.
        Assert.Equal(0, (await RunAsync(Start(), Minute)).Checks);
    }

    [Fact]
    public async Task Pass_that_ends_before_the_clock_is_accepted_does_nothing_and_logs_it()
    {
        await TrackAsync(Start());
        var noted = _store.Noted;
        _time.Advance(31 * Minute);

        var pass = RunAsync(Start(), TimeSpan.FromSeconds(50));
        for (var i = 0; i < 3; i++) await _time.AdvanceWhenScheduledAsync(Watch, Ct);
        await _time.WaitForTimerAsync(left => left == Watch, Ct);
        _time.Advance(TimeSpan.FromSeconds(5));
        var result = await pass;

        Assert.Equal((0, 0, true), (result.Checks, result.Deliveries, result.IsWorkDue));
        Assert.Equal([1362, 1371, 1370], Logged);
        var warning = _logs.Lines.Single(line => line.EventId.Id == 1371).Values;
        Assert.Contains("MaxDuration=00:00:50", warning, StringComparison.Ordinal);
        Assert.Contains("Patience=00:02:00", warning, StringComparison.Ordinal);
        Assert.Contains("Needed=00:03:00", warning, StringComparison.Ordinal);
        Assert.Equal((0, 0), (_store.CallsOf("ClaimChecks"), _store.CallsOf("ClaimChanges")));
        Assert.Same(noted, _store.Noted);
    }

    [Fact]
    public async Task Cancellation_ends_the_observation_and_is_thrown()
    {
        await NoteAsync(31 * Minute);
        using var canceled = new CancellationTokenSource();
        var pass = Start().GetRequiredService<ITrackingRunner>().RunOnceAsync(
            new TrackingRunBudget { MaxDuration = 3 * Minute }, canceled.Token);
        await _time.WaitForTimerAsync(left => left == Watch, Ct);

        await canceled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pass);
        Assert.Equal([1362], Logged);
        Assert.Equal((1, 0), (_store.CallsOf("GetTime"), _store.CallsOf("Measure")));
    }

    [Fact]
    public async Task Clock_that_is_corrected_ends_the_observation_early()
    {
        var process = Start();
        await TrackAsync(process);
        _own.By = TimeSpan.FromDays(31);
        var pass = RunAsync(process, 3 * Minute);
        await _time.AdvanceWhenScheduledAsync(Watch, Ct);
        await _time.WaitForTimerAsync(left => left == Watch, Ct);

        _own.By = TimeSpan.Zero;
        await _time.AdvanceWhenScheduledAsync(Watch, Ct);

        Assert.Equal(1, (await pass).Checks);
        Assert.Equal([1360, 1361, 1370], Logged);
    }

    [Fact]
    public async Task Observation_ends_when_another_process_notes_the_same_time()
    {
        await NoteAsync(31 * Minute);
        var pass = RunAsync(Start(), 3 * Minute);
        await _time.WaitForTimerAsync(left => left == Watch, Ct);

        await NoteAsync(TimeSpan.Zero);
        await _time.AdvanceWhenScheduledAsync(Watch, Ct);

        await pass;
        Assert.Equal([1362, 1370], Logged);
        Assert.Equal(2, _store.CallsOf("GetTime"));
    }

    [Fact]
    public async Task Start_soon_after_the_last_process_observes_nothing()
    {
        await NoteAsync(30 * Minute);

        await RunAsync(Start(), Minute);

        Assert.Equal([1370], Logged);
        Assert.Equal(1, _store.CallsOf("GetTime"));
    }

    [Fact]
    public async Task Clock_that_differs_from_the_stores_own_is_not_observed()
    {
        _store.Clock = new SkewedTimeProvider(_time, TimeSpan.FromHours(1));

        await RunAsync(Start(), Minute);

        Assert.Equal([1360, 1370], Logged);
        Assert.Equal((1, 0), (_store.CallsOf("GetTime"), _store.CallsOf("ClaimChecks")));
    }

    [Fact]
    public async Task Long_pass_notes_its_time_every_minute_until_it_ends()
    {
        var process = Start();
        await TrackAsync(process);
        using var hold = _client.Hold();
        var pass = RunAsync(process, 10 * Minute);
        await _client.WaitForQueriesAsync(1, Ct);

        await AdvanceMinuteAsync();
        Assert.Equal(_time.GetUtcNow(), _store.Noted.NewestAt);
        _store.Before = method => method == "GetTime" ? throw MemoryStore.Unavailable() : Task.CompletedTask;
        await AdvanceMinuteAsync();
        Assert.Equal([1314], Logged);
        _store.Before = null;
        await AdvanceMinuteAsync();
        Assert.Equal(_time.GetUtcNow(), _store.Noted.NewestAt);

        hold.Release();
        Assert.Equal(1, (await pass).Checks);
        var compared = _store.CallsOf("GetTime");
        _time.Advance(5 * Minute);
        Assert.Equal(compared, _store.CallsOf("GetTime"));
        Assert.Equal([1314, 1370], Logged);
    }

    private static Task<TrackingRunResult> RunAsync(ServiceProvider process, TimeSpan maxDuration) =>
        process.GetRequiredService<ITrackingRunner>().RunOnceAsync(new TrackingRunBudget { MaxDuration = maxDuration }, Ct);

    // Tracks a payment whose check is due, and notes the time.
    private static async Task TrackAsync(ServiceProvider process)
    {
        var tracker = process.GetRequiredService<ITransactionTracker>();
        var row = await tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference("ORDER-1"), null, Ct);
        await tracker.CheckNowAsync(row.Id, Ct);
    }

    private Task NoteAsync(TimeSpan age) => _store.NoteTimeAsync(new StoreTime { NewestAt = _time.GetUtcNow() - age }, Ct);

    // The next comparison is scheduled when the one that is due has ended.
    private async Task AdvanceMinuteAsync()
    {
        await _time.AdvanceWhenScheduledAsync(Minute, Ct);
        await _time.WaitForTimerAsync(left => left == Minute, Ct);
    }

    private ServiceProvider Start()
    {
        var services = new ServiceCollection().AddScripted(_client).AddSingleton<TimeProvider>(_own);
        services.AddLogging(logging => logging.AddProvider(_logs).SetMinimumLevel(LogLevel.Trace));
        // Longer than a minute of virtual time, in which no other thread may have renewed a lease.
        services.AddPaymentTracking(options => options.Lease = TimeSpan.FromHours(1)).UseMemory(_store);
        services.AddSingleton<IStatusChangeHandler>(new Shop());
        var process = services.BuildServiceProvider();
        _processes.Add(process);
        return process;
    }
}
