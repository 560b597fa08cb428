using System.Net.Sockets;
using System.Security.Authentication;
using PaymentStatusSdk.Http;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace PaymentStatusSdk.Tests.Http;

public sealed class TransportFailuresTests
{
    private const string Unknown = " The status of the payment is unknown: query again later.";

    private static readonly Uri Endpoint = new("https://gateway.example/status");
    private static readonly Uri Proxy = new("http://proxy.example:8080/");

    public static TheoryData<HttpRequestError, bool, string> Connections => new()
    {
        {
            HttpRequestError.NameResolutionError, false,
            "The host name of gateway.example cannot be resolved; check Endpoint, proxy and DNS."
        },
        {
            HttpRequestError.NameResolutionError, true,
            "The host name of the proxy proxy.example:8080 cannot be resolved; check Endpoint, proxy and DNS."
        },
        {
            HttpRequestError.ConnectionError, false,
            "No connection to gateway.example (no further details); check Endpoint, proxy and firewall."
        },
        {
            HttpRequestError.SecureConnectionError, true,
            "No TLS connection to gateway.example through the proxy proxy.example:8080: the handshake failed. "
            + "Check the trusted roots and the certificates on both sides."
        },
        {
            HttpRequestError.ResponseEnded, false,
            "The connection to gateway.example was closed without an answer; if this happens every time, check the client certificate."
        },
        {
            HttpRequestError.ResponseEnded, true,
            "The connection to gateway.example through the proxy proxy.example:8080 was closed without an answer; if this happens every "
            + "time, check the proxy and the client certificate."
        },
        { HttpRequestError.HttpProtocolError, false, "The connection to gateway.example broke (HttpProtocolError)." },
    };

    [Theory]
    [MemberData(nameof(Connections))]
    public void Failed_connection_is_described_with_its_peer(HttpRequestError error, bool hasProxy, string expected)
    {
        var failure = From(new HttpRequestException(error, "hidden"), hasProxy ? Proxy : null);

        Assert.Equal(TransactionStatusErrorKind.Transport, failure.Kind);
        Assert.Equal(expected + Unknown, failure.Message);
    }

    [Fact]
    public void Connection_without_TLS_that_ends_has_no_advice_on_certificates()
    {
        var exception = new HttpRequestException(HttpRequestError.ResponseEnded, "hidden");

        var failure = TransportFailures.From(
            exception, new Uri("http://gateway.example/"), proxy: null, hasHandlers: false, runsAdapterContent: false);

        Assert.Equal("The connection to gateway.example broke (ResponseEnded)." + Unknown, failure.Message);
    }

    [Fact]
    public void Causes_of_a_failed_connection_are_found_at_any_depth()
    {
        var socket = new InvalidOperationException("hidden", new SocketException((int)SocketError.ConnectionRefused));
        var tls = new InvalidOperationException("hidden", new AuthenticationException("The name does not match."));

        var refused = From(new HttpRequestException(HttpRequestError.ConnectionError, "hidden", socket));
        var untrusted = From(new HttpRequestException(HttpRequestError.SecureConnectionError, "hidden", tls));

        Assert.Contains("(ConnectionRefused)", refused.Message, StringComparison.Ordinal);
        Assert.Contains("gateway.example: The name does not match. Check", untrusted.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("certificate required")]
    [InlineData("bad certificate")]
    [InlineData("unknown ca")]
    [InlineData("certificate unknown")]
    [InlineData("certificate expired")]
    [InlineData("certificate revoked")]
    [InlineData("unsupported certificate")]
    [InlineData("access denied")]
    [InlineData("sec_e_cert")]
    [InlineData("handshake failure")]
    public void Alert_by_which_a_server_rejects_the_certificate_is_recognized_in_any_case(string alert)
    {
        var cause = new InvalidOperationException("hidden", new InvalidOperationException($"alert: {alert.ToUpperInvariant()}"));

        var onSend = From(new HttpRequestException(HttpRequestError.Unknown, "hidden", cause));
        var onRead = From(new IOException("hidden", cause));

        Assert.All([onSend, onRead], failure =>
        {
            Assert.Equal(TransactionStatusErrorKind.Authentication, failure.Kind);
            Assert.Equal(
                "gateway.example rejected the TLS client certificate. Check that it is the one issued for these credentials, and that it "
                + "has not expired.",
                failure.Message);
        });
    }

    [Theory]
    [InlineData("http://proxy.example:8080/", "gateway.example rejected")]
    [InlineData("https://proxy.example:8443/", "gateway.example or the proxy proxy.example:8443 rejected")]
    public void Proxy_that_requires_TLS_may_have_rejected_the_certificate(string proxy, string expected)
    {
        var failure = From(new IOException("hidden", new IOException("bad certificate")), new Uri(proxy));

        Assert.StartsWith(expected, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "Connecting to gateway.example took longer than ConnectTimeout.")]
    [InlineData(true, "Connecting to the proxy proxy.example:8080 took longer than ConnectTimeout.")]
    public void Canceled_connection_is_a_transport_failure(bool hasProxy, string expected)
    {
        var exception = new OperationCanceledException("hidden", new IOException("bad certificate"));

        var failure = From(exception, hasProxy ? Proxy : null);

        Assert.Equal(TransactionStatusErrorKind.Transport, failure.Kind);
        Assert.Equal(expected + Unknown, failure.Message);
    }

    [Theory]
    [InlineData(HttpRequestError.InvalidResponse)]
    [InlineData(HttpRequestError.ConfigurationLimitExceeded)]
    public void Answer_that_is_not_HTTP_is_an_invalid_response(HttpRequestError error)
    {
        foreach (var exception in new Exception[] { new HttpRequestException(error, "hidden"), new HttpIOException(error, "hidden") })
        {
            var direct = From(exception);
            var proxied = From(exception, Proxy);

            Assert.Equal(TransactionStatusErrorKind.InvalidResponse, direct.Kind);
            Assert.Contains("The answer is not valid HTTP.", direct.Message, StringComparison.Ordinal);
            Assert.Contains(
                "The answer is not valid HTTP; it came through the proxy proxy.example:8080.", proxied.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(HttpRequestError.Unknown)]
    [InlineData(HttpRequestError.ResponseEnded)]
    public void Answer_that_ends_early_is_a_transport_failure(HttpRequestError error)
    {
        var failure = From(new HttpIOException(error, "hidden"), Proxy);

        Assert.Equal(TransactionStatusErrorKind.Transport, failure.Kind);
        Assert.Equal(
            "The connection to gateway.example through the proxy proxy.example:8080 broke before the answer was complete." + Unknown,
            failure.Message);
    }

    [Fact]
    public void Rejection_by_a_resilience_handler_names_its_exception_and_says_what_to_do()
    {
        var timeout = From(new TimeoutRejectedException());
        var broken = From(new BrokenCircuitException());

        Assert.Equal(TransactionStatusErrorKind.Timeout, timeout.Kind);
        Assert.Equal(TransactionStatusErrorKind.Unavailable, broken.Kind);
        Assert.Equal(
            "A message handler of this client ended the request with Polly.Timeout.TimeoutRejectedException. Its limits are stricter than "
            + "the gateway's rules: use the client's options for timeouts, retries and the circuit breaker. The status of the payment is "
            + "unknown: query again later.",
            timeout.Message);
    }

    private static TransactionStatusException From(Exception exception, Uri? proxy = null) =>
        TransportFailures.From(exception, Endpoint, proxy, hasHandlers: true, runsAdapterContent: false);
}
