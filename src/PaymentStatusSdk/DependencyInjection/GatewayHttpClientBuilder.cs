using Microsoft.Extensions.DependencyInjection;

namespace PaymentStatusSdk.DependencyInjection;

/// <summary>The builder with which a merchant configures the HTTP client of one gateway client.</summary>
internal sealed class GatewayHttpClientBuilder(IHttpClientBuilder inner) : IHttpClientBuilder
{
    public string Name => inner.Name;

    public IServiceCollection Services { get; } = new GatewayHttpServices(inner.Services, inner.Name);
}
