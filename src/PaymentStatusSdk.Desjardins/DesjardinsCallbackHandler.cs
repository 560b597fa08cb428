using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Desjardins;

/// <summary>
/// Takes step 4, and gives what it says to the exchange that waits for it. It never becomes a notification: it is the answer to our own question.
/// </summary>
internal sealed class DesjardinsCallbackHandler(
    IGatewayOptionsSource<DesjardinsOptions> options, ICallbackInbox inbox, TimeProvider timeProvider, string clientName) : IGatewayCallbackHandler
{
    private const string ContentType = "text/xml";

    private DesjardinsTokens? _tokens;

    public bool IsEnabled => options.Current is { MerchantKey.Length: > 0, PublicCallbackBaseUrl: not null };

    public bool IsRequired => true;

    public async Task<GatewayCallbackReply> HandleAsync(GatewayCallback callback, CancellationToken cancellationToken)
    {
        var tokens = CurrentTokens();
        var current = tokens.Options;
        // Nothing is parsed or looked up for a stranger.
        if (!TryReadToken(callback, tokens, out var boxId, out var expiresAt)) return GatewayCallbackReply.Refused;
        DesjardinsDocument document;
        try
        {
            document = DesjardinsDocument.Read(callback.Body);
        }
        catch (TransactionStatusException)
        {
            return GatewayCallbackReply.Refused;
        }

        if (document.MerchantId != current.MerchantId) return GatewayCallbackReply.Refused;
        var isTaken = timeProvider.GetUtcNow() < expiresAt
            && await inbox.DeliverAsync(boxId, document.ToMessage().ToJson(), cancellationToken).ConfigureAwait(false) == CallbackDelivery.Delivered;
        return Acknowledge(current, document, isTaken ? CallbackVerdict.Handled : CallbackVerdict.Ignored);
    }

    private static bool TryReadToken(GatewayCallback callback, DesjardinsTokens tokens, out string boxId, out DateTimeOffset expiresAt)
    {
        var tail = callback.Tail.AsSpan().Trim('/');
        return tail.IsEmpty
            ? tokens.TryRead(TokenInQuery(callback.Query), out boxId, out expiresAt)
            : tokens.TryRead(tail, out boxId, out expiresAt);
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

    // PROTOCOL.md, step 4: the reply of the sibling protocols, which name no step 5 for Status.
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

    private DesjardinsTokens CurrentTokens()
    {
        var current = options.Current;
        var tokens = _tokens;
        return tokens?.Options == current ? tokens : _tokens = new DesjardinsTokens(current, clientName);
    }
}
