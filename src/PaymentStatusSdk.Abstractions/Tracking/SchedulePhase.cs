using System.Text.Json.Serialization;
using PaymentStatusSdk.Json;

namespace PaymentStatusSdk.Tracking;

/// <summary>The part of the <see cref="TrackingSchedule"/> that applies to a transaction.</summary>
[JsonConverter(typeof(TolerantEnumConverter<SchedulePhase>))]
public enum SchedulePhase
{
    /// <summary>A value that this version does not know; handled as <see cref="Open"/>.</summary>
    Unknown = 0,

    /// <summary>No final state is known.</summary>
    Open = 1,

    /// <summary>The state is provisional: it may still change.</summary>
    Provisional = 2,

    /// <summary>The state is final, and the money has not arrived.</summary>
    Funds = 3,

    /// <summary>The answers contradict each other.</summary>
    Contested = 4,

    /// <summary>
    /// The payment is final and paid, and is checked a few times for refunds and chargebacks. The transaction counts as completed.
    /// </summary>
    Settled = 5,
}
