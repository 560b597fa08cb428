using Microsoft.Extensions.Logging;

namespace PaymentStatusSdk.Adapters;

/// <summary>What an adapter gets to work with.</summary>
/// <param name="Name">The client's name.</param>
/// <param name="Options">The options in force.</param>
/// <param name="Transport">The way to the gateway.</param>
/// <param name="TimeProvider">The clock.</param>
/// <param name="Logger">For what only the adapter can tell; never a secret or a body.</param>
/// <param name="Services">The container.</param>
/// <typeparam name="TOptions">The adapter's options.</typeparam>
public sealed record GatewayAdapterContext<TOptions>(
    string Name,
    IGatewayOptionsSource<TOptions> Options,
    GatewayTransport Transport,
    TimeProvider TimeProvider,
    ILogger Logger,
    IServiceProvider Services)
    where TOptions : GatewayOptions;
