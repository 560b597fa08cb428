using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Http;

namespace PaymentStatusSdk.Tests.Http;

public sealed class HandlerChainTests
{
    private static readonly Uri Endpoint = new("https://gateway.example/status");
    private static readonly Uri Proxy = new("http://proxy.example:8080/");

    [Fact]
    public void Proxy_of_the_primary_handler_is_known()
    {
        var proxy = new FixedProxy(Proxy);

        Assert.Equal(Proxy, Over(new SocketsHttpHandler { Proxy = proxy }).ProxyFor(Endpoint));
        Assert.Equal(Proxy, Over(new HttpClientHandler { Proxy = proxy }).ProxyFor(Endpoint));
    }

    [Fact]
    public void Proxy_that_is_not_used_is_not_named()
    {
        var proxy = new FixedProxy(Proxy);

        Assert.Null(Over(new SocketsHttpHandler { Proxy = proxy, UseProxy = false }).ProxyFor(Endpoint));
        Assert.Null(Over(new HttpClientHandler { Proxy = proxy, UseProxy = false }).ProxyFor(Endpoint));
    }

    [Fact]
    public void Address_that_bypasses_the_proxy_has_no_proxy()
    {
        Assert.Null(Over(new FixedProxy(Proxy, isBypassed: true)).ProxyFor(Endpoint));
        Assert.Null(Over(new FixedProxy(new Uri(Endpoint.AbsoluteUri))).ProxyFor(Endpoint));
        Assert.Null(Over(new FixedProxy(found: null)).ProxyFor(Endpoint));
    }

    [Fact]
    public void Client_is_created_only_with_settings_of_the_merchant_and_has_no_timeout()
    {
        Assert.Null(Over(new SocketsHttpHandler()).GetClient());

        using var client = Over(new SocketsHttpHandler(), one => (one.BaseAddress, one.Timeout) = (Endpoint, TimeSpan.FromSeconds(1)))
            .GetClient();

        Assert.NotNull(client);
        Assert.Equal((Endpoint, Timeout.InfiniteTimeSpan), (client.BaseAddress, client.Timeout));
    }

    [Fact]
    public void Chain_is_guarded_unless_requests_go_directly_to_the_handler_of_the_framework()
    {
        Assert.False(Over(new SocketsHttpHandler()).IsGuarded);
        Assert.True(Over(new HttpClientHandler()).IsGuarded);
        Assert.True(Over(new PassingHandler { InnerHandler = new SocketsHttpHandler() }).IsGuarded);
    }

    private static HandlerChain Over(FixedProxy proxy) => Over(new SocketsHttpHandler { Proxy = proxy });

    private static HandlerChain Over(HttpMessageHandler primary, params Action<HttpClient>[] configure) =>
        new(new GatewayHandlerBuilder(new ServiceCollection().BuildServiceProvider()) { PrimaryHandler = primary }, configure);

    private sealed class PassingHandler : DelegatingHandler;

    private sealed class FixedProxy(Uri? found, bool isBypassed = false) : IWebProxy
    {
        public ICredentials? Credentials { get; set; }

        public Uri? GetProxy(Uri destination) => found;

        public bool IsBypassed(Uri host) => isBypassed;
    }
}
