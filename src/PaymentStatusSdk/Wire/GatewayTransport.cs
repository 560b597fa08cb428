using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Telemetry;

namespace PaymentStatusSdk.Adapters;

/// <summary>Sends requests to a gateway and reads each answer under a byte cap. Thread-safe.</summary>
/// <remarks>
/// Handlers, proxies and certificates that the merchant configured for the client apply; what the host configures for every HTTP client does
/// not. One call puts one request on the wire: a handler that sends it again, or answers without sending it, makes the call fail. Time
/// belongs to the exchange: the HTTP client's own time-out is switched off. Requests say <c>Accept: */*</c>, <c>User-Agent</c> and
/// <c>Accept-Encoding</c> unless the adapter or the merchant sets these headers; answers in gzip, deflate or br are decoded.
/// </remarks>
public sealed class GatewayTransport
{
    private readonly string _clientName;
    private readonly GatewayHttpHandlers _handlers;
    private readonly bool _allowsHandlersToResend;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;

    internal GatewayTransport(
        string clientName, GatewayHttpHandlers handlers, bool allowsHandlersToResend, TimeProvider timeProvider, ILogger logger)
    {
        _clientName = clientName;
        _handlers = handlers;
        _allowsHandlersToResend = allowsHandlersToResend;
        _timeProvider = timeProvider;
        _logger = logger;
    }

    /// <summary>Posts a body and reads the whole answer, whatever its HTTP status.</summary>
    /// <param name="endpoint">Where to.</param>
    /// <param name="body">The bytes; they must not change until the task has ended.</param>
    /// <param name="contentType">Sent as it is, without a charset being added.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The answer, to be awaited once; dispose of it, its body lives in pooled memory.</returns>
    /// <exception cref="TransactionStatusException">No whole answer came (Transport, Authentication), it is over 256 KiB or not HTTP
    /// (InvalidResponse), or a message handler broke the rule of one request per attempt (Configuration).</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    public ValueTask<GatewayResponse> PostAsync(
        Uri endpoint, ReadOnlyMemory<byte> body, MediaTypeHeaderValue contentType, CancellationToken cancellationToken) =>
        PostAsync(endpoint, body, contentType, GatewayRequestOptions.Default, cancellationToken);

    /// <summary>Posts a body as the options say, and reads the whole answer, whatever its HTTP status.</summary>
    /// <inheritdoc cref="PostAsync(Uri, ReadOnlyMemory{byte}, MediaTypeHeaderValue, CancellationToken)"/>
    /// <param name="endpoint">Where to.</param>
    /// <param name="body">The bytes; they must not change until the task has ended.</param>
    /// <param name="contentType">Sent as it is, without a charset being added.</param>
    /// <param name="options">How the request is sent; <see cref="GatewayRequestOptions.NotRepeatable"/> for one that must arrive at most once.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public ValueTask<GatewayResponse> PostAsync(
        Uri endpoint, ReadOnlyMemory<byte> body, MediaTypeHeaderValue contentType, GatewayRequestOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(contentType);
        var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new ReadOnlyMemoryContent(body) };
        // A copy: a message handler of the merchant's may change it, and adapters give the same one to every request.
        request.Content.Headers.ContentType = (MediaTypeHeaderValue)((ICloneable)contentType).Clone();
        return SendAsync(request, options, cancellationToken);
    }

    /// <summary>Sends a request of any method, with headers of its own, and reads the whole answer, whatever its HTTP status.</summary>
    /// <param name="request">One attempt's request, with an absolute address; it is disposed of when the task has ended.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The answer, to be awaited once; dispose of it, its body lives in pooled memory.</returns>
    /// <exception cref="ArgumentException">The request has no absolute address.</exception>
    /// <exception cref="TransactionStatusException">No whole answer came (Transport, Authentication), it is over 256 KiB or not HTTP
    /// (InvalidResponse), or a message handler broke the rule of one request per attempt (Configuration).</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    public ValueTask<GatewayResponse> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        SendAsync(request, GatewayRequestOptions.Default, cancellationToken);

    /// <summary>Sends a request of any method as the options say, and reads the whole answer, whatever its HTTP status.</summary>
    /// <inheritdoc cref="SendAsync(HttpRequestMessage, CancellationToken)"/>
    /// <param name="request">One attempt's request, with an absolute address; it is disposed of when the task has ended.</param>
    /// <param name="options">How the request is sent; <see cref="GatewayRequestOptions.NotRepeatable"/> for one that must arrive at most once.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<GatewayResponse> SendAsync(HttpRequestMessage request, GatewayRequestOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(options);
        using var sent = request;
        if (sent.RequestUri is not { IsAbsoluteUri: true } endpoint)
            throw new ArgumentException("The request needs an absolute address.", nameof(request));
        // Servers that are told so close the connection themselves, and primary handlers that are not ours do not keep it.
        if (!options.IsRepeatable) sent.Headers.ConnectionClose = true;
        var pass = new WirePass(mayResend: options.IsRepeatable && _allowsHandlersToResend);
        pass.AttachTo(sent);
        var (chain, client) = GetClient(options);
        RequestHeaders.Complete(sent.Headers, client.DefaultRequestHeaders);
        HttpResponseMessage? message = null;
        try
        {
            message = await client.SendAsync(sent, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            if (!pass.WasSent || pass.IsOfAnother(message)) throw chain.Faults.AnsweredWithoutSending();
            if (pass.WasRefused) throw chain.Faults.Resent();
            var response = await GatewayResponse.ReadAsync(message, chain, endpoint, _timeProvider, cancellationToken).ConfigureAwait(false);
            message = null;
            return response;
        }
        catch (Exception) when (pass.WasRefused)
        {
            throw Logged(chain.Faults.Resent());
        }
        catch (TransactionStatusException fault) when (fault.Kind == TransactionStatusErrorKind.Configuration)
        {
            throw Logged(fault);
        }
        catch (Exception exception) when (exception is not TransactionStatusException && !cancellationToken.IsCancellationRequested)
        {
            throw TransportFailures.From(exception, endpoint, chain.ProxyFor(endpoint));
        }
        finally
        {
            message?.Dispose();
        }
    }

    // Building them runs code of the merchant's.
    private (HandlerChain Chain, HttpClient Client) GetClient(GatewayRequestOptions options)
    {
        try
        {
            var chain = _handlers.Get(isPooled: options.IsRepeatable);
            return (chain, chain.GetClient());
        }
        catch (Exception exception) when (exception is not TransactionStatusException)
        {
            throw AdapterDefect.OfHandler(exception);
        }
    }

    // An adapter may go on after the failure, since the first request may have arrived: the log has the cause in any case.
    private TransactionStatusException Logged(TransactionStatusException fault)
    {
        ClientLog.HandlerBrokeRule(_logger, _clientName, fault.Message);
        return fault;
    }
}
