using System.Collections.Immutable;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using PaymentStatusSdk.Telemetry;
using PaymentStatusSdk.Tracking.Checks;
using PaymentStatusSdk.Tracking.Clocks;
using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Work;

namespace PaymentStatusSdk.Tracking.Telemetry;

/// <summary>The metrics of tracking. Tag values come from closed sets only: never references or amounts.</summary>
internal sealed class TrackingMetrics
{
    // A check may be due for days before a worker runs again.
    private static readonly double[] LagBuckets = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600, 86_400];

    private readonly TimeProvider _timeProvider;
    private readonly Histogram<double> _checkLag;
    private readonly Histogram<double> _deliveryLag;
    private readonly Counter<long> _checks;
    private readonly Counter<long> _changes;
    private readonly Counter<long> _overruns;
    private readonly Lock _lock = new();
    private volatile Reading? _last;
    private long _readAt;
    private volatile ClockState? _clock;
    private ImmutableArray<AbandonedWork> _abandoned = [];
    private int _running;

    public TrackingMetrics(IMeterFactory meters, TimeProvider timeProvider)
    {
        _timeProvider = timeProvider;
        _readAt = timeProvider.GetTimestamp();
        Since = timeProvider.GetUtcNow();
        var meter = meters.Create(PaymentStatusTelemetry.Name);
        var advice = new InstrumentAdvice<double> { HistogramBucketBoundaries = LagBuckets };
        _checkLag = meter.CreateHistogram(
            TrackingTelemetry.CheckLag, "s", "The time from when a check was due to its end.", advice: advice);
        _deliveryLag = meter.CreateHistogram(
            TrackingTelemetry.DeliveryLag, "s", "The time from when a change was detected until every handler had completed it.",
            advice: advice);
        _checks = meter.CreateCounter<long>(TrackingTelemetry.Checks, "{check}", "Checks of tracked transactions.");
        _changes = meter.CreateCounter<long>(TrackingTelemetry.Changes, "{change}", "Changes of tracked transactions.");
        _overruns = meter.CreateCounter<long>(
            TrackingTelemetry.Overruns, "{run}", "Checks and handlers that did not end within their time limit.");
        meter.CreateObservableGauge(
            TrackingTelemetry.Abandoned, () => Abandoned.Select(CountAbandoned), "{run}",
            "Checks and handlers that exceeded their time limit and still run.");
        meter.CreateObservableGauge(
            TrackingTelemetry.Transactions, CountActive, "{transaction}", "Tracked transactions by believed state.");
        meter.CreateObservableGauge(
            TrackingTelemetry.OldestAge, MeasureAges, "s",
            "The time since the oldest tracked transaction that is not final was first tracked, by believed state.");
        meter.CreateObservableGauge(
            TrackingTelemetry.MaintenanceAge, () => _timeProvider.GetElapsedTime(Volatile.Read(ref _readAt)).TotalSeconds, "s",
            "The time since the store was last read for metrics.");
        meter.CreateObservableGauge(
            TrackingTelemetry.WorkerRunning, () => Volatile.Read(ref _running) > 0 ? 1 : 0, "{worker}",
            "1 while this instance checks and delivers.");
        meter.CreateObservableGauge(
            TrackingTelemetry.Backlog,
            () => _last is { } last ? [new Measurement<double>(last.Backlog.TotalSeconds)] : Array.Empty<Measurement<double>>(),
            "s", "The waiting time of the longest due check.");
        meter.CreateObservableGauge(
            TrackingTelemetry.ClockDifference,
            () => _clock is { } clock ? [new Measurement<double>(clock.Difference.TotalSeconds)] : Array.Empty<Measurement<double>>(),
            "s", "How far the clock of this instance is ahead of the store's.");
        meter.CreateObservableGauge(
            TrackingTelemetry.Parked,
            () => _last is { } last ? [new Measurement<long>(last.Figures.Parked)] : Array.Empty<Measurement<long>>(),
            "{change}", "Changes whose handlers failed too many times.");
    }

    /// <summary>When this instance began to measure (UTC).</summary>
    public DateTimeOffset Since { get; }

    /// <summary>The last figures of the store; null before the first.</summary>
    public Reading? Last => _last;

    public void Read(TrackingFigures figures, DateTimeOffset at)
    {
        _last = new Reading(figures, at);
        Volatile.Write(ref _readAt, _timeProvider.GetTimestamp());
    }

    /// <summary>The result of the last comparison of the clocks; null before the first.</summary>
    public ClockState? Clock => _clock;

    public void Compared(ClockState clock) => _clock = clock;

    /// <summary>The work that exceeded its time limit and still runs in this process, by worker.</summary>
    public IReadOnlyList<AbandonedWork> Abandoned => _abandoned;

    /// <summary>Counts the worker, or a single pass, until the result is disposed of.</summary>
    public IDisposable Run()
    {
        Interlocked.Increment(ref _running);
        return new Running(this);
    }

    /// <summary>
    /// Adds a worker, which may abandon as many work items as it runs concurrently, and at least 16. Workers of one client and kind of work
    /// share the count.
    /// </summary>
    public AbandonedWork Watch(string work, string? client, int concurrency)
    {
        const int Min = 16;
        lock (_lock)
        {
            if (_abandoned.FirstOrDefault(one => one.Work == work && one.ClientName == client) is { } known) return known;
            var abandoned = new AbandonedWork(work, client, Math.Max(Min, concurrency));
            _abandoned = _abandoned.Add(abandoned);
            return abandoned;
        }
    }

    public void Overran(string work, string client) => _overruns.Add(
        1, new KeyValuePair<string, object?>(TrackingTelemetry.WorkTag, work),
        new KeyValuePair<string, object?>(PaymentStatusTelemetry.ClientTag, client));

    public void Checked(TransactionStatusClientMetadata gateway, CheckReport report, TimeSpan lag)
    {
        var tags = Tags(gateway.Provider, gateway.ClientName);
        _checkLag.Record(Seconds(lag), tags);
        if (report.Result is { } result) tags.Add(PaymentStatusTelemetry.OutcomeTag, result.Outcome.ToString());
        else tags.Add(PaymentStatusTelemetry.ErrorTag, report.Failure.ToString());
        _checks.Add(1, tags);
    }

    public void Reported(TransactionStatusClientMetadata gateway, IReadOnlyList<StatusChange> changes)
    {
        foreach (var change in changes)
        {
            var tags = Tags(gateway.Provider, gateway.ClientName);
            tags.Add(TrackingTelemetry.KindTag, change.Kind.ToString());
            _changes.Add(1, tags);
        }
    }

    public void Delivered(StatusChange change, DateTimeOffset now) => _deliveryLag.Record(
        Seconds(now - change.At), new KeyValuePair<string, object?>(PaymentStatusTelemetry.ClientTag, change.Transaction.ClientName));

    private static Measurement<long> CountAbandoned(AbandonedWork abandoned)
    {
        var tags = new TagList { { TrackingTelemetry.WorkTag, abandoned.Work } };
        if (abandoned.ClientName is { } client) tags.Add(PaymentStatusTelemetry.ClientTag, client);
        return new Measurement<long>(abandoned.Count, tags);
    }

    private IEnumerable<Measurement<long>> CountActive() => _last is not { } last
        ? []
        : last.Figures.Active.Select(one => new Measurement<long>(
            one.Count,
            new KeyValuePair<string, object?>(PaymentStatusTelemetry.ClientTag, one.ClientName),
            new KeyValuePair<string, object?>(PaymentStatusTelemetry.StateTag, one.State.ToString())));

    private IEnumerable<Measurement<double>> MeasureAges() => _last is not { } last
        ? []
        : last.Figures.Active.Where(one => one.OldestTrackedAt is not null).Select(one => new Measurement<double>(
            Seconds(last.At - one.OldestTrackedAt!.Value),
            new KeyValuePair<string, object?>(PaymentStatusTelemetry.ClientTag, one.ClientName),
            new KeyValuePair<string, object?>(PaymentStatusTelemetry.StateTag, one.State.ToString())));

    // Clocks of instances differ, so a lag may be negative.
    private static double Seconds(TimeSpan lag) => Math.Max(0, lag.TotalSeconds);

    private static TagList Tags(string provider, string client) => new()
    {
        { PaymentStatusTelemetry.ProviderTag, provider },
        { PaymentStatusTelemetry.ClientTag, client },
    };

    private sealed class Running(TrackingMetrics metrics) : IDisposable
    {
        private int _isOver;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isOver, 1) == 0) Interlocked.Decrement(ref metrics._running);
        }
    }

    /// <summary>The store's figures, and when they were read.</summary>
    internal sealed record Reading(TrackingFigures Figures, DateTimeOffset At)
    {
        public TimeSpan Backlog => Since(Figures.OldestDueAt);

        /// <summary>The waiting time of the check or change that had waited longest.</summary>
        public TimeSpan Lag => Since(Figures.OldestPendingAt) is var pending && pending > Backlog ? pending : Backlog;

        private TimeSpan Since(DateTimeOffset? time) => time < At ? At - time.Value : TimeSpan.Zero;
    }
}
