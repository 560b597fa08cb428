using System.Net;
using PaymentStatusSdk.Cli.Doctor;

namespace PaymentStatusSdk.Cli.Tests.Doctor;

public class ProxyRulesTests
{
    [Theory]
    [InlineData(false, "http://proxy.example:3128/", "http://proxy.example:3128/")]
    [InlineData(true, "http://proxy.example:3128/", null)]
    [InlineData(false, "https://gateway.example/", null)]
    [InlineData(false, null, null)]
    public void Proxy_is_used_unless_the_address_is_exempt(bool isExempt, string? proxy, string? expected)
    {
        var proxies = new Proxies(isExempt, proxy is null ? null : new Uri(proxy));

        Assert.Equal(expected, ProxyRules.For(new Uri("https://gateway.example/"), proxies)?.ToString());
    }

    private sealed class Proxies(bool isExempt, Uri? proxy) : IWebProxy
    {
        public ICredentials? Credentials { get; set; }

        public Uri? GetProxy(Uri destination) => proxy;

        public bool IsBypassed(Uri host) => isExempt;
    }
}
