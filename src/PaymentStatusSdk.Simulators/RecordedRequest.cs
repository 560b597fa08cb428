using System.Text;

namespace PaymentStatusSdk.Simulators;

/// <summary>One request as a simulator received it. Immutable.</summary>
/// <remarks>It contains everything that was sent, including credentials: use made-up credentials only.</remarks>
public sealed class RecordedRequest
{
    internal RecordedRequest(
        long number,
        DateTimeOffset receivedAt,
        string method,
        string path,
        string? contentType,
        RequestCarrier carrier,
        ReadOnlyMemory<byte> body,
        IReadOnlyDictionary<string, string> headers,
        string? clientCertificateThumbprint)
    {
        (Number, ReceivedAt, Method, Path) = (number, receivedAt, method, path);
        (ContentType, Carrier, Body, Headers) = (contentType, carrier, body, headers);
        ClientCertificateThumbprint = clientCertificateThumbprint;
    }

    /// <summary>1 for the first request of this simulator, counted over all requests, recorded or not.</summary>
    public long Number { get; }

    /// <summary>The time at which the body was complete, by the simulator's clock.</summary>
    public DateTimeOffset ReceivedAt { get; }

    /// <summary>The HTTP method.</summary>
    public string Method { get; }

    /// <summary>The path, without the query string.</summary>
    public string Path { get; }

    /// <summary>The <c>Content-Type</c> header as received; null when there was none.</summary>
    public string? ContentType { get; }

    /// <summary>The carrier of the message: raw body or form fields.</summary>
    public RequestCarrier Carrier { get; }

    /// <summary>The exact bytes of the body; empty when the body exceeded the limit.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The headers. Names are case-insensitive; repeated values are joined by a comma.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The SHA-1 thumbprint of the client certificate; null without a client certificate.</summary>
    public string? ClientCertificateThumbprint { get; }

    /// <summary>The body, decoded as UTF-8.</summary>
    public string Text => Encoding.UTF8.GetString(Body.Span);

    /// <summary>Returns the method, the path and the size, without the content.</summary>
    /// <returns>A short line.</returns>
    public override string ToString() => $"#{Number} {Method} {Path} ({Body.Length} bytes)";
}
