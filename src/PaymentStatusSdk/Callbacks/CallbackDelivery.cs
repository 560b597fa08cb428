using System.Text.Json.Serialization;
using PaymentStatusSdk.Json;

namespace PaymentStatusSdk.Adapters;

/// <summary>How <see cref="ICallbackRouter.DeliverAsync"/> ended.</summary>
[JsonConverter(typeof(TolerantEnumConverter<CallbackDelivery>))]
public enum CallbackDelivery
{
    /// <summary>Not a result.</summary>
    Unknown = 0,

    /// <summary>The message is in the box.</summary>
    Delivered = 1,

    /// <summary>A message with the same bytes already waits in the box; this one was dropped. For the sender it counts as delivered.</summary>
    AlreadyWaiting = 2,

    /// <summary>No box of that id is open: it expired, was closed, or never existed.</summary>
    NotOpen = 3,

    /// <summary>The box is full. The message was not stored: ask the sender to repeat it.</summary>
    Full = 4,

    /// <summary>The message is larger than the inbox stores. Repeating it does not help.</summary>
    TooLarge = 5,
}
