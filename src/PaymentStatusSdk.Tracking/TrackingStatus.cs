using System.Text.Json.Serialization;
using PaymentStatusSdk.Json;

namespace PaymentStatusSdk.Tracking;

/// <summary>Whether a transaction is still being tracked. It says nothing about the payment: that is its belief.</summary>
[JsonConverter(typeof(TolerantEnumConverter<TrackingStatus>))]
public enum TrackingStatus
{
    /// <summary>A value that this version does not know.</summary>
    Unknown = 0,

    /// <summary>It is checked when its time comes.</summary>
    Active = 1,

    /// <summary>
    /// It came to its end. A message of the gateway's opens it again as long as it is kept, and so does a refund or chargeback that a later check finds
    /// (<see cref="TrackingSchedule.Settled"/>), if more is to be expected then.
    /// </summary>
    Completed = 2,

    /// <summary>Its deadline passed before it came to an end. A message of the gateway's opens it again as long as it is kept.</summary>
    Expired = 3,

    /// <summary>You stopped it. It is tracked again when another one turns out to be the same transaction.</summary>
    Stopped = 4,

    /// <summary>It turned out to be a transaction that is tracked already; that one continues, and reports what happens.</summary>
    Duplicate = 5,
}
