namespace PaymentStatusSdk.Adapters;

/// <summary>The message handlers of a client from the outermost to the primary one, with the guard directly above that. Thread-safe.</summary>
internal sealed class HandlerChain
{
    private readonly Action<HttpClient>[] _configure;
    private readonly HttpMessageHandler _outermost;

    public HandlerChain(GatewayHandlerBuilder builder, Action<HttpClient>[] configure)
    {
        _configure = configure;
        Faults = new HandlerFaults(builder.AdditionalHandlers);
        builder.AdditionalHandlers.Add(new WireGuard(Faults));
        Primary = builder.PrimaryHandler;
        _outermost = builder.Build();
    }

    public HttpMessageHandler Primary { get; }

    public HandlerFaults Faults { get; }

    /// <summary>The proxy that a request to this address goes through; null when there is none, or none that can be known.</summary>
    public Uri? ProxyFor(Uri address)
    {
        var (proxy, isUsed) = Primary switch
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

    /// <summary>A client over the handlers; disposing of it leaves them as they are.</summary>
    public HttpClient CreateClient()
    {
        var client = new HttpClient(_outermost, disposeHandler: false);
        foreach (var configure in _configure) configure(client);
        client.Timeout = Timeout.InfiniteTimeSpan;
        return client;
    }
}
