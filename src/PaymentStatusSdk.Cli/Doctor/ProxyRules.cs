using System.Net;

namespace PaymentStatusSdk.Cli.Doctor;

/// <summary>Finds the proxy between this machine and a gateway.</summary>
internal static class ProxyRules
{
    /// <summary>Returns the proxy for an address; null when requests go there directly.</summary>
    public static Uri? For(Uri endpoint, IWebProxy proxies) =>
        proxies.IsBypassed(endpoint) || proxies.GetProxy(endpoint) is not { } proxy || proxy == endpoint ? null : proxy;

    /// <summary>Returns what a person must know about the proxy. Its credentials are not shown.</summary>
    public static Finding Describe(string subject, Uri? proxy) => proxy is null
        ? new Finding(subject, "proxy", FindingLevel.Ok, "Requests go to the gateway without a proxy.")
        : new Finding(
            subject, "proxy", FindingLevel.Ok,
            $"Requests go through the proxy {proxy.Host}:{proxy.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)}, unless "
            + "your host sets another one in code. The checks of tcp and tls use no proxy.");
}
