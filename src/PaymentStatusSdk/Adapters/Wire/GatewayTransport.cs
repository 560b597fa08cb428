using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Http;
using PaymentStatusSdk.Telemetry;

namespace PaymentStatusSdk.Adapters.Wire;

/// <summary>Sends requests to a gateway and reads each answer up to a maximum size. Thread-safe.</summary>
/// <remarks>
/// Handlers, proxies and certificates that the merchant configured for the client apply; the host's configuration for all HTTP clients does
/// not. One call sends one request: a handler that sends it again, or answers without sending it, makes the call fail. The exchange
/// controls the timeouts: the HTTP client's own timeout is switched off. Requests have <c>Accept: */*</c>, <c>User-Agent</c> and
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

    /// <summary>Posts a body and reads the complete answer, whatever its HTTP status.</summary>
    /// <param name="endpoint">The address of the gateway.</param>
    /// <param name="body">The bytes; they must not change until the task has ended.</param>
    /// <param name="contentType">The content type, sent unchanged and without an added charset.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    /// <returns>The answer, to be awaited once; dispose it, because its body uses pooled memory.</returns>
    /// <exception cref="TransactionStatusException">No complete answer arrived (Transport, Authentication), the answer exceeds 256 KiB or
    /// is not HTTP (InvalidResponse), or a message handler broke the rule of one request per attempt (Configuration).</exception>
    /// <exception cref="OperationCanceledException">The token was canceled.</exception>
    public ValueTask<GatewayResponse> PostAsync(
        Uri endpoint, ReadOnlyMemory<byte> body, MediaTypeHeaderValue contentType, CancellationToken cancellationToken) =>
        PostAsync(endpoint, body, contentType, GatewayRequestOptions.Default, cancellationToken);

    /// <summary>Posts a body with the given options and reads the complete answer, whatever its HTTP status.</summary>
    /// <inheritdoc cref="PostAsync(Uri, ReadOnlyMemory{byte}, MediaTypeHeaderValue, CancellationToken)" path="/returns|/exception"/>
    /// <param name="endpoint">The address of the gateway.</param>
    /// <param name="body">The bytes; they must not change until the task has ended.</param>
    /// <param name="contentType">The content type, sent unchanged and without an added charset.</param>
    /// <param name="options">The options of the request; <see cref="GatewayRequestOptions.NotRepeatable"/> for one that must arrive at most
    /// once.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    public ValueTask<GatewayResponse> PostAsync(
        Uri endpoint, ReadOnlyMemory<byte> body, MediaTypeHeaderValue contentType, GatewayRequestOptions options,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(contentType);
        var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new ReadOnlyMemoryContent(body) };
        // As text: a message handler of the merchant may change the parsed value, and adapters use the same instance for every request.
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType.ToString());
        return SendAsync(request, options, cancellationToken);
    }

    /// <summary>Sends a request with any method and headers, and reads the complete answer, whatever its HTTP status.</summary>
    /// <param name="request">The request of one attempt, with an absolute address; it is disposed when the task has ended.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    /// <returns>The answer, to be awaited once; dispose it, because its body uses pooled memory.</returns>
    /// <exception cref="ArgumentException">The request has no absolute address.</exception>
    /// <exception cref="TransactionStatusException">No complete answer arrived (Transport, Authentication), the answer exceeds 256 KiB or
    /// is not HTTP (InvalidResponse), or a message handler broke the rule of one request per attempt (Configuration).</exception>
    /// <exception cref="OperationCanceledException">The token was canceled.</exception>
    public ValueTask<GatewayResponse> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        SendAsync(request, GatewayRequestOptions.Default, cancellationToken);

    /// <summary>Sends a request with any method and the given options, and reads the complete answer, whatever its HTTP status.</summary>
    /// <inheritdoc cref="SendAsync(HttpRequestMessage, CancellationToken)" path="/returns|/exception"/>
    /// <param name="request">The request of one attempt, with an absolute address; it is disposed when the task has ended.</param>
    /// <param name="options">The options of the request; <see cref="GatewayRequestOptions.NotRepeatable"/> for one that must arrive at most
    /// once.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<GatewayResponse> SendAsync(
        HttpRequestMessage request, GatewayRequestOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(options);
        using var sent = request;
        if (sent.RequestUri is not { IsAbsoluteUri: true } endpoint)
            throw new ArgumentException("The request must have an absolute address.", nameof(request));
        // Servers then close the connection themselves, and primary handlers other than SocketsHttpHandler do not keep it.
        if (!options.IsRepeatable) sent.Headers.ConnectionClose = true;
        // Other kinds of content run code of the adapter while they are sent, so an exception may be the adapter's.
        var runsAdapterContent = sent.Content is not (null or ByteArrayContent or ReadOnlyMemoryContent);
        var (chain, client) = GetClient(options);
        var permission = chain.IsGuarded ? new SendPermission(mayResend: options.IsRepeatable && _allowsHandlersToResend) : null;
        permission?.AttachTo(sent);
        RequestHeaders.Complete(sent.Headers, client?.DefaultRequestHeaders);
        HttpResponseMessage? message = null;
        try
        {
            var sending = client is null
                ? chain.Invoker.SendAsync(sent, cancellationToken)
                : client.SendAsync(sent, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            message = await sending.ConfigureAwait(false);
            if (permission is not null)
            {
                if (!permission.WasSent || permission.IsOfAnother(message)) throw chain.Failures.AnsweredWithoutSending();
                if (permission.WasRefused) throw chain.Failures.Resent();
            }

            var response = await GatewayResponse.ReadAsync(
                message, chain, endpoint, _timeProvider, cancellationToken).ConfigureAwait(false);
            message = null;
            return response;
        }
        catch (Exception) when (permission?.WasRefused == true)
        {
            throw Logged(chain.Failures.Resent());
        }
        catch (TransactionStatusException failure) when (failure.Kind == TransactionStatusErrorKind.Configuration)
        {
            throw Logged(failure);
        }
        catch (Exception exception) when (exception is not TransactionStatusException)
        {
            // A connection that is closed because of the token may fail in any way.
            cancellationToken.ThrowIfCancellationRequested();
            throw TransportFailures.From(exception, endpoint, chain.ProxyFor(endpoint), chain.IsGuarded, runsAdapterContent);
        }
        finally
        {
            message?.Dispose();
        }
    }

    // Building the handlers runs code of the merchant.
    private (HandlerChain Chain, HttpClient? Client) GetClient(GatewayRequestOptions options)
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

    // An adapter may continue after the failure, because the first request may have arrived: the log has the cause in any case.
    private TransactionStatusException Logged(TransactionStatusException failure)
    {
        ClientLog.HandlerBrokeRule(_logger, _clientName, failure.Message);
        return failure;
    }
}
