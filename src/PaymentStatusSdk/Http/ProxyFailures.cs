using System.Net;
using static System.FormattableString;

namespace PaymentStatusSdk.Http;

/// <summary>Creates the failures of a proxy. They name the proxy without its credentials; nothing was sent to the gateway.</summary>
internal static class ProxyFailures
{
    /// <summary>HTTP 407. Not retried, because only a change of the merchant's settings helps.</summary>
    public static TransactionStatusException CredentialsRequired(Uri? proxy) => new(
        TransactionStatusErrorKind.Transport,
        $"{Name(proxy)} requires credentials (HTTP 407), so nothing was sent to the gateway. Set the credentials of the proxy with "
        + "GatewayBuilder.ConfigureHttpClient or in the address in HTTPS_PROXY. The status of the payment is unknown.")
    {
        IsTransient = false,
    };

    /// <summary>The proxy opened no tunnel to the gateway.</summary>
    public static TransactionStatusException NoTunnel(HttpStatusCode? status, Uri? proxy, Uri endpoint) =>
        status == HttpStatusCode.ProxyAuthenticationRequired
            ? CredentialsRequired(proxy)
            : new TransactionStatusException(
                TransactionStatusErrorKind.Transport,
                $"{Name(proxy)} opened no connection to "
                    + $"{endpoint.Authority}{(status is { } code ? Invariant($" (HTTP {(int)code})") : "")}, so nothing was "
                + "sent to the gateway. Check that the proxy allows and can reach this address, or configure another one with "
                + "GatewayBuilder.ConfigureHttpClient. The status of the payment is unknown: query again later.");

    private static string Name(Uri? proxy) => proxy is null ? "A proxy" : $"The proxy {proxy.Authority}";
}
