namespace PaymentStatusSdk.Adapters;

/// <summary>The message handlers of a client from the outermost to the one that sends, with the guard directly above that. Thread-safe.</summary>
internal sealed class HandlerChain
{
    private readonly Action<HttpClient>[] _configure;
    private readonly HttpMessageHandler _outermost;
    private readonly HttpClient? _shared;

    public HandlerChain(GatewayHandlerBuilder builder, Action<HttpClient>[] configure)
    {
        _configure = configure;
        var wrappers = PrimaryHandlers.WrappersOf(builder.PrimaryHandler);
        Sender = PrimaryHandlers.SenderOf(builder.PrimaryHandler);
        Faults = new HandlerFailures([.. builder.AdditionalHandlers, .. wrappers]);
        if (!PrimaryHandlers.TryGuardBelow(wrappers, Faults)) builder.AdditionalHandlers.Add(new WireGuard(Faults));
        _outermost = builder.Build();
        // Settings of the merchant's run for each request, since they may depend on the time, as a token does.
        if (configure.Length == 0) _shared = NewClient();
    }

    /// <summary>The handler that puts requests on the wire.</summary>
    public HttpMessageHandler Sender { get; }

    public HandlerFailures Faults { get; }

    /// <summary>The proxy that a request to this address goes through; null when there is none, or none that can be known.</summary>
    public Uri? ProxyFor(Uri address)
    {
        var (proxy, isUsed) = Sender switch
        {
            SocketsHttpHandler sockets => (sockets.Proxy, sockets.UseProxy),
            HttpClientHandler handler => (handler.Proxy, handler.UseProxy),
            _ => (null, false),
        };
        if (!isUsed) return null;
        proxy ??= HttpClient.DefaultProxy;
        try
        {
            return proxy.IsBypassed(address) ? null : proxy.GetProxy(address) is { } found && found != address ? found : null;
        }
        catch (Exception)
        {
            // A proxy class of the merchant's. Its name is only a part of a message.
            return null;
        }
    }

    /// <summary>A client over the handlers for one request; it holds nothing to dispose of.</summary>
    public HttpClient GetClient()
    {
        if (_shared is not null) return _shared;
        var client = NewClient();
        foreach (var configure in _configure) configure(client);
        client.Timeout = Timeout.InfiniteTimeSpan;
        return client;
    }

    private HttpClient NewClient() => new(_outermost, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
}
