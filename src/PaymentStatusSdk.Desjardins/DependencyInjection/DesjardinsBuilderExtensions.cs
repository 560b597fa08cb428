using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Callbacks;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.Desjardins;
using PaymentStatusSdk.Desjardins.Callbacks;
using PaymentStatusSdk.Desjardins.Protocol;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers merchant accounts at Desjardins.</summary>
public static class DesjardinsBuilderExtensions
{
    private static readonly GatewayRegistration<DesjardinsOptions> Registration = new()
    {
        Provider = DesjardinsDefaults.Provider,
        Bind = static (section, options) => section.Bind(options),
        Validator = new DesjardinsOptionsValidator(),
        CreateAdapter = CreateAdapter,
        CreateCallbackHandler = static context => new DesjardinsCallbackHandler(
            context.Options, context.Services.GetRequiredService<ICallbackRouter>(), context.TimeProvider, context.ClientName),
        AddServices = static (services, _) => services.TryAddSingleton<IDesjardinsStatusFormat, DesjardinsStatusFormat>(),
    };

    /// <summary>Registers a merchant account whose options are set in code.</summary>
    /// <param name="builder">The builder from <c>AddPaymentStatus</c>.</param>
    /// <param name="name">The client's name. It is part of the address that the gateway posts to.</param>
    /// <param name="configure">Sets the options.</param>
    /// <exception cref="ArgumentException">The name is already registered or not allowed.</exception>
    public static GatewayBuilder AddDesjardins(this PaymentStatusBuilder builder, string name, Action<DesjardinsOptions> configure) =>
        builder.AddGateway(name, configure, Registration);

    /// <summary>Registers a merchant account whose options are bound from configuration and reloaded when it changes.</summary>
    /// <param name="builder">The builder from <c>AddPaymentStatus</c>.</param>
    /// <param name="name">The client's name. It is part of the address that the gateway posts to.</param>
    /// <param name="section">The section whose keys are the properties of <see cref="DesjardinsOptions"/>; other keys are rejected.</param>
    /// <param name="configure">Sets options in code after the section is bound; null to set none.</param>
    /// <exception cref="ArgumentException">The name is already registered or not allowed.</exception>
    public static GatewayBuilder AddDesjardins(
        this PaymentStatusBuilder builder, string name, IConfiguration section, Action<DesjardinsOptions>? configure = null) =>
        builder.AddGateway(name, section, configure, Registration);

    private static DesjardinsAdapter CreateAdapter(GatewayAdapterContext<DesjardinsOptions> context) => new(
        context,
        context.Services.GetRequiredService<IExchangeLock>(),
        context.Services.GetRequiredService<ICallbackRouter>(),
        context.Services.GetRequiredService<CallbackEndpointState>(),
        context.Services.GetKeyedService<IDesjardinsStatusFormat>(context.ClientName)
            ?? context.Services.GetRequiredService<IDesjardinsStatusFormat>());
}
