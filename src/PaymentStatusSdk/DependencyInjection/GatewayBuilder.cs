using PaymentStatusSdk;
using PaymentStatusSdk.DependencyInjection;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Configures one registered gateway client.</summary>
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

    /// <summary>The name under which the client is registered.</summary>
    public string Name => _entry.Name;

    /// <summary>The service collection in which the client is registered.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Configures the client's <see cref="HttpClient"/>: message handlers, a proxy, a certificate.</summary>
    /// <remarks>
    /// The client's <see cref="HttpClient.Timeout"/> has no effect: the options define the timeouts. Handlers are created again after their
    /// lifetime (<c>SetHandlerLifetime</c>, two minutes by default), and then read their settings again. A handler can read credentials in
    /// the body and must not log them. With a handler that retries, hedges or caches, a query fails as
    /// <see cref="TransactionStatusErrorKind.Configuration"/>: an attempt is one request on the wire. The settings apply to this client
    /// only. Defaults of the host for every HTTP client apply to it only after <see cref="UseHttpClientDefaults"/>.
    /// </remarks>
    public GatewayBuilder ConfigureHttpClient(Action<IHttpClientBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(_httpClient);
        return this;
    }

    /// <summary>
    /// Applies the host's defaults for every HTTP client to this client too:
    /// <c>ConfigureHttpClientDefaults</c> and handler builder filters.
    /// </summary>
    /// <remarks>
    /// Without this call, no default applies, because the gateway's protocol defines retries, hedging and timeouts. To apply only one
    /// default, add it with <see cref="ConfigureHttpClient"/> instead. To exclude a default, remove it there, for example with
    /// <c>RemoveAllResilienceHandlers</c>. Default loggers never apply: they would log the address of every query.
    /// </remarks>
    public GatewayBuilder UseHttpClientDefaults()
    {
        _entry.UsesHttpClientDefaults = true;
        return this;
    }

    /// <summary>
    /// Allows message handlers of this client to send a request again within one attempt, for example to authenticate after a 401.
    /// </summary>
    /// <remarks>
    /// Without this call, a second request within one attempt is blocked and the query fails as
    /// <see cref="TransactionStatusErrorKind.Configuration"/>: a gateway may allow only one request in ten seconds, and never two
    /// concurrent requests for one transaction. Requests that the protocol does not allow to repeat, and
    /// answers without a request, are always blocked.
    /// </remarks>
    public GatewayBuilder AllowHandlersToResend()
    {
        _entry.AllowsHandlersToResend = true;
        return this;
    }

    /// <summary>Adds a decorator around the client; the last one added is the outermost.</summary>
    /// <param name="decorate">Creates the decorator from the inner client and the services; see
    /// <see cref="DelegatingTransactionStatusClient"/>.</param>
    public GatewayBuilder Use(Func<ITransactionStatusClient, IServiceProvider, ITransactionStatusClient> decorate)
    {
        ArgumentNullException.ThrowIfNull(decorate);
        _entry.Decorators.Add(decorate);
        return this;
    }
}
