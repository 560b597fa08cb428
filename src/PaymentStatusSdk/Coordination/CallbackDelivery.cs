using System.Text.Json.Serialization;
using PaymentStatusSdk.Json;

namespace PaymentStatusSdk.Coordination;

/// <summary>The result of <see cref="ICallbackRouter.DeliverAsync"/>.</summary>
[JsonConverter(typeof(TolerantEnumConverter<CallbackDelivery>))]
public enum CallbackDelivery
{
    /// <summary>Not a result.</summary>
    Unknown = 0,

    /// <summary>The message is in the mailbox.</summary>
    Delivered = 1,

    /// <summary>
    /// A message with the same bytes already waits in the mailbox; this one was dropped. For the sender it counts as delivered.
    /// </summary>
    AlreadyWaiting = 2,

    /// <summary>No mailbox with this id is open: it has expired, was closed, or never existed.</summary>
    NotOpen = 3,

    /// <summary>The mailbox is full. The message was not stored: make the sender repeat it.</summary>
    Full = 4,

    /// <summary>The message is larger than the router can store. Repeating it does not help.</summary>
    TooLarge = 5,
}
