namespace PaymentStatusSdk.Adapters;

/// <summary>One message that a gateway posted.</summary>
/// <param name="Body">The bytes; valid until the handler's task has ended.</param>
/// <param name="ContentType">As received; null when there was none.</param>
/// <param name="Tail">What follows the client's callback address in the path, without a leading slash; empty when nothing does.</param>
/// <param name="Query">The query string without <c>?</c>; empty when there is none.</param>
public readonly record struct GatewayCallback(ReadOnlyMemory<byte> Body, string? ContentType, string Tail, string Query)
{
    /// <summary>The size only: bodies and addresses carry secrets.</summary>
    public override string ToString() => $"{Body.Length} bytes";
}
