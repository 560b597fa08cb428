using Microsoft.Extensions.Logging;
using PaymentStatusSdk.DependencyInjection;
using PaymentStatusSdk.Telemetry;

namespace PaymentStatusSdk.Adapters;

/// <summary>All callback addresses by client name.</summary>
internal sealed class GatewayCallbackReceiver : IGatewayCallbackReceiver
{
    private readonly Dictionary<string, CallbackAddress> _addresses;

    public GatewayCallbackReceiver(
        IServiceProvider services, IEnumerable<GatewayEntry> entries, PaymentStatusMetrics metrics, ILoggerFactory loggers, TimeProvider timeProvider)
    {
        // Names in addresses have no case; registration saw to it that no two names differ by case alone.
        _addresses = entries.ToDictionary(
            entry => entry.Name,
            entry => new CallbackAddress(
                entry.Name, services, new CallbackObserver(entry, metrics, loggers.CreateLogger(PaymentStatusTelemetry.CategoryOf(entry.Provider)), timeProvider)),
            StringComparer.OrdinalIgnoreCase);
    }

    public bool IsOpen(string clientName) => _addresses.TryGetValue(clientName, out var address) && address.Handler is { IsEnabled: true };

    public bool AcceptsGet(string clientName) => AddressOf(clientName).Handler is { AcceptsGet: true };

    public void Postpone(string clientName) => AddressOf(clientName).Observer.Received(CallbackVerdict.Postponed);

    public void Refuse(string clientName) => AddressOf(clientName).Observer.Received(CallbackVerdict.Refused);

    public async Task<GatewayCallbackReply> ReceiveAsync(string clientName, GatewayCallback callback, CancellationToken cancellationToken)
    {
        var address = AddressOf(clientName);
        using var activity = address.Observer.Start();
        var reply = await HandleAsync(address, callback, cancellationToken).ConfigureAwait(false);
        address.Observer.Received(reply.Verdict, activity);
        return reply;
    }

    private static async Task<GatewayCallbackReply> HandleAsync(CallbackAddress address, GatewayCallback callback, CancellationToken cancellationToken)
    {
        try
        {
            // It may have been closed by a reload since the host asked.
            if (address.Handler is not { IsEnabled: true } handler) return GatewayCallbackReply.Refused;
            return await handler.HandleAsync(callback, cancellationToken).ConfigureAwait(false);
        }
        catch (NotificationNotTakenException)
        {
            // The dispatcher has told which handler it was.
            return GatewayCallbackReply.Failed;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            address.Observer.RanOutOfTime();
            return GatewayCallbackReply.Failed;
        }
        catch (Exception) when (address.IsHostGone)
        {
            // The gateway sends the message again, to the next start.
            return GatewayCallbackReply.Failed;
        }
        catch (Exception exception)
        {
            address.Observer.Broke(exception);
            return GatewayCallbackReply.Failed;
        }
    }

    private CallbackAddress AddressOf(string clientName) => _addresses.TryGetValue(clientName, out var address)
        ? address
        : throw new ArgumentException($"No gateway client is registered as '{clientName}'.", nameof(clientName));
}
