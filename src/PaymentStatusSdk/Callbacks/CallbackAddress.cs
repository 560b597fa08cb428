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

    /// <summary>
    /// Whether messages are received. An address whose handler throws counts as open: receiving a message then logs the exception, and the
    /// gateway sends the message again.
    /// </summary>
    public bool IsOpen
    {
        get
        {
            try
            {
                return Handler is { IsEnabled: true };
            }
            catch (Exception)
            {
                return true;
            }
        }
    }

    /// <summary>
    /// Whether the handler accepts GET; false when it throws. True when it cannot be created: receiving the message then logs the
    /// exception, and the gateway sends the message again.
    /// </summary>
    public bool AcceptsGet
    {
        get
        {
            IGatewayCallbackHandler? handler;
            try
            {
                handler = Handler;
            }
            catch (Exception)
            {
                return true;
            }

            try
            {
                return handler is { AcceptsGet: true };
            }
            catch (Exception exception)
            {
                if (!IsHostDisposed) observer.Defect(exception);
                return false;
            }
        }
    }

    /// <summary>The handler; null when there is none. Creating it may throw.</summary>
    public IGatewayCallbackHandler? Handler => _handler ??= services.GetKeyedService<IGatewayCallbackHandler>(clientName);
}
