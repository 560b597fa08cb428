using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Ppro;

/// <summary>Reads notifications: a transaction came to SUCCEEDED or FAILED. They do not say which. <c>PROTOCOL.md, notifications</c></summary>
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
        // Genuine, and not about a transaction that could be asked for.
        if (!PproAdapter.IsGatewayReference(message.TxId)) return Received(CallbackVerdict.Ignored);
        var notification = new StatusNotification
        {
            ClientName = context.ClientName,
            Message = Message,
            GatewayReference = message.TxId,
            IsGatewayReferenceSigned = true,
            ReceivedAt = context.TimeProvider.GetUtcNow(),
        };
        // A failure that turns into a success has a time of its own.
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
