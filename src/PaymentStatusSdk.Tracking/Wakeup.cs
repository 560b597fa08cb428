using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Tracking;

/// <summary>Creates the calls that wake a transaction, for notifications and for the merchant's calls.</summary>
internal static class Wakeup
{
    /// <summary>
    /// Creates a call that makes a transaction due now. A transaction that had ended is tracked for the schedule's usual time once more.
    /// </summary>
    public static WakeRequest Of(
        string clientName, TrackingSchedule? own, ITransactionStatusClientFactory clients, TrackingOptions options,
        TimeProvider timeProvider)
    {
        var now = timeProvider.GetUtcNow();
        // A client that is not registered here may still be registered in another instance.
        var schedule = own
            ?? (clients.Names.Contains(clientName) ? options.ScheduleOf(clients.Get(clientName).Metadata) : TrackingSchedule.Default);
        return new WakeRequest(now, now + schedule.TrackFor);
    }

    /// <summary>Creates the call for a notification; null when the notification has no reference.</summary>
    public static WakeRequest? Of(
        StatusNotification notification, ITransactionStatusClientFactory clients, TrackingOptions options, TimeProvider timeProvider)
    {
        var capabilities = clients.Get(notification.ClientName).Metadata.Capabilities;
        var call = Of(notification.ClientName, null, clients, options, timeProvider) with
        {
            ClientName = notification.ClientName,
            GatewayKey = TransactionKeys.OfGatewayReference(notification.GatewayReference, capabilities),
            MerchantKey = TransactionKeys.OfMerchantReference(notification.MerchantReference, capabilities),
            IsGatewayKeySigned = notification.IsGatewayReferenceSigned,
            IsMerchantKeySigned = notification.IsMerchantReferenceSigned,
            Amount = notification.SignedAmount,
            MinInterval = options.NotificationInterval,
        };
        return call.GatewayKey is null && call.MerchantKey is null ? null : call;
    }
}
