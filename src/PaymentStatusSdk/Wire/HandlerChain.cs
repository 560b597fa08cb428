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

    /// <summary>A client over the handlers; disposing of it leaves them as they are.</summary>
    public HttpClient CreateClient()
    {
        var client = new HttpClient(_outermost, disposeHandler: false);
        foreach (var configure in _configure) configure(client);
        client.Timeout = Timeout.InfiniteTimeSpan;
        return client;
    }
}
