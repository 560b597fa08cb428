using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Adapters.Callbacks;
using PaymentStatusSdk.Callbacks;
using PaymentStatusSdk.Ppro.Protocol;

namespace PaymentStatusSdk.Ppro.Callbacks;

/// <summary>
/// Reads notifications. They report that a transaction reached SUCCEEDED or FAILED, but not which of the two. <c>PROTOCOL.md,
/// notifications</c>
/// </summary>
internal sealed class PproCallbackHandler(GatewayAdapterContext<PproOptions> context) : IGatewayCallbackHandler
{
    private const string Message = "notification";

    private readonly NotificationDispatcher _dispatcher = context.CreateNotificationDispatcher(PproDefaults.NotificationMemory);

    public bool IsEnabled => !string.IsNullOrEmpty(context.Options.Current.NotificationSecret);

    public async Task<GatewayCallbackReply> HandleAsync(GatewayCallback callback, CancellationToken cancellationToken)
    {
        var options = context.Options.Current;
        if (!CallbackCarrier.TryGetForm(callback.Body, out var form) || Verify(form.Span, options) is not { } message)
            return GatewayCallbackReply.Refused;
        // The message is genuine, but its txid cannot be queried.
        if (!PproAdapter.IsGatewayReference(message.TxId)) return Received(CallbackVerdict.Ignored);
        var notification = new StatusNotification
        {
            ClientName = context.ClientName,
            Message = Message,
            GatewayReference = message.TxId,
            IsGatewayReferenceSigned = true,
            ReceivedAt = context.TimeProvider.GetUtcNow(),
        };
        // When a failure changes to a success, the second notification has its own timestamp.
        var topic = $"{message.TxId} {message.FinalTimestamp}";
        return Received(await _dispatcher.DispatchAsync(notification, topic, string.Empty, cancellationToken).ConfigureAwait(false));
    }

    private static PproNotification? Verify(ReadOnlySpan<byte> form, PproOptions options)
    {
        if (string.IsNullOrEmpty(options.NotificationSecret) || PproNotification.Read(form) is not { } message) return null;
        if (IsGenuine(message, options)) return message;
        return message.WithPlusRepaired() is { } repaired && IsGenuine(repaired, options) ? repaired : null;
    }

    private static bool IsGenuine(PproNotification message, PproOptions options) => PproHash.Matches(
        message.Hash, message.TxId, message.FinalTimestamp, [options.NotificationSecret!, .. options.PreviousNotificationSecrets ?? []]);

    private static GatewayCallbackReply Received(CallbackVerdict verdict) => new(200, "text/plain", "RECEIVED OK"u8.ToArray(), verdict);
}
