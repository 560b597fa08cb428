using System.Net;
using static System.FormattableString;

namespace PaymentStatusSdk.Adapters;

/// <summary>What a proxy on the way refuses. It is named without its credentials; the gateway was not asked.</summary>
internal static class ProxyFailures
{
    /// <summary>HTTP 407. Only a change of the merchant's settings helps, so it is not repeated.</summary>
    public static TransactionStatusException CredentialsRequired(Uri? proxy) => new(
        TransactionStatusErrorKind.Transport,
        $"{Name(proxy)} requires credentials (HTTP 407), so the gateway was not asked. Set the credentials of the proxy, by "
        + "GatewayBuilder.ConfigureHttpClient or in the address in HTTPS_PROXY. That says nothing about the payment.")
    {
        IsTransient = false,
    };

    /// <summary>The proxy opened no tunnel to the gateway.</summary>
    public static TransactionStatusException NoTunnel(HttpStatusCode? status, Uri? proxy, Uri endpoint) => status == HttpStatusCode.ProxyAuthenticationRequired
        ? CredentialsRequired(proxy)
        : new TransactionStatusException(
            TransactionStatusErrorKind.Transport,
            $"{Name(proxy)} opened no connection to {endpoint.Authority}{(status is { } code ? Invariant($" (HTTP {(int)code})") : "")}, so the gateway was "
            + "not asked. Check that the proxy allows and can reach this address, or configure another one by GatewayBuilder.ConfigureHttpClient. "
            + "That says nothing about the payment: ask again later.");

    private static string Name(Uri? proxy) => proxy is null ? "A proxy" : $"The proxy {proxy.Authority}";
}
