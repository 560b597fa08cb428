using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Adapters.Callbacks;
using PaymentStatusSdk.Callbacks;
using PaymentStatusSdk.ConvergeGate.Protocol;

namespace PaymentStatusSdk.ConvergeGate.Callbacks;

/// <summary>
/// Reads notifications 850 (charges), 860 (refunds) and 880 (chargebacks). See <c>PROTOCOL.md</c>, section Notifications.
/// </summary>
/// <remarks>
/// The checksum of an 850 covers neither its state nor its <c>gatetransid</c>. A notification therefore reports only that something
/// changed; the new state comes from a query.
/// </remarks>
internal sealed class ConvergeGateCallbackHandler(GatewayAdapterContext<ConvergeGateOptions> context) : IGatewayCallbackHandler
{
    // Rebills are verified and acknowledged, but not dispatched: no public source describes the message well enough.
    private const string Rebill = "870";

    // The checksum covers the merchant's reference here, and the gateway's reference in the other messages.
    private const string Charge = "850";

    private readonly NotificationDispatcher _dispatcher = context.CreateNotificationDispatcher(ConvergeGateDefaults.NotificationMemory);

    // The secrets that verify a notification are required options.
    public bool IsEnabled => true;

    public async Task<GatewayCallbackReply> HandleAsync(GatewayCallback callback, CancellationToken cancellationToken)
    {
        var options = context.Options.Current;
        if (!CallbackCarrier.TryGetDocument(callback.Body, "strdata"u8, out var document))
            return ConvergeGateAcknowledgement.Error(options);
        if (Read(document, callback.Charset, options) is not { } message || !IsGenuine(message, options))
            return ConvergeGateAcknowledgement.Error(options);
        if (message.Command == Rebill || (message.GatewayReference ?? message.MerchantReference) is null)
            return ConvergeGateAcknowledgement.Ok(message, options, CallbackVerdict.Ignored);
        var notification = new StatusNotification
        {
            ClientName = context.ClientName,
            Message = message.Command,
            GatewayReference = message.GatewayReference,
            MerchantReference = message.MerchantReference,
            IsGatewayReferenceSigned = message.Command != Charge,
            IsMerchantReferenceSigned = message.Command == Charge,
            SignedAmount = message.SignedAmount,
            ReceivedAt = context.TimeProvider.GetUtcNow(),
        };
        // The topic has signed fields only; with unsigned fields an attacker could turn every replay into a new topic.
        var topic = message.Command + message.SignedFields();
        var verdict = await _dispatcher.DispatchAsync(notification, topic, message.Content, cancellationToken).ConfigureAwait(false);
        return ConvergeGateAcknowledgement.Ok(message, options, verdict);
    }

    private static ConvergeGateNotification? Read(ReadOnlyMemory<byte> document, string? charset, ConvergeGateOptions options)
    {
        try
        {
            return ConvergeGateNotification.Read(document, charset, options.RepairAmpersands);
        }
        catch (TransactionStatusException)
        {
            return null;
        }
    }

    // All comparisons always run, so that the duration does not reveal which one failed.
    private static bool IsGenuine(ConvergeGateNotification message, ConvergeGateOptions options)
    {
        if (message.SignedFields() is not { } signed) return false;
        var isUser = SecretComparison.IsAnyOf(message.ApiUser, [options.ApiUser]);
        var isPassword = SecretComparison.IsAnyOf(message.ApiPassword, [options.ApiPassword, .. options.PreviousApiPasswords ?? []]);
        var isSigned = false;
        foreach (var key in (IEnumerable<string>)[options.ApiKey, .. options.PreviousApiKeys ?? []])
            isSigned |= ConvergeGateChecksum.Matches(
                message.Checksum, message.ApiUser + message.ApiPassword + message.Command + signed, key);
        return isUser & isPassword & isSigned;
    }
}
