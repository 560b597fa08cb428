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
}
