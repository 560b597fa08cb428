using PaymentStatusSdk.Adapters.Callbacks;

namespace PaymentStatusSdk.Callbacks;

/// <summary>The HTTP response to a gateway's message.</summary>
/// <param name="StatusCode">The HTTP status.</param>
/// <param name="ContentType">The content type, sent unchanged; null when there is no body.</param>
/// <param name="Body">The bytes.</param>
/// <param name="Verdict">The result, for telemetry.</param>
public sealed record GatewayCallbackReply(int StatusCode, string? ContentType, ReadOnlyMemory<byte> Body, CallbackVerdict Verdict)
{
    /// <summary>A refusal without an explanation (400).</summary>
    public static GatewayCallbackReply Refused { get; } = new(400, null, default, CallbackVerdict.Refused);

    /// <summary>A refusal of a body whose content type is not the one that the gateway documents (415).</summary>
    public static GatewayCallbackReply UnsupportedContentType { get; } = new(415, null, default, CallbackVerdict.Refused);

    /// <summary>A failure that makes the gateway send the message again (500).</summary>
    public static GatewayCallbackReply Failed { get; } = new(500, null, default, CallbackVerdict.Failed);
}
