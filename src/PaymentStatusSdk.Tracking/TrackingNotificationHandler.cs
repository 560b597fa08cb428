using Microsoft.Extensions.Options;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Tracking;

/// <summary>A gateway says that a transaction has changed: it is looked at as soon as possible. What the message says is not believed.</summary>
/// <remarks>It returns when the store has it. If the store is away the gateway is not acknowledged, and sends the message again.</remarks>
internal sealed class TrackingNotificationHandler(
    ITransactionStatusClientFactory clients, ITrackingStore store, IOptions<TrackingOptions> options, StoreClock clock) : IStatusNotificationHandler
{
    public async Task HandleAsync(StatusNotification notification, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(notification);
        await clock.RefreshAsync(cancellationToken).ConfigureAwait(false);
        var capabilities = clients.Get(notification.Gateway).Gateway.Capabilities;
        var call = Waking.Of(notification.Gateway, null, clients, options.Value, clock) with
        {
            Client = notification.Gateway,
            GatewayKey = TransactionKeys.OfGatewayId(notification.GatewayId, capabilities),
            MerchantKey = TransactionKeys.OfMerchantId(notification.MerchantId, capabilities),
            IsGatewayKeySigned = notification.IsGatewayIdSigned,
            IsMerchantKeySigned = notification.IsMerchantIdSigned,
            Amount = notification.SignedAmount,
            MinInterval = options.Value.NotificationInterval,
        };
        if (call is not { GatewayKey: null, MerchantKey: null }) await store.WakeAsync(call, cancellationToken).ConfigureAwait(false);
    }
}
