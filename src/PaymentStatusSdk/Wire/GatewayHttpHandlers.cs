using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;

namespace PaymentStatusSdk.Adapters;

/// <summary>The message handlers of one client. Built when first used, and kept as long as the client. Thread-safe.</summary>
/// <remarks>
/// Built here and not by the factory, which applies every <see cref="IHttpMessageHandlerBuilderFilter"/> of the host. DNS is followed by the
/// lifetime of connections, so that handlers need not be replaced.
/// </remarks>
internal sealed class GatewayHttpHandlers
{
    private readonly IServiceProvider _services;
    private readonly string _httpClientName;
    private readonly bool _usesDefaults;
    private readonly Lazy<HandlerChain> _pooled;
    private readonly Lazy<HandlerChain> _unpooled;

    public GatewayHttpHandlers(IServiceProvider services, string httpClientName, bool usesDefaults)
    {
        _services = services;
        _httpClientName = httpClientName;
        _usesDefaults = usesDefaults;
        _pooled = new Lazy<HandlerChain>(() => Build(isPooled: true));
        _unpooled = new Lazy<HandlerChain>(() => Build(isPooled: false));
    }

    /// <summary>The handlers for repeatable requests, or those that open a connection for each request.</summary>
    public HandlerChain Get(bool isPooled) => isPooled ? _pooled.Value : _unpooled.Value;

    private HandlerChain Build(bool isPooled)
    {
        var options = _services.GetRequiredService<IOptionsMonitor<HttpClientFactoryOptions>>().Get(_httpClientName);
        var services = options.SuppressHandlerScope ? _services : _services.CreateScope().ServiceProvider;
        var builder = new GatewayHandlerBuilder(services) { Name = _httpClientName };
        Configuration(options)(builder);
        if (!isPooled) StopPooling(builder.PrimaryHandler);
        return new HandlerChain(builder, [.. options.HttpClientActions]);
    }

    private Action<HttpMessageHandlerBuilder> Configuration(HttpClientFactoryOptions options)
    {
        Action<HttpMessageHandlerBuilder> configure = builder =>
        {
            foreach (var action in options.HttpMessageHandlerBuilderActions) action(builder);
        };
        // The first filter is the outermost. Those of the framework bring metrics and the loggers that the merchant adds to this client.
        foreach (var filter in _services.GetServices<IHttpMessageHandlerBuilderFilter>().Reverse())
        {
            if (_usesDefaults || filter.GetType().Assembly == typeof(IHttpMessageHandlerBuilderFilter).Assembly) configure = filter.Configure(configure);
        }

        return configure;
    }

    // A handler of the merchant's that both chains share may be in use already; for it, Connection: close has to do.
    private void StopPooling(HttpMessageHandler primary)
    {
        if (primary is SocketsHttpHandler sockets && primary != Get(isPooled: true).Primary) sockets.PooledConnectionLifetime = TimeSpan.Zero;
    }
}
