using System.Text.Json.Serialization;
using PaymentStatusSdk.Json;

namespace PaymentStatusSdk.Adapters;

/// <summary>What became of a message. It is the tag of the callback counter.</summary>
[JsonConverter(typeof(TolerantEnumConverter<CallbackVerdict>))]
public enum CallbackVerdict
{
    /// <summary>Not told.</summary>
    Unknown = 0,

    /// <summary>Genuine, and handed on.</summary>
    Handled = 1,

    /// <summary>Genuine, and handled before.</summary>
    Duplicate = 2,

    /// <summary>Genuine, and of no interest: acknowledged and ignored.</summary>
    Ignored = 3,

    /// <summary>Not genuine, or unreadable.</summary>
    Refused = 4,

    /// <summary>Genuine, and not taken by the merchant's own code: the gateway is asked to try again.</summary>
    Failed = 5,

    /// <summary>Not read, because too many messages were being received: the gateway is asked to send it again.</summary>
    Postponed = 6,
}
