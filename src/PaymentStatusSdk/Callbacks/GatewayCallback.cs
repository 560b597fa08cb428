using System.Diagnostics.CodeAnalysis;
using PaymentStatusSdk.Adapters.Callbacks;
using PaymentStatusSdk.Http;

namespace PaymentStatusSdk.Callbacks;

/// <summary>One message that a gateway sent to a client's callback address.</summary>
/// <param name="Body">The bytes, with any <c>Content-Encoding</c> decoded; valid until the handler's task has ended. Usually empty for
/// GET.</param>
/// <param name="ContentType">The header as received; null when it is missing. It is often wrong: <see cref="CallbackCarrier"/> uses the
/// content.</param>
/// <param name="PathSuffix">The part of the path after the client's callback address, without a leading slash; empty when there is
/// none.</param>
/// <param name="Query">The query string without <c>?</c>; empty when there is none.</param>
public readonly record struct GatewayCallback(ReadOnlyMemory<byte> Body, string? ContentType, string PathSuffix, string Query)
{
    /// <summary>The maximum length of a header value that is read, in characters.</summary>
    public const int MaxHeaderLength = 4_096;

    /// <summary>The HTTP method in upper case.</summary>
    /// <value>The default is <c>POST</c>; <c>GET</c> only when <see cref="IGatewayCallbackHandler.AcceptsGet"/> allows it.</value>
    public string Method { get => field ?? "POST"; init; }

    /// <summary>The first charset parameter of the content type; null when it is missing or empty.</summary>
    /// <value>The parameter is also found when the header is malformed, for example when a proxy repeated its value.</value>
    public string? Charset => ContentTypeCharset.Of(ContentType);

    /// <summary>
    /// Returns the values of a request header by its name, ignoring case; empty when the header is missing. Set by the host.
    /// </summary>
    /// <value>The default is null: no headers. Valid until the handler's task has ended.</value>
    public Func<string, IReadOnlyList<string?>>? Headers { get; init; }

    /// <summary>Reads a request header that has a single value, such as a signature.</summary>
    /// <param name="name">The header's name, ignoring case.</param>
    /// <param name="value">The value as received; null when false is returned.</param>
    /// <returns>
    /// False when the header is missing or empty, when its lines differ, or when it is longer than <see cref="MaxHeaderLength"/>. Equal
    /// lines count as one, because some proxies repeat a header.
    /// </returns>
    public bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        value = null;
        return Headers is not null && HeaderValues.TryGetSingle(Headers(name), MaxHeaderLength, out value);
    }

    /// <summary>Returns the size only: bodies, headers and addresses contain secrets.</summary>
    public override string ToString() => $"{Body.Length} bytes";
}
