using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Telemetry;

namespace PaymentStatusSdk.Adapters;

/// <summary>What an adapter gets to work with.</summary>
/// <param name="ClientName">The client's name.</param>
/// <param name="Options">The options in force.</param>
/// <param name="Transport">The way to the gateway.</param>
/// <param name="TimeProvider">The clock.</param>
/// <param name="Logger">For what only the adapter can tell; never a secret or a body.</param>
/// <param name="Services">The container.</param>
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
    /// <summary>
    /// Creates a further client over the same options and transport, with boarding and a circuit of its own: for commands beside the status
    /// query that get the same kind of answer.
    /// </summary>
    /// <param name="adapter">Runs the exchanges of that client.</param>
    /// <exception cref="InvalidOperationException">The adapter's provider or capabilities cannot work.</exception>
    public ITransactionStatusClient CreateClient(IGatewayAdapter adapter) => CreateGatewayClient(adapter);

    /// <summary>Creates what hands the client's notifications to the merchant's handlers. An adapter's callback handler keeps one.</summary>
    /// <param name="memory">How long a handled message is remembered.</param>
    public NotificationDispatcher CreateNotificationDispatcher(TimeSpan memory) => new(ClientName, Services, TimeProvider, Logger, memory);

    internal GatewayClient CreateGatewayClient(IGatewayAdapter adapter)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        var gateway = new TransactionStatusClientMetadata(ClientName, adapter.Provider, adapter.Capabilities);
        AdapterCheck.Require(ClientName, AdapterCheck.Find(gateway.Provider, gateway.Capabilities));
        var observer = new ClientObserver(gateway, Services.GetRequiredService<PaymentStatusMetrics>(), Logger, TimeProvider);
        return new GatewayClient(gateway, adapter, () => Options.Current, TimeProvider, observer);
    }
}
