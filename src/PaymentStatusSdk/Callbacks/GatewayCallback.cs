using System.Diagnostics.CodeAnalysis;

namespace PaymentStatusSdk.Adapters;

/// <summary>One message that a gateway sent to a client's callback address.</summary>
/// <param name="Body">The bytes, without a <c>Content-Encoding</c>; valid until the handler's task has ended. Empty for GET, as a rule.</param>
/// <param name="ContentType">As received; null when there was none. It is often wrong: <see cref="CallbackCarrier"/> goes by the content.</param>
/// <param name="PathSuffix">What follows the client's callback address in the path, without a leading slash; empty when nothing does.</param>
/// <param name="Query">The query string without <c>?</c>; empty when there is none.</param>
public readonly record struct GatewayCallback(ReadOnlyMemory<byte> Body, string? ContentType, string PathSuffix, string Query)
{
    /// <summary>A longer header value is not read, in characters.</summary>
    public const int MaxHeaderLength = 4_096;

    /// <summary>The HTTP method in upper case.</summary>
    /// <value>The default is <c>POST</c>; <c>GET</c> only when <see cref="IGatewayCallbackHandler.AcceptsGet"/> allows it.</value>
    public string Method { get => field ?? "POST"; init; }

    /// <summary>Returns the values of a request header by its name, ignoring case; empty when there is none. Set by the host.</summary>
    /// <value>The default is null: no headers. Valid until the handler's task has ended.</value>
    public Func<string, IReadOnlyList<string?>>? Headers { get; init; }

    /// <summary>Reads a request header that has a single value, such as a signature.</summary>
    /// <param name="name">The header's name, ignoring case.</param>
    /// <param name="value">The value as received; null when false is returned.</param>
    /// <returns>
    /// False when the header is missing or empty, when its lines differ, or when it is longer than <see cref="MaxHeaderLength"/>. Equal lines
    /// count as one, since some proxies repeat a header.
    /// </returns>
    public bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        value = null;
        return Headers is not null && HeaderValues.TryGetSingle(Headers(name), MaxHeaderLength, out value);
    }

    /// <summary>The size only: bodies, headers and addresses carry secrets.</summary>
    public override string ToString() => $"{Body.Length} bytes";
}
