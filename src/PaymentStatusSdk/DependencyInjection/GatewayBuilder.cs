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
    /// The client's <see cref="HttpClient.Timeout"/> has no effect: time belongs to the options. A handler sees credentials in the body;
    /// keep it from logging them.
    /// </remarks>
    public GatewayBuilder ConfigureHttpClient(Action<IHttpClientBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(_httpClient);
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
