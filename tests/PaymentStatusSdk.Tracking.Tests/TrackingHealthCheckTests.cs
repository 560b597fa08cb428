using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking.Clocks;
using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Telemetry;

namespace PaymentStatusSdk.Tracking.Tests;

public sealed class TrackingHealthCheckTests : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    // The maximum lag and three maintenance intervals, by default.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(8);
    private static readonly TimeSpan MaxLag = TimeSpan.FromMinutes(5);

    private readonly ManualTimeProvider _time = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly TrackingMetrics _metrics;
    private readonly TrackingHealthCheck _check;

    public TrackingHealthCheckTests()
    {
        var options = Options.Create(new TrackingOptions());
        _metrics = new TrackingMetrics(_services.GetRequiredService<IMeterFactory>(), _time);
        _check = new TrackingHealthCheck(
            _metrics, options, new StoreClock(_services, options, _metrics, _time, NullLoggerFactory.Instance));
    }

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task Store_that_has_not_been_read_yet_is_degraded_and_becomes_a_failure()
    {
        _time.Advance(LongestSilence);
        var early = await CheckAsync();
        _time.Advance(Tick);
        var late = await CheckAsync();

        Assert.Equal((HealthStatus.Degraded, HealthStatus.Unhealthy), (early.Status, late.Status));
        Assert.Empty(early.Data);
        Assert.Contains("event 1314", late.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Figures_are_outdated_after_the_longest_silence()
    {
        Read();
        _time.Advance(LongestSilence);
        var early = await CheckAsync();
        _time.Advance(Tick);
        var late = await CheckAsync();

        Assert.Equal((HealthStatus.Healthy, null), (early.Status, early.Description));
        Assert.Equal(HealthStatus.Unhealthy, late.Status);
        Assert.Contains("event 1314", late.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lag_up_to_the_maximum_is_healthy()
    {
        Read(lag: MaxLag);
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync()).Status);

        Read(lag: MaxLag + Tick);
        Assert.Equal(HealthStatus.Unhealthy, (await CheckAsync()).Status);
        Assert.Equal(HealthStatus.Degraded, (await CheckAsync(HealthStatus.Degraded)).Status);
    }

    [Fact]
    public async Task Data_are_the_lag_the_counts_and_the_time_of_the_reading()
    {
        Read(lag: TimeSpan.FromSeconds(90), parked: 4);
        _metrics.Watch("check", "cards", 1).Add(new TaskCompletionSource().Task, () => { });
        for (var i = 0; i < 2; i++) _metrics.Watch("delivery", null, 1).Add(new TaskCompletionSource().Task, () => { });

        var result = await CheckAsync();

        Assert.Equal(
            new Dictionary<string, object>
            {
                ["lagSeconds"] = 90d,
                ["parked"] = 4L,
                ["abandoned"] = 3,
                ["readAt"] = "2026-01-02T03:04:05.0000000+00:00",
            },
            result.Data);
    }

    /// <summary>The most severe reason is reported: each step of the test removes one.</summary>
    [Fact]
    public async Task Reasons_are_reported_in_the_order_of_their_severity()
    {
        var (first, rest) = (new TaskCompletionSource(), new TaskCompletionSource());
        var abandoned = _metrics.Watch("check", "cards", 1);
        _metrics.Watch("delivery", null, 1);
        abandoned.Add(first.Task, () => { });
        for (var i = 1; i < 16; i++) abandoned.Add(rest.Task, () => { });
        Read(lag: MaxLag + Tick, parked: 1);
        _time.Advance(LongestSilence + Tick);
        _metrics.Compared(new ClockState { Agreement = ClockAgreement.Differs, Difference = TimeSpan.FromSeconds(-40) });

        var clock = await CheckAsync(HealthStatus.Degraded);
        Assert.Equal(HealthStatus.Unhealthy, clock.Status);
        Assert.Contains("event 1360", clock.Description, StringComparison.Ordinal);
        Assert.Equal(new Dictionary<string, object> { ["clockDifferenceSeconds"] = -40d }, clock.Data);

        _metrics.Compared(new ClockState { Agreement = ClockAgreement.Settling });
        await AssertAsync(HealthStatus.Unhealthy, "event 1314");
        Read(lag: MaxLag + Tick, parked: 1);
        await AssertAsync(HealthStatus.Unhealthy, "event 1321");
        first.SetResult();
        await AssertAsync(HealthStatus.Degraded, "event 1362");
        _metrics.Compared(new ClockState { Agreement = ClockAgreement.Agrees });
        await AssertAsync(HealthStatus.Unhealthy, "maximum lag");
        Read(lag: MaxLag, parked: 1);
        await AssertAsync(HealthStatus.Degraded, "events 1319 and 1320");
        rest.SetResult();
        await AssertAsync(HealthStatus.Degraded, "event 1311");
        Read();
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync()).Status);
    }

    private async Task AssertAsync(HealthStatus status, string text)
    {
        var result = await CheckAsync();
        Assert.Contains(text, result.Description, StringComparison.Ordinal);
        Assert.Equal((status, 4), (result.Status, result.Data.Count));
    }

    private void Read(TimeSpan lag = default, long parked = 0)
    {
        var now = _time.GetUtcNow();
        _metrics.Read(new TrackingFigures([], now - lag, null, parked), now);
    }

    private Task<HealthCheckResult> CheckAsync(HealthStatus registered = HealthStatus.Unhealthy) => _check.CheckHealthAsync(
        new HealthCheckContext { Registration = new HealthCheckRegistration("tracking", _check, registered, null) },
        TestContext.Current.CancellationToken);
}
