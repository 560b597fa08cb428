using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace PaymentStatusSdk.Tests.Wire;

/// <summary>Which answers may be those of a proxy.</summary>
public sealed class ProxyAnswerTests
{
    [Theory]
    [InlineData("https", 403, "http", "The gateway refused access (HTTP 403).")]
    [InlineData("https", 408, "http", "The gateway is temporarily unavailable (HTTP 408).")]
    [InlineData("https", 407, "http", "The proxy proxy.example:8080 requires credentials (HTTP 407)")]
    [InlineData("https", 407, "https", "The proxy proxy.example:8080 requires credentials (HTTP 407)")]
    [InlineData("https", 407, "socks5", "A proxy requires credentials (HTTP 407)")]
    [InlineData("http", 403, "http", "The gateway, or the proxy proxy.example:8080 in between, refused access (HTTP 403).")]
    [InlineData("http", 403, "https", "The gateway, or the proxy proxy.example:8080 in between, refused access (HTTP 403).")]
    [InlineData("http", 403, "socks5", "The gateway refused access (HTTP 403).")]
    public async Task Proxy_is_named_where_it_may_have_answered(string scheme, int status, string proxy, string expected)
    {
        await using var server = RawServer.Answering("", $"{status} No");
        await using var rig = new WireRig(
            http => http.AddHttpMessageHandler(() => new RedirectingHandler(server.Address)),
            sockets => sockets.Proxy = new LocalBypassProxy(new Uri($"{proxy}://proxy.example:8080/")));
        using var response = await rig.PostAsync(new Uri($"{scheme}://gateway.example/status"));

        var failure = Assert.Throws<TransactionStatusException>(response.ThrowIfNotSuccess);

        Assert.StartsWith(expected, failure.Message, StringComparison.Ordinal);
    }

    /// <summary>Sends requests to the server of the test instead of the gateway or a proxy.</summary>
    private sealed class RedirectingHandler(Uri target) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = target;
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class LocalBypassProxy(Uri proxy) : IWebProxy
    {
        public ICredentials? Credentials { get; set; }

        public Uri? GetProxy(Uri destination) => proxy;

        public bool IsBypassed(Uri host) => host.Host == "localhost";
    }
}
