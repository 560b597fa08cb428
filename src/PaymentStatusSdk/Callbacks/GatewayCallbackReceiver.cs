using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Adapters.Callbacks;
using PaymentStatusSdk.DependencyInjection;
using PaymentStatusSdk.Telemetry;

namespace PaymentStatusSdk.Callbacks;

/// <summary>Receives messages for the callback addresses of all clients.</summary>
internal sealed class GatewayCallbackReceiver : IGatewayCallbackReceiver
{
    private readonly Dictionary<string, CallbackAddress> _addresses;

    public GatewayCallbackReceiver(
        IServiceProvider services, IEnumerable<GatewayEntry> entries, PaymentStatusMetrics metrics, ILoggerFactory loggers,
        TimeProvider timeProvider)
    {
        // Client names in addresses are case-insensitive; registration rejects names that differ only by case.
        _addresses = entries.ToDictionary(
            entry => entry.Name,
            entry => new CallbackAddress(
                entry.Name, services, new CallbackObserver(
                    entry, metrics, loggers.CreateLogger(PaymentStatusTelemetry.CategoryOf(entry.Provider)), timeProvider)),
            StringComparer.OrdinalIgnoreCase);
    }

    public bool IsOpen(string clientName) => _addresses.TryGetValue(clientName, out var address) && address.IsOpen;

    public bool AcceptsGet(string clientName) => AddressOf(clientName).AcceptsGet;

    public void Postpone(string clientName) => AddressOf(clientName).Observer.Received(CallbackVerdict.Postponed);

    public void Refuse(string clientName) => AddressOf(clientName).Observer.Received(CallbackVerdict.Refused);

    public async Task RefuseUnreadableAsync(
        string clientName, GatewayCallback callback, int statusCode, CancellationToken cancellationToken)
    {
        var address = AddressOf(clientName);
        address.Observer.Received(CallbackVerdict.Refused);
        try
        {
            if (address.Handler is { IsEnabled: true } handler)
                await handler.HandleRefusedAsync(callback, statusCode, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The message remains refused; a query that waits for it fails at its time limit.
        }
        catch (Exception exception)
        {
            if (!address.IsHostDisposed) address.Observer.Defect(exception);
        }
    }

    public async Task<GatewayCallbackReply> ReceiveAsync(string clientName, GatewayCallback callback, CancellationToken cancellationToken)
    {
        var address = AddressOf(clientName);
        using var activity = address.Observer.Start();
        var reply = await HandleAsync(address, callback, cancellationToken).ConfigureAwait(false);
        address.Observer.Received(reply.Verdict, activity);
        return reply;
    }

    private static async Task<GatewayCallbackReply> HandleAsync(
        CallbackAddress address, GatewayCallback callback, CancellationToken cancellationToken)
    {
        try
        {
            // A reload may have closed the address since the host called IsOpen.
            if (address.Handler is not { IsEnabled: true } handler) return GatewayCallbackReply.Refused;
            return await handler.HandleAsync(callback, cancellationToken).ConfigureAwait(false)
                ?? throw new InvalidOperationException("HandleAsync returned no reply.");
        }
        catch (NotificationHandlerFailedException)
        {
            // The dispatcher has logged the handler that failed.
            return GatewayCallbackReply.Failed;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            address.Observer.RanOutOfTime();
            return GatewayCallbackReply.Failed;
        }
        catch (Exception) when (address.IsHostDisposed)
        {
            // The gateway sends the message again, after the host has restarted.
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
