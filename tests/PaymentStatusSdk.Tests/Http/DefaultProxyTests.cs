using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Http;
using PaymentStatusSdk.Tests.Wire;

namespace PaymentStatusSdk.Tests.Http;

/// <summary>The default proxy is that of the whole process: nothing else may run meanwhile.</summary>
[CollectionDefinition(nameof(DefaultProxyTests), DisableParallelization = true)]
[Collection(nameof(DefaultProxyTests))]
public sealed class DefaultProxyTests : IDisposable
{
    private static readonly Uri Endpoint = new("https://gateway.example/status");
    private static readonly Uri Proxy = new("http://proxy.example:8080/");

    private readonly IWebProxy _former = HttpClient.DefaultProxy;

    public DefaultProxyTests() => HttpClient.DefaultProxy = new WebProxy(Proxy);

    [Fact]
    public void Handler_without_a_proxy_of_its_own_uses_the_default_proxy()
    {
        Assert.Equal(Proxy, ProxyOf(new SocketsHttpHandler()));
        Assert.Equal(Proxy, ProxyOf(new HttpClientHandler()));
        Assert.Null(ProxyOf(new SocketsHttpHandler { UseProxy = false }));
        Assert.Null(ProxyOf(new HttpClientHandler { UseProxy = false }));
    }

    [Fact]
    public void Primary_handler_of_another_type_has_no_known_proxy() =>
        Assert.Null(ProxyOf(new AnsweringHandler(_ => new HttpResponseMessage())));

    public void Dispose() => HttpClient.DefaultProxy = _former;

    private static Uri? ProxyOf(HttpMessageHandler primary)
    {
        var builder = new GatewayHandlerBuilder(new ServiceCollection().BuildServiceProvider()) { PrimaryHandler = primary };
        return new HandlerChain(builder, []).ProxyFor(Endpoint);
    }
}
