using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Telemetry;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking.Clocks;
using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Telemetry;
using PaymentStatusSdk.Tracking.Tests.Checks;

namespace PaymentStatusSdk.Tracking.Tests.Telemetry;

public sealed class TrackingMetricsTests : IDisposable
{
    private const string Client = "payment_status.client=cards";
    private static readonly TransactionStatusClientMetadata Gateway = new("cards", "scripted", new GatewayCapabilities());
    private static readonly DateTimeOffset ReadAt = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly ManualTimeProvider _time = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly IMeterFactory _meters;
    private readonly MetricCollector _collector;
    private readonly TrackingMetrics _metrics;

    public TrackingMetricsTests()
    {
        _meters = _services.GetRequiredService<IMeterFactory>();
        _collector = new MetricCollector(PaymentStatusTelemetry.Name, _meters);
        _metrics = new TrackingMetrics(_meters, _time);
    }

    public void Dispose()
    {
        _collector.Dispose();
        _services.Dispose();
    }

    [Fact]
    public void Instruments_have_the_documented_names_units_types_and_buckets()
    {
        List<Instrument> instruments = [];
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, _meters)) instruments.Add(instrument);
            },
        };
        listener.Start();

        Assert.Equal(
            [
                "PaymentStatusSdk payment_status.tracking.abandoned {run} ObservableGauge`1",
                "PaymentStatusSdk payment_status.tracking.backlog s ObservableGauge`1",
                "PaymentStatusSdk payment_status.tracking.changes {change} Counter`1",
                "PaymentStatusSdk payment_status.tracking.check.lag s Histogram`1",
                "PaymentStatusSdk payment_status.tracking.checks {check} Counter`1",
                "PaymentStatusSdk payment_status.tracking.clock.difference s ObservableGauge`1",
                "PaymentStatusSdk payment_status.tracking.delivery.lag s Histogram`1",
                "PaymentStatusSdk payment_status.tracking.maintenance.age s ObservableGauge`1",
                "PaymentStatusSdk payment_status.tracking.oldest.age s ObservableGauge`1",
                "PaymentStatusSdk payment_status.tracking.overruns {run} Counter`1",
                "PaymentStatusSdk payment_status.tracking.parked {change} ObservableGauge`1",
                "PaymentStatusSdk payment_status.tracking.transactions {transaction} ObservableGauge`1",
                "PaymentStatusSdk payment_status.tracking.worker.running {worker} ObservableGauge`1",
            ],
            instruments.Select(one => $"{one.Meter.Name} {one.Name} {one.Unit} {one.GetType().Name}").Order(StringComparer.Ordinal));
        double[] buckets = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3_600, 86_400];
        var lags = instruments.OfType<Histogram<double>>().ToList();
        Assert.Equal(2, lags.Count);
        Assert.All(lags, lag => Assert.Equal(buckets, lag.Advice?.HistogramBucketBoundaries ?? []));
    }

    [Fact]
    public void Nothing_about_the_store_is_measured_before_it_is_read()
    {
        var created = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromSeconds(7));
        _collector.Observe();

        Assert.Equal(
            [("payment_status.tracking.maintenance.age", 7d), ("payment_status.tracking.worker.running", 0d)],
            _collector.All.Select(one => (one.Instrument, one.Value)).Order());
        Assert.Equal(created, _metrics.Since);
        Assert.Null(_metrics.Last);
        Assert.Null(_metrics.Clock);
        Assert.Empty(_metrics.Abandoned);
    }

    [Fact]
    public void Figures_are_measured_as_of_their_reading()
    {
        _time.Advance(TimeSpan.FromSeconds(7));
        var figures = new TrackingFigures(
            [
                new ActiveCount("cards", PaymentState.Pending, 3) { OldestTrackedAt = ReadAt.AddHours(-2) },
                new ActiveCount("wallets", PaymentState.Captured, 5),
                // Clocks of instances differ.
                new ActiveCount("late", PaymentState.Authorized, 1) { OldestTrackedAt = ReadAt.AddSeconds(5) },
            ],
            ReadAt.AddSeconds(-90), ReadAt.AddSeconds(-300), 4);
        _metrics.Read(figures, ReadAt);
        _time.Advance(TimeSpan.FromSeconds(11));
        _collector.Observe();

        Assert.Equal(
            [
                (3d, "payment_status.client=cards payment_status.state=Pending"),
                (5d, "payment_status.client=wallets payment_status.state=Captured"),
                (1d, "payment_status.client=late payment_status.state=Authorized"),
            ],
            Of(TrackingTelemetry.Transactions));
        Assert.Equal(
            [
                (7_200d, "payment_status.client=cards payment_status.state=Pending"),
                (0d, "payment_status.client=late payment_status.state=Authorized"),
            ],
            Of(TrackingTelemetry.OldestAge));
        Assert.Equal([(90d, "")], Of(TrackingTelemetry.Backlog));
        Assert.Equal([(4d, "")], Of(TrackingTelemetry.Parked));
        Assert.Equal([(11d, "")], Of(TrackingTelemetry.MaintenanceAge));
        Assert.Equal(new TrackingMetrics.Reading(figures, ReadAt), _metrics.Last);
    }

    // Seconds from the reading to the oldest due check and the oldest pending change; the backlog and the lag.
    [Theory]
    [InlineData(null, null, 0, 0)]
    [InlineData(0, 0, 0, 0)]
    [InlineData(5, 7, 0, 0)]
    [InlineData(-10, null, 10, 10)]
    [InlineData(null, -20, 0, 20)]
    [InlineData(-10, -20, 10, 20)]
    [InlineData(-20, -10, 20, 20)]
    [InlineData(-20, 10, 20, 20)]
    public void Lag_is_the_longer_wait_of_checks_and_changes(int? due, int? pending, int backlog, int lag)
    {
        var figures = new TrackingFigures([], At(due), At(pending), 0);

        var reading = new TrackingMetrics.Reading(figures, ReadAt);

        Assert.Equal((TimeSpan.FromSeconds(backlog), TimeSpan.FromSeconds(lag)), (reading.Backlog, reading.Lag));

        static DateTimeOffset? At(int? seconds) => seconds is { } by ? ReadAt.AddSeconds(by) : null;
    }

    [Fact]
    public void Check_is_counted_by_its_outcome_or_failure_and_its_lag_by_client()
    {
        _metrics.Checked(Gateway, TrackedPayment.Found(LookupOutcome.NotFound), TimeSpan.FromSeconds(2.5));
        _metrics.Checked(Gateway, TrackedPayment.Failed(TransactionStatusErrorKind.Timeout), TimeSpan.FromSeconds(-1));

        Assert.Equal(
            [
                (1d, $"{Client} payment_status.outcome=NotFound payment_status.provider=scripted"),
                (1d, $"error.type=Timeout {Client} payment_status.provider=scripted"),
            ],
            Of(TrackingTelemetry.Checks));
        Assert.Equal(
            [(2.5, $"{Client} payment_status.provider=scripted"), (0d, $"{Client} payment_status.provider=scripted")],
            Of(TrackingTelemetry.CheckLag));
    }

    [Fact]
    public void Changes_are_counted_by_kind_and_their_delivery_lag_by_client()
    {
        _metrics.Reported(Gateway, [Change(StatusChangeKind.Changed), Change(StatusChangeKind.Contested)]);
        _metrics.Delivered(Change(StatusChangeKind.Changed), ReadAt.AddSeconds(40));
        _metrics.Delivered(Change(StatusChangeKind.Changed), ReadAt.AddSeconds(-1));

        Assert.Equal(
            [
                (1d, $"{Client} payment_status.kind=Changed payment_status.provider=scripted"),
                (1d, $"{Client} payment_status.kind=Contested payment_status.provider=scripted"),
            ],
            Of(TrackingTelemetry.Changes));
        Assert.Equal([(40d, Client), (0d, Client)], Of(TrackingTelemetry.DeliveryLag));
    }

    [Fact]
    public void Overrun_is_counted_by_work_and_client()
    {
        _metrics.Overran("delivery", "cards");

        Assert.Equal([(1d, $"{Client} payment_status.work=delivery")], Of(TrackingTelemetry.Overruns));
    }

    [Fact]
    public void Abandoned_work_is_counted_by_kind_and_by_client_where_the_worker_has_one()
    {
        var checks = _metrics.Watch("check", "cards", 1);
        var others = _metrics.Watch("check", "wallets", 1);
        var deliveries = _metrics.Watch("delivery", null, 1);
        var hanging = new TaskCompletionSource();
        for (var i = 0; i < 3; i++) checks.Add(hanging.Task, () => { });
        deliveries.Add(hanging.Task, () => { });

        Assert.Same(checks, _metrics.Watch("check", "cards", 99));
        Assert.Same(deliveries, _metrics.Watch("delivery", null, 99));
        Assert.Equal([checks, others, deliveries], _metrics.Abandoned);
        _collector.Observe();
        Assert.Equal(
            [
                (3d, $"{Client} payment_status.work=check"),
                (0d, "payment_status.client=wallets payment_status.work=check"),
                (1d, "payment_status.work=delivery"),
            ],
            Of(TrackingTelemetry.Abandoned));
        var other = _metrics.Watch("delivery", "cards", 1);
        Assert.NotSame(deliveries, other);
        Assert.NotSame(checks, other);
    }

    [Theory]
    [InlineData(1, 16)]
    [InlineData(16, 16)]
    [InlineData(17, 17)]
    public void Worker_may_abandon_as_much_as_it_runs_concurrently_and_at_least_sixteen(int concurrency, int limit)
    {
        var abandoned = _metrics.Watch("check", "cards", concurrency);
        var hanging = new TaskCompletionSource();

        for (var i = 1; i < limit; i++) abandoned.Add(hanging.Task, () => { });
        Assert.False(abandoned.IsFull);
        abandoned.Add(hanging.Task, () => { });
        Assert.True(abandoned.IsFull);
    }

    [Fact]
    public void Worker_runs_until_the_last_run_is_disposed_of()
    {
        var (first, second) = (_metrics.Run(), _metrics.Run());
        Assert.Equal(1, Running());
        first.Dispose();
        first.Dispose();
        Assert.Equal(1, Running());
        second.Dispose();
        Assert.Equal(0, Running());

        double Running()
        {
            _collector.Observe();
            return _collector.Of(TrackingTelemetry.WorkerRunning)[^1].Value;
        }
    }

    [Fact]
    public void Difference_of_the_clocks_is_measured_with_its_sign()
    {
        var state = new ClockState { Difference = TimeSpan.FromSeconds(-3) };
        _metrics.Compared(state);
        _collector.Observe();

        Assert.Same(state, _metrics.Clock);
        Assert.Equal([(-3d, "")], Of(TrackingTelemetry.ClockDifference));
    }

    private List<(double Value, string Tags)> Of(string instrument) =>
    [
        .. _collector.Of(instrument).Select(one => (
            one.Value,
            string.Join(' ', one.Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{tag.Key}={tag.Value}")))),
    ];

    private static StatusChange Change(StatusChangeKind kind) => new()
    {
        Id = Guid.CreateVersion7(ReadAt),
        Sequence = 1,
        Kind = kind,
        At = ReadAt,
        Transaction = new TrackedPayment().Row,
    };
}
