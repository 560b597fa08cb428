using Microsoft.Extensions.Options;
using PaymentStatusSdk.Tracking.Clocks;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Tracking;

/// <summary>
/// Schedules an early check of the transaction that a gateway's notification is about. The content of the notification is not trusted.
/// </summary>
/// <remarks>
/// It returns when the store has recorded the call. If the store cannot be reached, the notification is not acknowledged, and the gateway
/// sends it again.
/// </remarks>
internal sealed class TrackingNotificationHandler(
    ITransactionStatusClientFactory clients, ITrackingStore store, IOptions<TrackingOptions> options, StoreClock clock)
    : IStatusNotificationHandler
{
    public async Task HandleAsync(StatusNotification notification, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(notification);
        await clock.RefreshAsync(mayWrite: true, cancellationToken).ConfigureAwait(false);
        if (Wakeup.Of(notification, clients, options.Value, clock) is { } call)
            await store.WakeAsync(call, cancellationToken).ConfigureAwait(false);
    }
}
