using System.Text.Json.Serialization;
using PaymentStatusSdk.Json;

namespace PaymentStatusSdk.Tracking;

/// <summary>How far a <see cref="StatusChange"/> has come on its way to the handlers.</summary>
[JsonConverter(typeof(TolerantEnumConverter<DeliveryStatus>))]
public enum DeliveryStatus
{
    /// <summary>A value that this version does not know.</summary>
    Unknown = 0,

    /// <summary>Not every handler has taken it yet; it will be tried (again).</summary>
    Pending = 1,

    /// <summary>Every handler has taken it.</summary>
    Delivered = 2,

    /// <summary>A handler failed too often. It waits for <see cref="ITransactionTracker.RedeliverAsync"/> and blocks nothing.</summary>
    Parked = 3,
}
