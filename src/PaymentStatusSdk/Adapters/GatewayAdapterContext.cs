using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Adapters.Callbacks;
using PaymentStatusSdk.Adapters.Wire;
using PaymentStatusSdk.Exchange;
using PaymentStatusSdk.Telemetry;

namespace PaymentStatusSdk.Adapters;

/// <summary>The services and settings that an adapter works with.</summary>
/// <param name="ClientName">The name the client was registered under.</param>
/// <param name="Options">The source of the current options.</param>
/// <param name="Transport">Sends requests to the gateway.</param>
/// <param name="TimeProvider">The clock.</param>
/// <param name="Logger">The log for what only the adapter knows. Never log a secret or a body.</param>
/// <param name="Services">The service container.</param>
/// <typeparam name="TOptions">The adapter's options.</typeparam>
public sealed record GatewayAdapterContext<TOptions>(
    string ClientName,
    IGatewayOptionsSource<TOptions> Options,
    GatewayTransport Transport,
    TimeProvider TimeProvider,
    ILogger Logger,
    IServiceProvider Services)
    where TOptions : GatewayOptions
{
    /// <summary>The provider of the client's registration; null when the context was not created by a registration.</summary>
    internal string? RegisteredProvider { get; init; }

    /// <summary>
    /// Creates another client with the same options and transport, and with its own queue and circuit. Use it for commands besides the
    /// status query that return the same kind of answer.
    /// </summary>
    /// <param name="adapter">The adapter that runs the exchanges of the new client.</param>
    /// <exception cref="InvalidOperationException">The adapter's provider or capabilities are not valid, or its provider is not the
    /// registered one.</exception>
    public ITransactionStatusClient CreateClient(IGatewayAdapter adapter) => CreateGatewayClient(adapter);

    /// <summary>
    /// Creates a dispatcher that delivers the client's notifications to the merchant's handlers. An adapter's callback handler keeps one.
    /// </summary>
    /// <param name="memory">How long a handled notification is remembered, to detect duplicates.</param>
    public NotificationDispatcher CreateNotificationDispatcher(TimeSpan memory) => new(ClientName, Services, TimeProvider, Logger, memory);

    internal GatewayClient CreateGatewayClient(IGatewayAdapter adapter)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        var metadata = new TransactionStatusClientMetadata(ClientName, adapter.Provider, adapter.Capabilities);
        AdapterCheck.Require(ClientName, AdapterCheck.Find(RegisteredProvider ?? metadata.Provider, adapter));
        var observer = new ClientObserver(metadata, Services.GetRequiredService<PaymentStatusMetrics>(), Logger, TimeProvider);
        return new GatewayClient(metadata, adapter, () => Options.Current, TimeProvider, observer);
    }
}
