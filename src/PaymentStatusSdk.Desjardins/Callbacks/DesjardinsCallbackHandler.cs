using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Adapters.Callbacks;
using PaymentStatusSdk.Adapters.Wire;
using PaymentStatusSdk.Callbacks;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.Desjardins.Protocol;

namespace PaymentStatusSdk.Desjardins.Callbacks;

/// <summary>
/// Receives step 4 and delivers it to the exchange that waits for it. Step 4 is never a notification, since it answers a query of this
/// client.
/// </summary>
internal sealed class DesjardinsCallbackHandler(
    IGatewayOptionsSource<DesjardinsOptions> options, ICallbackRouter router, TimeProvider timeProvider, string clientName)
    : IGatewayCallbackHandler
{
    private const string ContentType = "text/xml";
    private const int TooLarge = 413;

    // A full mailbox is emptied quickly: the mailbox accepts the POST when the gateway repeats it.
    private static readonly GatewayCallbackReply Busy = new(503, null, default, CallbackVerdict.Failed);

    private readonly OptionsCache<DesjardinsOptions, DesjardinsTokens> _tokens =
        new(options, current => new DesjardinsTokens(current, clientName));

    public bool IsEnabled => options.Current is { MerchantKey.Length: > 0, PublicCallbackBaseUrl: not null };

    public bool IsRequired => true;

    public async Task<GatewayCallbackReply> HandleAsync(GatewayCallback callback, CancellationToken cancellationToken)
    {
        var tokens = _tokens.Current;
        var current = tokens.Options;
        // Nothing is parsed or looked up for an unauthenticated sender.
        if (!TryReadToken(callback, tokens, out var mailboxId, out var expiresAt)) return GatewayCallbackReply.Refused;
        var isTimely = timeProvider.GetUtcNow() < expiresAt;
        // A form or multipart/form-data may carry the document; its field has no known name.
        var body = CallbackCarrier.TryGetDocument(callback.Body, out var carried) ? carried : callback.Body;
        var document = Read(body, tokens, out var refusal);
        if (document is null)
        {
            if (isTimely) await RefuseAsync(mailboxId, refusal!, cancellationToken).ConfigureAwait(false);
            return GatewayCallbackReply.Refused;
        }

        if (!isTimely) return Acknowledge(current, document, CallbackVerdict.Ignored);
        switch (await router.DeliverAsync(mailboxId, document.ToMessage().ToJson(), cancellationToken).ConfigureAwait(false))
        {
            case CallbackDelivery.Delivered:
                return Acknowledge(current, document, CallbackVerdict.Handled);
            case CallbackDelivery.AlreadyWaiting:
                return Acknowledge(current, document, CallbackVerdict.Duplicate);
            case CallbackDelivery.NotOpen:
                return Acknowledge(current, document, CallbackVerdict.Ignored);
            case CallbackDelivery.TooLarge:
                await RefuseAsync(
                    mailboxId, new DesjardinsRefusedPost(DesjardinsRefusalReason.TooLarge), cancellationToken).ConfigureAwait(false);
                return GatewayCallbackReply.Refused;
            default:
                return Busy;
        }
    }

    public async Task HandleRefusedAsync(GatewayCallback callback, int statusCode, CancellationToken cancellationToken)
    {
        if (!TryReadToken(callback, _tokens.Current, out var mailboxId, out var expiresAt) || timeProvider.GetUtcNow() >= expiresAt) return;
        DesjardinsRefusedPost refusal = statusCode == TooLarge
            ? new(DesjardinsRefusalReason.TooLarge)
            : new(DesjardinsRefusalReason.Unreadable, "Its Content-Encoding cannot be decoded.");
        await RefuseAsync(mailboxId, refusal, cancellationToken).ConfigureAwait(false);
    }

    private static DesjardinsDocument? Read(ReadOnlyMemory<byte> body, DesjardinsTokens tokens, out DesjardinsRefusedPost? refusal)
    {
        refusal = null;
        try
        {
            var document = DesjardinsDocument.Read(body, tokens.Redactor);
            if (document.MerchantId is not { } merchantId)
                refusal = new(DesjardinsRefusalReason.NoMerchant, null, OutlineOf(body, tokens));
            else if (!DesjardinsMerchantNumbers.IsSame(tokens.Options.MerchantId, merchantId))
                refusal = new(DesjardinsRefusalReason.OtherMerchant);
            else if (document.SaysNothing) refusal = new(DesjardinsRefusalReason.NotUnderstood, null, document.NotUnderstood);
            return refusal is null ? document : null;
        }
        catch (TransactionStatusException exception)
        {
            // The advice after the first sentence is about Endpoint, and does not apply to a POST.
            refusal = new(DesjardinsRefusalReason.Unreadable, DesjardinsFailures.FirstSentence(exception.Message), OutlineOf(body, tokens));
            return null;
        }
    }

    private static string? OutlineOf(ReadOnlyMemory<byte> body, DesjardinsTokens tokens) =>
        tokens.Redactor.Redact(DesjardinsOutline.Of(body.Span));

    // Reports to the waiting exchange why the POST was refused. The exchange ignores it when it has an answer. A full or closed mailbox
    // drops it.
    private async Task RefuseAsync(string mailboxId, DesjardinsRefusedPost refusal, CancellationToken cancellationToken) =>
        await router.DeliverAsync(mailboxId, DesjardinsMessage.Of(refusal).ToJson(), cancellationToken).ConfigureAwait(false);

    private static bool TryReadToken(GatewayCallback callback, DesjardinsTokens tokens, out string mailboxId, out DateTimeOffset expiresAt)
    {
        var pathSuffix = callback.PathSuffix.AsSpan().Trim('/');
        return pathSuffix.IsEmpty
            ? tokens.TryRead(TokenInQuery(callback.Query), out mailboxId, out expiresAt)
            : tokens.TryRead(pathSuffix, out mailboxId, out expiresAt);
    }

    private static ReadOnlySpan<char> TokenInQuery(string query)
    {
        foreach (var pair in query.AsSpan().Split('&'))
        {
            var text = query.AsSpan()[pair];
            if (text.StartsWith($"{DesjardinsStatusFormat.TokenParameter}=", StringComparison.Ordinal))
                return text[(DesjardinsStatusFormat.TokenParameter.Length + 1)..];
        }

        return [];
    }

    // PROTOCOL.md, section Step 4: the reply of the related protocols; they define no step 5 for Status.
    private static GatewayCallbackReply Acknowledge(DesjardinsOptions current, DesjardinsDocument document, CallbackVerdict verdict)
    {
        if (!current.AcknowledgeWithXml) return new GatewayCallbackReply(200, null, default, verdict);
        using var buffer = new RequestBuffer();
        var xml = new DesjardinsXmlWriter(buffer);
        xml.Declare(DesjardinsDefaults.RequestEncoding);
        xml.Raw("\n<response><merchant"u8);
        xml.Attribute("id", current.MerchantId);
        xml.Raw(">"u8);
        foreach (var id in document.TopIds.Distinct(StringComparer.Ordinal))
        {
            xml.Raw("<transaction"u8);
            xml.Attribute("id", id);
            xml.Raw(" accepted=\"yes\"/>"u8);
        }

        xml.Raw("</merchant></response>"u8);
        return new GatewayCallbackReply(200, ContentType, buffer.ToArray(), verdict);
    }
}
