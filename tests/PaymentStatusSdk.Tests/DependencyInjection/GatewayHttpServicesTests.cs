using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.DependencyInjection;

namespace PaymentStatusSdk.Tests.DependencyInjection;

public sealed class GatewayHttpServicesTests
{
    private readonly ServiceCollection _services = new();
    private readonly GatewayHttpServices _own;

    public GatewayHttpServicesTests() => _own = new GatewayHttpServices(_services, "kit");

    private static ConfigureNamedOptions<HttpClientFactoryOptions> Setup => new("kit", action: null);

    [Fact]
    public void Setup_of_an_HTTP_client_is_registered_under_the_key_of_the_client_as_well()
    {
        _own.AddSingleton<IConfigureOptions<HttpClientFactoryOptions>>(Setup);

        Assert.Equal(2, _services.Count);
        Assert.False(_services[0].IsKeyedService);
        Assert.Equal("kit", _services[1].ServiceKey);
        Assert.Same(_services[0].ImplementationInstance, _services[1].KeyedImplementationInstance);
    }

    [Fact]
    public void Other_services_are_registered_once()
    {
        _own.AddSingleton(TimeProvider.System);
        _own.AddKeyedSingleton<IConfigureOptions<HttpClientFactoryOptions>>("other", Setup);

        Assert.Equal([null, "other"], _services.Select(service => service.ServiceKey));
    }

    [Fact]
    public void Services_are_removed_from_the_collection_of_the_host()
    {
        var service = ServiceDescriptor.Singleton(TimeProvider.System);
        _own.Add(service);

        Assert.True(_own.Remove(service));
        Assert.False(_own.Remove(service));
        Assert.Empty(_services);
    }

    [Fact]
    public void Collection_is_read_only_when_that_of_the_host_is()
    {
        Assert.False(_own.IsReadOnly);

        _services.MakeReadOnly();

        Assert.True(_own.IsReadOnly);
    }
}
