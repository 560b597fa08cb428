using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Tracking;

/// <summary>How a transaction is woken, whoever does it.</summary>
internal static class Wakeup
{
    /// <summary>Due now; one that had ended is tracked for the usual time once more.</summary>
    public static WakeCall Of(
        string clientName, TrackingSchedule? own, ITransactionStatusClientFactory clients, TrackingOptions options, TimeProvider timeProvider)
    {
        var now = timeProvider.GetUtcNow();
        // Another instance may still have a client that is no longer registered here.
        var schedule = own ?? (clients.Names.Contains(clientName) ? options.ScheduleOf(clients.Get(clientName).Metadata) : TrackingSchedule.Default);
        return new WakeCall(now, now + schedule.TrackFor);
    }
}
