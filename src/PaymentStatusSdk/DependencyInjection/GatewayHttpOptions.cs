using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;

namespace PaymentStatusSdk.DependencyInjection;

/// <summary>Keeps what the host configures for every HTTP client from the client of one gateway, in whatever order it is registered.</summary>
internal sealed class GatewayHttpOptions(IServiceProvider services, string httpClientName, GatewayEntry entry)
    : IPostConfigureOptions<HttpClientFactoryOptions>
{
    public void PostConfigure(string? name, HttpClientFactoryOptions options)
    {
        if (name != httpClientName || entry.UsesHttpClientDefaults) return;
        var untouched = new HttpClientFactoryOptions();
        options.HttpMessageHandlerBuilderActions.Clear();
        options.HttpClientActions.Clear();
        options.HandlerLifetime = untouched.HandlerLifetime;
        options.ShouldRedactHeaderValue = untouched.ShouldRedactHeaderValue;
        options.SuppressHandlerScope = untouched.SuppressHandlerScope;
        foreach (var setup in services.GetKeyedServices<IConfigureOptions<HttpClientFactoryOptions>>(httpClientName))
        {
            if (setup is IConfigureNamedOptions<HttpClientFactoryOptions> named) named.Configure(name, options);
        }
    }
}
