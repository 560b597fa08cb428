namespace PaymentStatusSdk.Http;

/// <summary>
/// The message handlers of a client, from the outermost to the sender, with a guard directly above the sender. Thread-safe.
/// </summary>
internal sealed class HandlerChain
{
    private readonly Action<HttpClient>[] _configure;
    private readonly HttpMessageHandler _outermost;

    public HandlerChain(GatewayHandlerBuilder builder, Action<HttpClient>[] configure)
    {
        _configure = configure;
        var wrappers = PrimaryHandlers.WrappersOf(builder.PrimaryHandler);
        Sender = PrimaryHandlers.SenderOf(builder.PrimaryHandler);
        Failures = new HandlerFailures([.. builder.AdditionalHandlers, .. wrappers]);
        IsGuarded = builder.AdditionalHandlers.Count > 0 || wrappers.Count > 0 || Sender is not SocketsHttpHandler;
        if (IsGuarded && !PrimaryHandlers.TryGuardBelow(wrappers, Failures)) builder.AdditionalHandlers.Add(new WireGuard(Failures));
        _outermost = builder.Build();
        Invoker = new HttpMessageInvoker(_outermost, disposeHandler: false);
    }

    /// <summary>Sends requests for which the merchant has not configured an HTTP client; it costs less than a client.</summary>
    public HttpMessageInvoker Invoker { get; }

    /// <summary>The handler that sends requests.</summary>
    public HttpMessageHandler Sender { get; }

    public HandlerFailures Failures { get; }

    /// <summary>
    /// Whether the guard is part of the chain. It is not when requests go directly to a <see cref="SocketsHttpHandler"/>: no handler could
    /// send them again or answer in its place.
    /// </summary>
    public bool IsGuarded { get; }

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

    /// <summary>
    /// Returns a client over the handlers for one request, with the merchant's settings; null when there are none. It holds nothing to
    /// dispose.
    /// </summary>
    public HttpClient? GetClient()
    {
        if (_configure.Length == 0) return null;
        var client = new HttpClient(_outermost, disposeHandler: false);
        // They run for each request, because they may depend on the time, as a token does.
        foreach (var configure in _configure) configure(client);
        client.Timeout = Timeout.InfiniteTimeSpan;
        return client;
    }
}
