namespace PaymentStatusSdk.Adapters;

/// <summary>What a gateway gets back.</summary>
/// <param name="StatusCode">The HTTP status.</param>
/// <param name="ContentType">Sent as it is; null when there is no body.</param>
/// <param name="Body">The bytes.</param>
/// <param name="Verdict">For telemetry.</param>
public sealed record GatewayCallbackReply(int StatusCode, string? ContentType, ReadOnlyMemory<byte> Body, CallbackVerdict Verdict)
{
    /// <summary>A refusal that explains nothing.</summary>
    public static GatewayCallbackReply Refused { get; } = new(400, null, default, CallbackVerdict.Refused);

    /// <summary>A refusal of a body that is not of the kind that the gateway documents.</summary>
    public static GatewayCallbackReply UnsupportedContentType { get; } = new(415, null, default, CallbackVerdict.Refused);

    /// <summary>Asks the gateway to try again.</summary>
    public static GatewayCallbackReply Failed { get; } = new(500, null, default, CallbackVerdict.Failed);
}
