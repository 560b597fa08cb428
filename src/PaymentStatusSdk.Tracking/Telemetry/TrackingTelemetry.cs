using System.Diagnostics;
using PaymentStatusSdk.Telemetry;

namespace PaymentStatusSdk.Tracking;

/// <summary>Names of what tracking reports, beside those of <see cref="PaymentStatusSdk.Telemetry.PaymentStatusTelemetry"/>; the meter is the same.</summary>
public static class TrackingTelemetry
{
    /// <summary>The activity of one check; it links to the activity in which the transaction was tracked.</summary>
    public const string CheckActivity = "payment_status.tracking.check";

    /// <summary>The activity of one handler that takes one change; it links to the activity in which the transaction was tracked.</summary>
    public const string DeliveryActivity = "payment_status.tracking.delivery";

    /// <summary>Gauge: active transactions by client and believed state, as of the last maintenance run.</summary>
    public const string Transactions = "payment_status.tracking.transactions";

    /// <summary>Gauge, seconds: how long ago the oldest active transaction that is not final was tracked, by client and believed state, as of the last maintenance run.</summary>
    public const string OldestAge = "payment_status.tracking.oldest.age";

    /// <summary>Gauge, seconds: how long ago the store was last read for the other gauges, since the start when it never was.</summary>
    public const string MaintenanceAge = "payment_status.tracking.maintenance.age";

    /// <summary>Gauge: 1 while this instance checks and delivers, 0 while it does not.</summary>
    public const string WorkerRunning = "payment_status.tracking.worker.running";

    /// <summary>Histogram, seconds: how long after it was due a check came to its end.</summary>
    public const string CheckLag = "payment_status.tracking.check.lag";

    /// <summary>Histogram, seconds: how long after it was found out a change had been taken by every handler.</summary>
    public const string DeliveryLag = "payment_status.tracking.delivery.lag";

    /// <summary>Gauge, seconds: how long the due check that waits longest has been waiting, as of the last maintenance run.</summary>
    public const string Backlog = "payment_status.tracking.backlog";

    /// <summary>Counter: checks, by client and outcome or error.</summary>
    public const string Checks = "payment_status.tracking.checks";

    /// <summary>Counter: changes, by client and kind.</summary>
    public const string Changes = "payment_status.tracking.changes";

    /// <summary>Gauge: parked changes, as of the last maintenance run.</summary>
    public const string Parked = "payment_status.tracking.parked";

    /// <summary>Counter: checks and handlers that did not end within their time limit, by client and kind of work.</summary>
    public const string Overruns = "payment_status.tracking.overruns";

    /// <summary>Gauge: checks and handlers that overran their time limit and still run in this process, by kind of work; checks by client as well.</summary>
    public const string Abandoned = "payment_status.tracking.abandoned";

    /// <summary>Gauge, seconds: how far the clock of this instance is ahead of the store's, as of the last comparison; negative when it is behind.</summary>
    public const string ClockDifference = "payment_status.tracking.clock.difference";

    /// <summary>Tag: the kind of work, <c>check</c> or <c>delivery</c>.</summary>
    public const string WorkTag = "payment_status.work";

    /// <summary>Tag: a <see cref="StatusChangeKind"/>.</summary>
    public const string KindTag = "payment_status.kind";

    internal const string Category = "PaymentStatusSdk.Tracking";

    // A source of the same name: listeners subscribe by name.
    internal static readonly ActivitySource Source = new(PaymentStatusTelemetry.Name);
}
