namespace PaymentStatusSdk.Adapters;

/// <summary>A merchant's handler did not take a notification. It never leaves the receiver.</summary>
internal sealed class NotificationNotTakenException() : Exception("A handler of status notifications failed; the log has the reason (event 1203).");
