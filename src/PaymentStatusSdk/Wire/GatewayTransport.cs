using System.Net.Http.Headers;
using System.Runtime.CompilerServices;

namespace PaymentStatusSdk.Adapters;

/// <summary>Sends requests to a gateway and reads each answer under a byte cap. Thread-safe.</summary>
/// <remarks>
/// Each call takes its <see cref="HttpClient"/> from the factory under the client's name, so that handlers, proxies and certificates that the
/// merchant configured apply. Time belongs to the exchange: the client's own time-out is switched off.
/// </remarks>
public sealed class GatewayTransport
{
    private readonly IHttpClientFactory _clients;
    private readonly string _httpClientName;
    private readonly TimeProvider _timeProvider;

    internal GatewayTransport(IHttpClientFactory clients, string httpClientName, TimeProvider timeProvider)
    {
        _clients = clients;
        _httpClientName = httpClientName;
        _timeProvider = timeProvider;
    }

    /// <summary>Posts a body and reads the whole answer, whatever its HTTP status.</summary>
    /// <param name="endpoint">Where to.</param>
    /// <param name="body">The bytes; they must not change until the task has ended.</param>
    /// <param name="contentType">Sent as it is, without a charset being added.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The answer, to be awaited once; dispose of it, its body lives in pooled memory.</returns>
    /// <exception cref="TransactionStatusException">No whole answer came (Transport, Authentication), or it is over 256 KiB or not HTTP
    /// (InvalidResponse).</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    public ValueTask<GatewayResponse> PostAsync(
        Uri endpoint, ReadOnlyMemory<byte> body, MediaTypeHeaderValue contentType, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(contentType);
        var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new ReadOnlyMemoryContent(body) };
        // A copy: a message handler of the merchant's may change it, and adapters give the same one to every request.
        request.Content.Headers.ContentType = (MediaTypeHeaderValue)((ICloneable)contentType).Clone();
        return SendAsync(request, cancellationToken);
    }

    /// <summary>Sends a request of any method, with headers of its own, and reads the whole answer, whatever its HTTP status.</summary>
    /// <param name="request">One attempt's request, with an absolute address; it is disposed of when the task has ended.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The answer, to be awaited once; dispose of it, its body lives in pooled memory.</returns>
    /// <exception cref="ArgumentException">The request has no absolute address.</exception>
    /// <exception cref="TransactionStatusException">No whole answer came (Transport, Authentication), or it is over 256 KiB or not HTTP
    /// (InvalidResponse).</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<GatewayResponse> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var sent = request;
        if (sent.RequestUri is not { IsAbsoluteUri: true } endpoint)
            throw new ArgumentException("The request needs an absolute address.", nameof(request));
        using var client = _clients.CreateClient(_httpClientName);
        client.Timeout = Timeout.InfiniteTimeSpan;
        HttpResponseMessage? message = null;
        try
        {
            message = await client.SendAsync(sent, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            var response = await GatewayResponse.ReadAsync(message, _timeProvider, cancellationToken).ConfigureAwait(false);
            message = null;
            return response;
        }
        catch (Exception exception) when (exception is not TransactionStatusException && !cancellationToken.IsCancellationRequested)
        {
            throw TransportFaults.From(exception, endpoint);
        }
        finally
        {
            message?.Dispose();
        }
    }
}
