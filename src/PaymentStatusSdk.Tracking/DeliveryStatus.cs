using System.Text.Json.Serialization;
using PaymentStatusSdk.Json;

namespace PaymentStatusSdk.Tracking;

/// <summary>The progress of a <see cref="StatusChange"/> towards its handlers.</summary>
[JsonConverter(typeof(TolerantEnumConverter<DeliveryStatus>))]
public enum DeliveryStatus
{
    /// <summary>A value that this version does not know.</summary>
    Unknown = 0,

    /// <summary>Not every handler has completed the change yet. Its delivery will be tried or retried.</summary>
    Pending = 1,

    /// <summary>Every handler has completed the change.</summary>
    Delivered = 2,

    /// <summary>
    /// A handler failed too many times. The change waits for <see cref="ITransactionTracker.RedeliverAsync"/> and blocks no other change.
    /// </summary>
    Parked = 3,
}
