using System.Text.Json.Serialization;
using PaymentStatusSdk.Json;

namespace PaymentStatusSdk.Tracking;

/// <summary>Whether a transaction is still tracked. The state of the payment is in its belief.</summary>
[JsonConverter(typeof(TolerantEnumConverter<TrackingStatus>))]
public enum TrackingStatus
{
    /// <summary>A value that this version does not know.</summary>
    Unknown = 0,

    /// <summary>The transaction is checked when its next check is due.</summary>
    Active = 1,

    /// <summary>
    /// Tracking is complete. A notification reopens the transaction as long as it is retained, and so does a refund or chargeback that a
    /// later check finds (<see cref="TrackingSchedule.Settled"/>), if further changes are expected then.
    /// </summary>
    Completed = 2,

    /// <summary>
    /// The deadline passed before tracking was complete. A notification reopens the transaction as long as it is retained.
    /// </summary>
    Expired = 3,

    /// <summary>
    /// Tracking was stopped by your call, or the transaction was resolved by hand. It resumes when another row turns out to be the same
    /// transaction.
    /// </summary>
    Stopped = 4,

    /// <summary>The transaction turned out to be tracked in another row already. That row continues and reports all changes.</summary>
    Duplicate = 5,
}
