using System.Net;

namespace PaymentStatusSdk.Adapters;

/// <summary>One HTTP answer of a gateway with its whole body, in pooled memory that is wiped when it is given back.</summary>
public sealed class GatewayResponse : IDisposable
{
    private readonly HttpResponseMessage _message;
    private readonly TimeProvider _timeProvider;
    private readonly PooledBody _body;

    private GatewayResponse(HttpResponseMessage message, PooledBody body, TimeProvider timeProvider)
    {
        _message = message;
        _body = body;
        _timeProvider = timeProvider;
    }

    /// <summary>The HTTP status.</summary>
    public HttpStatusCode StatusCode => _message.StatusCode;

    /// <summary>The body as received; not valid any more after <see cref="Dispose"/>.</summary>
    public ReadOnlyMemory<byte> Body => _body.Memory;

    /// <summary>The charset parameter of the content type; null when there is none.</summary>
    public string? Charset => _message.Content.Headers.ContentType?.CharSet?.Trim('"');

    /// <summary>How long the gateway asked us to wait; null when it did not, or not understandably.</summary>
    public TimeSpan? RetryAfter
    {
        get
        {
            var header = _message.Headers.RetryAfter;
            var wait = header?.Delta ?? header?.Date - _timeProvider.GetUtcNow();
            return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
        }
    }

    /// <summary>Throws unless the status is 2xx: what a gateway says beside another status is not an answer.</summary>
    /// <exception cref="TransactionStatusException">Authentication (401, 403), RateLimited (429), Unavailable (5xx and 408), Rejected
    /// (other 4xx) or InvalidResponse (1xx, 3xx).</exception>
    public void ThrowIfNotSuccess()
    {
        if (!_message.IsSuccessStatusCode) throw StatusFaults.From((int)StatusCode, RetryAfter);
    }

    /// <summary>Wipes the body and gives its memory back.</summary>
    public void Dispose()
    {
        _body.Dispose();
        _message.Dispose();
    }

    internal static async ValueTask<GatewayResponse> ReadAsync(
        HttpResponseMessage message, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var content = message.Content;
        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var body = await PooledBody.ReadAsync(stream, content.Headers.ContentLength, cancellationToken).ConfigureAwait(false);
        return new GatewayResponse(message, body, timeProvider);
    }
}
