using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Adapters.Callbacks;
using PaymentStatusSdk.Telemetry;

namespace PaymentStatusSdk.Callbacks;

/// <summary>The callback address of one client. An adapter that receives no messages registers no handler.</summary>
internal sealed class CallbackAddress(string clientName, IServiceProvider services, CallbackObserver observer)
{
    private IGatewayCallbackHandler? _handler;

    public CallbackObserver Observer => observer;

    /// <summary>Whether the host has been disposed; a failure after that is not logged as an error.</summary>
    public bool IsHostDisposed => HostDisposal.Of(services);

    public IGatewayCallbackHandler? Handler => _handler ??= services.GetKeyedService<IGatewayCallbackHandler>(clientName);
}
