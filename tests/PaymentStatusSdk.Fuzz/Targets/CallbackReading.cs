using PaymentStatusSdk.Adapters.Callbacks;
using PaymentStatusSdk.Callbacks;

namespace PaymentStatusSdk.Fuzz.Targets;

/// <summary>The result of a callback handler for one message.</summary>
/// <param name="Reply">The reply to the gateway.</param>
/// <param name="Notification">The notification that a merchant's handler received; null when it received none.</param>
internal sealed record CallbackReading(GatewayCallbackReply Reply, StatusNotification? Notification)
{
    /// <summary>Whether the message counted as genuine.</summary>
    public bool IsAccepted => Reply.Verdict is not (CallbackVerdict.Refused or CallbackVerdict.Unknown);

    /// <summary>Describes the reading; whether a message is a repetition depends on the messages before it.</summary>
    public override string ToString() =>
        $"{Reply.StatusCode} {IsAccepted} {Reply.Verdict is CallbackVerdict.Ignored} {Notification?.Message} "
        + $"{Notification?.GatewayReference is null} {Notification?.MerchantReference is null} {Notification?.SignedAmount is null}";
}
