using System.Diagnostics.CodeAnalysis;
using System.Net;
using PaymentStatusSdk.Callbacks;
using PaymentStatusSdk.Http;
using static System.FormattableString;

namespace PaymentStatusSdk.Adapters.Wire;

/// <summary>
/// One HTTP response of a gateway with its complete body, in pooled memory that is cleared before it is returned to the pool.
/// </summary>
public sealed class GatewayResponse : IDisposable
{
    private readonly HttpResponseMessage _message;
    private readonly PooledBody _body;
    private readonly HandlerChain _chain;
    private readonly Uri _endpoint;
    private readonly TimeProvider _timeProvider;

    private GatewayResponse(HttpResponseMessage message, PooledBody body, HandlerChain chain, Uri endpoint, TimeProvider timeProvider)
    {
        _message = message;
        _body = body;
        _chain = chain;
        _endpoint = endpoint;
        _timeProvider = timeProvider;
    }

    /// <summary>The HTTP status.</summary>
    public HttpStatusCode StatusCode => _message.StatusCode;

    /// <summary>The body, with any <c>Content-Encoding</c> decoded; no longer valid after <see cref="Dispose"/>.</summary>
    public ReadOnlyMemory<byte> Body => _body.Memory;

    /// <summary>The content type as received; null when it is missing, or when there are several different ones.</summary>
    public string? ContentType => TryGetHeader("Content-Type", out var value) ? value : null;

    /// <summary>The charset parameter of the content type; null when it is missing.</summary>
    public string? Charset => ContentTypeCharset.Of(ContentType);

    /// <summary>
    /// The time to wait, from now on, that the gateway requests; null when it requests none, or when the header is not understood.
    /// </summary>
    /// <value>
    /// Zero to 365,000 days; a longer time is reduced to that, so that it can be added to the current time. Fractions of a second are
    /// rounded up, and the longest of several values counts.
    /// </value>
    public TimeSpan? RetryAfter =>
        _message.Headers.NonValidated.TryGetValues("Retry-After", out var lines)
            ? RetryAfterHeader.Read(lines, _timeProvider.GetUtcNow())
            : null;

    /// <summary>Reads a response header that has a single value, such as a signature or a request id.</summary>
    /// <param name="name">The header's name, ignoring case.</param>
    /// <param name="value">The value as received; null when false is returned.</param>
    /// <returns>
    /// False when the header is missing or empty, when its lines differ, or when it is longer than
    /// <see cref="GatewayCallback.MaxHeaderLength"/>. Equal lines count as one, because some proxies repeat a header.
    /// </returns>
    public bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        value = null;
        return (_message.Headers.NonValidated.TryGetValues(name, out var lines)
            || _message.Content.Headers.NonValidated.TryGetValues(name, out lines))
            && HeaderValues.TryGetSingle(lines, GatewayCallback.MaxHeaderLength, out value);
    }

    /// <summary>Throws unless the status is 2xx: the body of a response with another status is not an answer.</summary>
    /// <exception cref="TransactionStatusException">Authentication (401, 403), RateLimited (429), Unavailable (5xx, 408 and 425), Transport
    /// (407: a proxy requires credentials), Rejected (other 4xx) or InvalidResponse (1xx, 3xx).</exception>
    public void ThrowIfNotSuccess()
    {
        if (!_message.IsSuccessStatusCode) throw StatusFailures.From((int)StatusCode, RetryAfter, ProxyThatMayAnswer());
    }

    /// <summary>Throws unless the status is 200, for a protocol in which no other status is an answer.</summary>
    /// <exception cref="TransactionStatusException">
    /// As from <see cref="ThrowIfNotSuccess"/>; InvalidResponse for another 2xx status.
    /// </exception>
    public void ThrowIfNotOk()
    {
        ThrowIfNotSuccess();
        if (StatusCode != HttpStatusCode.OK)
            throw ProtocolErrors.Invalid(Invariant($"The gateway answered with HTTP {(int)StatusCode}; an answer has HTTP 200."));
    }

    /// <summary>Clears the body and returns its memory to the pool.</summary>
    public void Dispose()
    {
        _body.Dispose();
        _message.Dispose();
    }

    internal static async ValueTask<GatewayResponse> ReadAsync(
        HttpResponseMessage message, HandlerChain chain, Uri endpoint, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var body = await ReadBodyAsync(message, cancellationToken).ConfigureAwait(false);
        return new GatewayResponse(message, body, chain, endpoint, timeProvider);
    }

    private static async ValueTask<PooledBody> ReadBodyAsync(HttpResponseMessage message, CancellationToken cancellationToken)
    {
        try
        {
            var coding = CodingOf(message);
            var stream = await message.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            var length = message.Content.Headers.ContentLength;
            var body = await PooledBody.ReadAsync(stream, length, cancellationToken).ConfigureAwait(false);
            return coding == ContentCoding.Identity ? body : ContentDecoder.Decode(body, coding);
        }
        catch (Exception exception) when (
            !message.IsSuccessStatusCode && exception is (TransactionStatusException or IOException or HttpRequestException))
        {
            // An error page that cannot be read is still an error: its status decides.
            return new PooledBody();
        }
    }

    private static ContentCoding CodingOf(HttpResponseMessage message)
    {
        if (!message.Content.Headers.NonValidated.TryGetValues("Content-Encoding", out var lines)) return ContentCoding.Identity;
        var coding = ContentDecoder.CodingOf(lines);
        if (coding != ContentCoding.Unknown) return coding;
        // The text of an error page may be readable although its coding is unknown.
        return message.IsSuccessStatusCode ? throw ContentCodingFailures.NotSupported(lines) : ContentCoding.Identity;
    }

    // An answer over TLS is the gateway's, except for 407. A SOCKS proxy does not answer in HTTP.
    private Uri? ProxyThatMayAnswer()
    {
        if (StatusCode != HttpStatusCode.ProxyAuthenticationRequired && _endpoint.Scheme != Uri.UriSchemeHttp) return null;
        return _chain.ProxyFor(_endpoint) is { Scheme: "http" or "https" } proxy ? proxy : null;
    }
}
