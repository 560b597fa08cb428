namespace PaymentStatusSdk.Http;

/// <summary>
/// The message handlers of a client, from the outermost to the sender, with the guard directly above the sender. Thread-safe.
/// </summary>
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
        Failures = new HandlerFailures([.. builder.AdditionalHandlers, .. wrappers]);
        if (!PrimaryHandlers.TryGuardBelow(wrappers, Failures)) builder.AdditionalHandlers.Add(new WireGuard(Failures));
        _outermost = builder.Build();
        // The merchant's settings run for each request, because they may depend on the time, as a token does.
        if (configure.Length == 0) _shared = NewClient();
    }

    /// <summary>The handler that sends requests.</summary>
    public HttpMessageHandler Sender { get; }

    public HandlerFailures Failures { get; }

    /// <summary>Returns the proxy for requests to this address; null when there is none, or when it cannot be determined.</summary>
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
            // A proxy class of the merchant threw. The name is only part of a message.
            return null;
        }
    }

    /// <summary>Returns a client over the handlers for one request; it holds nothing to dispose.</summary>
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
