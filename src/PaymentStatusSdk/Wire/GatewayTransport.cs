using System.Net.Http.Headers;
using System.Runtime.CompilerServices;

namespace PaymentStatusSdk.Adapters;

/// <summary>Posts to a gateway and reads the answer under a byte cap. Thread-safe.</summary>
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
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<GatewayResponse> PostAsync(
        Uri endpoint, ReadOnlyMemory<byte> body, MediaTypeHeaderValue contentType, CancellationToken cancellationToken)
    {
        using var client = _clients.CreateClient(_httpClientName);
        client.Timeout = Timeout.InfiniteTimeSpan;
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new ReadOnlyMemoryContent(body) };
        // A copy: a message handler of the merchant's may change it, and adapters give the same one to every request.
        request.Content.Headers.ContentType = (MediaTypeHeaderValue)((ICloneable)contentType).Clone();
        HttpResponseMessage? message = null;
        try
        {
            message = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
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
