using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Telemetry;

namespace PaymentStatusSdk.Adapters;

/// <summary>One client's callback address. An adapter without messages of its own registers no handler.</summary>
internal sealed class CallbackAddress(string clientName, IServiceProvider services, CallbackObserver observer)
{
    private IGatewayCallbackHandler? _handler;

    public CallbackObserver Observer => observer;

    /// <summary>Returns whether the host was disposed of; what fails from then on is no error.</summary>
    public bool IsHostGone => HostDisposal.Of(services);

    public IGatewayCallbackHandler? Handler => _handler ??= services.GetKeyedService<IGatewayCallbackHandler>(clientName);
}
