using PaymentStatusSdk;
using PaymentStatusSdk.DependencyInjection;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adjusts one registered gateway client.</summary>
public sealed class GatewayBuilder
{
    private readonly GatewayEntry _entry;
    private readonly IHttpClientBuilder _httpClient;

    internal GatewayBuilder(IServiceCollection services, GatewayEntry entry, IHttpClientBuilder httpClient)
    {
        Services = services;
        _entry = entry;
        _httpClient = httpClient;
    }

    /// <summary>The name the client is registered under.</summary>
    public string Name => _entry.Name;

    /// <summary>The services that the client is registered in.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Adjusts the client's <see cref="HttpClient"/>: message handlers, a proxy, a certificate.</summary>
    /// <remarks>
    /// The client's <see cref="HttpClient.Timeout"/> has no effect: time belongs to the options. Handlers are built anew after their lifetime
    /// (<c>SetHandlerLifetime</c>, two minutes by default), and what they read then is in force. A handler sees credentials in the body; keep it from logging them. Handlers that retry, hedge or cache
    /// make a query fail as <see cref="TransactionStatusErrorKind.Configuration"/>: an attempt is one request on the wire. The settings apply
    /// to this client only, and what the host configures for every HTTP client applies to it only after <see cref="UseHttpClientDefaults"/>.
    /// </remarks>
    public GatewayBuilder ConfigureHttpClient(Action<IHttpClientBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(_httpClient);
        return this;
    }

    /// <summary>
    /// Lets what the host configures for every HTTP client apply to this one too: <c>ConfigureHttpClientDefaults</c> and filters of handlers.
    /// </summary>
    /// <remarks>
    /// Without this call none of it does, because retries, hedging and time-outs are rules of the gateway's protocol. To let in one default
    /// only, add it by <see cref="ConfigureHttpClient"/> instead; to leave one out, remove it there, for example by
    /// <c>RemoveAllResilienceHandlers</c>. Loggers of the defaults stay out: they would log the address of every query.
    /// </remarks>
    public GatewayBuilder UseHttpClientDefaults()
    {
        _entry.UsesHttpClientDefaults = true;
        return this;
    }

    /// <summary>Lets message handlers of this client send a request again within one attempt, for example to negotiate access after a 401.</summary>
    /// <remarks>
    /// Without this call a second request within one attempt is held back and the query fails as
    /// <see cref="TransactionStatusErrorKind.Configuration"/>: a gateway may allow one request in ten seconds, and never two at once for one
    /// transaction. Requests that the protocol forbids to repeat are held back in any case, and so are answers that no request was sent for.
    /// </remarks>
    public GatewayBuilder AllowHandlersToResend()
    {
        _entry.AllowsHandlersToResend = true;
        return this;
    }

    /// <summary>Puts a decorator around the client; the last one added is the outermost.</summary>
    /// <param name="decorate">Gets the inner client and the services; see <see cref="DelegatingTransactionStatusClient"/>.</param>
    public GatewayBuilder Use(Func<ITransactionStatusClient, IServiceProvider, ITransactionStatusClient> decorate)
    {
        ArgumentNullException.ThrowIfNull(decorate);
        _entry.Decorators.Add(decorate);
        return this;
    }
}
