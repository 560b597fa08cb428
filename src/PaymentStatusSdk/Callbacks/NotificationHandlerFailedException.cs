namespace PaymentStatusSdk.Callbacks;

/// <summary>Signals that a merchant's handler failed to process a notification. The receiver always catches it.</summary>
internal sealed class NotificationHandlerFailedException()
    : Exception("A handler of status notifications failed; the log has the reason (event 1203).");
