using System.Text.Json.Serialization;
using PaymentStatusSdk.Json;

namespace PaymentStatusSdk.Tracking;

/// <summary>Which part of the <see cref="TrackingSchedule"/> a transaction follows.</summary>
[JsonConverter(typeof(TolerantEnumConverter<SchedulePhase>))]
public enum SchedulePhase
{
    /// <summary>A value that this version does not know; handled as <see cref="Open"/>.</summary>
    Unknown = 0,

    /// <summary>Nothing final is known.</summary>
    Open = 1,

    /// <summary>The state looks finished and may still turn.</summary>
    Provisional = 2,

    /// <summary>The state is final and the money has not come.</summary>
    Funds = 3,

    /// <summary>Answers contradict each other.</summary>
    Contested = 4,

    /// <summary>It is over and paid, and is checked a few times for refunds and chargebacks. The transaction counts as finished.</summary>
    Settled = 5,
}
