using System.Text.Json.Serialization;
using PaymentStatusSdk.Json;

namespace PaymentStatusSdk.Adapters.Callbacks;

/// <summary>The result of processing a message. It is a tag of the callback counter.</summary>
[JsonConverter(typeof(TolerantEnumConverter<CallbackVerdict>))]
public enum CallbackVerdict
{
    /// <summary>Not a result.</summary>
    Unknown = 0,

    /// <summary>The message is genuine and was processed.</summary>
    Handled = 1,

    /// <summary>The message is genuine and was processed before.</summary>
    Duplicate = 2,

    /// <summary>The message is genuine and not relevant: acknowledged and ignored.</summary>
    Ignored = 3,

    /// <summary>The message is not genuine, or unreadable.</summary>
    Refused = 4,

    /// <summary>The message is genuine, but the merchant's code failed to process it: the gateway is asked to send it again.</summary>
    Failed = 5,

    /// <summary>The message was not read, because too many messages were being received: the gateway is asked to send it again.</summary>
    Postponed = 6,
}
