using System.Net.Sockets;
using System.Security.Authentication;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Adapters.Wire;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace PaymentStatusSdk.Http;

/// <summary>Describes failures below HTTP without the exception itself, because a handler's exception may quote the request.</summary>
internal static class TransportFailures
{
    // The texts, in OpenSSL and SChannel, of the TLS alerts by which a server rejects the client's certificate.
    private static readonly string[] CertificateAlerts =
    [
        "certificate required", "bad certificate", "unknown ca", "certificate unknown", "certificate expired", "certificate revoked",
        "unsupported certificate", "access denied", "SEC_E_CERT", "handshake failure",
    ];

    public static TransactionStatusException From(
        Exception exception, Uri endpoint, Uri? proxy, bool hasHandlers, bool runsAdapterContent)
    {
        if (IsCertificateRefused(exception))
        {
            return new TransactionStatusException(
                TransactionStatusErrorKind.Authentication,
                $"{TlsPeer(endpoint, proxy)} rejected the TLS client certificate. Check that it is the one issued for these credentials, "
                + "and that it has not expired.");
        }

        return exception switch
        {
            HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded } =>
                NotHttp(proxy),
            HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded } =>
                NotHttp(proxy),
            HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } tunnel =>
                ProxyFailures.NoTunnel(tunnel.StatusCode, proxy, endpoint),
            HttpRequestException request => Transport(Describe(request, endpoint, proxy)),
            IOException => Transport($"The connection to {Route(endpoint, proxy)} broke before the answer was complete."),
            OperationCanceledException => Transport($"Connecting to {Peer(endpoint, proxy)} took longer than ConnectTimeout."),
            ExecutionRejectedException rejected => Rejected(rejected),
            _ => AdapterDefect.OfHttp(exception, hasHandlers, runsAdapterContent),
        };
    }

    private static TransactionStatusException Transport(string what) => new(
        TransactionStatusErrorKind.Transport, $"{what} The status of the payment is unknown: query again later.");

    private static TransactionStatusException NotHttp(Uri? proxy) => ProtocolErrors.Invalid(
        $"The answer is not valid HTTP{(proxy is null ? "" : $"; it came through the proxy {proxy.Authority}")}.");

    /// <summary>Describes a rejection or timeout by a merchant's resilience handler.</summary>
    private static TransactionStatusException Rejected(ExecutionRejectedException exception) => new(
        exception switch
        {
            TimeoutRejectedException => TransactionStatusErrorKind.Timeout,
            BrokenCircuitException => TransactionStatusErrorKind.Unavailable,
            _ => TransactionStatusErrorKind.RateLimited,
        },
        $"A message handler of this client ended the request with {exception.GetType()}. Its limits are stricter than the gateway's rules: "
            + "use the client's options for timeouts, retries and the circuit breaker. The status of the payment is unknown: query again "
            + "later.");

    // With a proxy, the failed connection is the one to the proxy.
    private static string Peer(Uri endpoint, Uri? proxy) => proxy is null ? endpoint.Authority : $"the proxy {proxy.Authority}";

    private static string Route(Uri endpoint, Uri? proxy) =>
        proxy is null ? endpoint.Authority : $"{endpoint.Authority} through the proxy {proxy.Authority}";

    // A client has two TLS connections when the proxy requires TLS as well.
    private static string TlsPeer(Uri endpoint, Uri? proxy) =>
        proxy?.Scheme == Uri.UriSchemeHttps ? $"{endpoint.Authority} or the proxy {proxy.Authority}" : endpoint.Authority;

    private static string Describe(HttpRequestException exception, Uri endpoint, Uri? proxy) => exception.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError =>
            $"The host name of {Peer(endpoint, proxy)} cannot be resolved; check Endpoint, proxy and DNS.",
        HttpRequestError.ConnectionError =>
            $"No connection to {Peer(endpoint, proxy)} ({Socket(exception)}); check Endpoint, proxy and firewall.",
        HttpRequestError.SecureConnectionError =>
            $"No TLS connection to {Route(endpoint, proxy)}: {Tls(exception)} Check the trusted roots and the certificates on both sides.",
        // Some servers (.NET on Linux) reject a certificate without a TLS alert.
        HttpRequestError.ResponseEnded when endpoint.Scheme == Uri.UriSchemeHttps =>
            $"The connection to {Route(endpoint, proxy)} was closed without an answer; if this happens every time, check the "
            + $"{(proxy is null ? "" : "proxy and the ")}client certificate.",
        _ => $"The connection to {Route(endpoint, proxy)} broke ({exception.HttpRequestError}).",
    };

    private static string Socket(Exception exception) =>
        Find<SocketException>(exception) is { } socket ? socket.SocketErrorCode.ToString() : "no further details";

    private static string Tls(Exception exception) =>
        Find<AuthenticationException>(exception) is { } tls ? tls.Message : "the handshake failed.";

    private static bool IsCertificateRefused(Exception exception)
    {
        if (exception is not (HttpRequestException or IOException)) return false;
        for (var inner = exception.InnerException; inner is not null; inner = inner.InnerException)
        {
            if (Array.Exists(CertificateAlerts, alert => inner.Message.Contains(alert, StringComparison.OrdinalIgnoreCase))) return true;
        }

        return false;
    }

    private static T? Find<T>(Exception exception)
        where T : Exception
    {
        for (var inner = exception.InnerException; inner is not null; inner = inner.InnerException)
        {
            if (inner is T found) return found;
        }

        return null;
    }
}
