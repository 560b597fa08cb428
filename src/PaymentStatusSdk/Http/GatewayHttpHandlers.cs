using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;

namespace PaymentStatusSdk.Http;

/// <summary>The message handlers of one client. Built on first use, and again after the handler lifetime. Thread-safe.</summary>
/// <remarks>
/// They are not built by the HTTP client factory, because it applies the host's configuration for every client: options of any kind, and
/// every <see cref="IHttpMessageHandlerBuilderFilter"/>. As with the factory, a changed certificate, proxy or timeout takes effect after
/// the lifetime. Earlier handlers complete their requests and are left to the garbage collector, because the merchant may share them.
/// </remarks>
internal sealed class GatewayHttpHandlers(IServiceProvider services, string httpClientName, bool usesDefaults, TimeProvider timeProvider)
{
    private readonly Lock _lock = new();
    private Generation? _pooled;
    private Generation? _unpooled;

    /// <summary>Returns the handlers for repeatable requests, or those that open a new connection for each request.</summary>
    public HandlerChain Get(bool isPooled)
    {
        lock (_lock) return isPooled ? GetPooled() : GetUnpooled();
    }

    private HandlerChain GetPooled()
    {
        if (_pooled?.IsOver(timeProvider) != false) _pooled = Build(isPooled: true);
        return _pooled.Chain;
    }

    private HandlerChain GetUnpooled()
    {
        if (_unpooled?.IsOver(timeProvider) == false) return _unpooled.Chain;
        var built = Build(isPooled: false);
        // A sender other than SocketsHttpHandler would keep the connection for the next request, unless both chains share it.
        var keepsNone = built.Chain.Sender is SocketsHttpHandler || built.Chain.Sender == GetPooled().Sender;
        _unpooled = keepsNone ? built : null;
        return built.Chain;
    }

    private Generation Build(bool isPooled)
    {
        var options = Options();
        var scope = options.SuppressHandlerScope ? services : services.CreateScope().ServiceProvider;
        var builder = new GatewayHandlerBuilder(scope) { Name = httpClientName };
        Configuration(options)(builder);
        if (!isPooled) StopPooling(PrimaryHandlers.SenderOf(builder.PrimaryHandler));
        return new Generation(
            new HandlerChain(builder, [.. options.HttpClientActions]), timeProvider.GetTimestamp(), options.HandlerLifetime);
    }

    private HttpClientFactoryOptions Options()
    {
        if (usesDefaults) return services.GetRequiredService<IOptionsMonitor<HttpClientFactoryOptions>>().Get(httpClientName);
        var options = new HttpClientFactoryOptions();
        // The options that were configured with the client's own builder.
        foreach (var setup in services.GetKeyedServices<IConfigureOptions<HttpClientFactoryOptions>>(httpClientName))
        {
            if (setup is IConfigureNamedOptions<HttpClientFactoryOptions> named) named.Configure(httpClientName, options);
        }

        foreach (var setup in services.GetKeyedServices<IPostConfigureOptions<HttpClientFactoryOptions>>(httpClientName))
            setup.PostConfigure(httpClientName, options);
        return options;
    }

    private Action<HttpMessageHandlerBuilder> Configuration(HttpClientFactoryOptions options)
    {
        Action<HttpMessageHandlerBuilder> configure = builder =>
        {
            foreach (var action in options.HttpMessageHandlerBuilderActions) action(builder);
        };
        // The first filter is the outermost. The framework's filters add metrics and the loggers that the merchant configures for this
        // client.
        foreach (var filter in services.GetServices<IHttpMessageHandlerBuilderFilter>().Reverse())
        {
            if (usesDefaults || filter.GetType().Assembly == typeof(IHttpMessageHandlerBuilderFilter).Assembly)
                configure = filter.Configure(configure);
        }

        return configure;
    }

    // A merchant's handler that both chains share may be in use already; only Connection: close applies to it.
    private void StopPooling(HttpMessageHandler sender)
    {
        if (sender is SocketsHttpHandler sockets && sender != GetPooled().Sender) sockets.PooledConnectionLifetime = TimeSpan.Zero;
    }

    private sealed record Generation(HandlerChain Chain, long Built, TimeSpan Lifetime)
    {
        public bool IsOver(TimeProvider timeProvider) =>
            Lifetime != Timeout.InfiniteTimeSpan && timeProvider.GetElapsedTime(Built) >= Lifetime;
    }
}
