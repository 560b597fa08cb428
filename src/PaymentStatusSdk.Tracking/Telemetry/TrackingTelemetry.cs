using System.Diagnostics;
using PaymentStatusSdk.Telemetry;

namespace PaymentStatusSdk.Tracking.Telemetry;

/// <summary>
/// The names of tracking's activities, metrics and tags, in addition to those of
/// <see cref="PaymentStatusSdk.Telemetry.PaymentStatusTelemetry"/>; the meter is the same.
/// </summary>
public static class TrackingTelemetry
{
    /// <summary>The activity of one check. It links to the activity in which the transaction was tracked.</summary>
    public const string CheckActivity = "payment_status.tracking.check";

    /// <summary>
    /// The activity of the delivery of one change to one handler. It links to the activity in which the transaction was tracked.
    /// </summary>
    public const string DeliveryActivity = "payment_status.tracking.delivery";

    /// <summary>Gauge: active transactions by client and believed state, as of the last maintenance.</summary>
    public const string Transactions = "payment_status.tracking.transactions";

    /// <summary>
    /// Gauge, seconds: the time since the oldest active transaction that is not final was first tracked, by client and believed state, as
    /// of the last maintenance.
    /// </summary>
    public const string OldestAge = "payment_status.tracking.oldest.age";

    /// <summary>
    /// Gauge, seconds: the time since the store was last read for the other gauges, or since the start if it has not been read.
    /// </summary>
    public const string MaintenanceAge = "payment_status.tracking.maintenance.age";

    /// <summary>Gauge: 1 while this instance checks and delivers, 0 while it does not.</summary>
    public const string WorkerRunning = "payment_status.tracking.worker.running";

    /// <summary>Histogram, seconds: the time from when a check was due to its end.</summary>
    public const string CheckLag = "payment_status.tracking.check.lag";

    /// <summary>Histogram, seconds: the time from when a change was detected until every handler had completed it.</summary>
    public const string DeliveryLag = "payment_status.tracking.delivery.lag";

    /// <summary>Gauge, seconds: the waiting time of the longest due check, as of the last maintenance.</summary>
    public const string Backlog = "payment_status.tracking.backlog";

    /// <summary>Counter: checks, by client and outcome or error.</summary>
    public const string Checks = "payment_status.tracking.checks";

    /// <summary>Counter: changes, by client and kind.</summary>
    public const string Changes = "payment_status.tracking.changes";

    /// <summary>Gauge: parked changes, as of the last maintenance.</summary>
    public const string Parked = "payment_status.tracking.parked";

    /// <summary>Counter: checks and handlers that did not end within their time limit, by client and kind of work.</summary>
    public const string Overruns = "payment_status.tracking.overruns";

    /// <summary>
    /// Gauge: checks and handlers that exceeded their time limit and still run in this process, by kind of work; checks also by client.
    /// </summary>
    public const string Abandoned = "payment_status.tracking.abandoned";

    /// <summary>
    /// Gauge, seconds: how far the clock of this instance is ahead of the store's, as of the last comparison; negative when it is behind.
    /// </summary>
    public const string ClockDifference = "payment_status.tracking.clock.difference";

    /// <summary>Tag: the kind of work, <c>check</c> or <c>delivery</c>.</summary>
    public const string WorkTag = "payment_status.work";

    /// <summary>Tag: a <see cref="StatusChangeKind"/>.</summary>
    public const string KindTag = "payment_status.kind";

    internal const string Category = "PaymentStatusSdk.Tracking";

    // A source with the same name: listeners subscribe by name.
    internal static readonly ActivitySource Source = new(PaymentStatusTelemetry.Name);
}
