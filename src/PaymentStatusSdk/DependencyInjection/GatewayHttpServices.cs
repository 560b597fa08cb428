using System.Collections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;

namespace PaymentStatusSdk.DependencyInjection;

/// <summary>
/// The service collection of one client's <see cref="IHttpClientBuilder"/>. It also registers the
/// configuration from that builder under the client's key, to distinguish it from the host's defaults for every HTTP client.
/// </summary>
internal sealed class GatewayHttpServices(IServiceCollection services, string httpClientName) : IServiceCollection
{
    public int Count => services.Count;

    public bool IsReadOnly => services.IsReadOnly;

    public ServiceDescriptor this[int index]
    {
        get => services[index];
        set => services[index] = value;
    }

    public void Add(ServiceDescriptor item)
    {
        services.Add(item);
        if (!item.IsKeyedService && IsSetup(item.ServiceType)) services.Add(Keyed(item));
    }

    public void Insert(int index, ServiceDescriptor item) => services.Insert(index, item);

    public void Clear() => services.Clear();

    public bool Contains(ServiceDescriptor item) => services.Contains(item);

    public void CopyTo(ServiceDescriptor[] array, int arrayIndex) => services.CopyTo(array, arrayIndex);

    public int IndexOf(ServiceDescriptor item) => services.IndexOf(item);

    public bool Remove(ServiceDescriptor item) => services.Remove(item);

    public void RemoveAt(int index) => services.RemoveAt(index);

    public IEnumerator<ServiceDescriptor> GetEnumerator() => services.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static bool IsSetup(Type service) =>
        service == typeof(IConfigureOptions<HttpClientFactoryOptions>)
        || service == typeof(IPostConfigureOptions<HttpClientFactoryOptions>);

    private ServiceDescriptor Keyed(ServiceDescriptor item)
    {
        if (item.ImplementationInstance is { } instance) return new ServiceDescriptor(item.ServiceType, httpClientName, instance);
        return item.ImplementationFactory is { } factory
            ? new ServiceDescriptor(item.ServiceType, httpClientName, (provider, _) => factory(provider), item.Lifetime)
            : new ServiceDescriptor(item.ServiceType, httpClientName, item.ImplementationType!, item.Lifetime);
    }
}
