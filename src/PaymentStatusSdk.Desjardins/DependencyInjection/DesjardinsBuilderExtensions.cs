using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Adapters.Callbacks;
using PaymentStatusSdk.Callbacks;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.Desjardins;
using PaymentStatusSdk.Desjardins.Callbacks;
using PaymentStatusSdk.Desjardins.Protocol;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers merchant accounts at Desjardins.</summary>
public static class DesjardinsBuilderExtensions
{
    /// <summary>Registers a merchant account whose options are set in code.</summary>
    /// <param name="builder">The builder from <c>AddPaymentStatus</c>.</param>
    /// <param name="name">The client's name. It is part of the address that the gateway posts to.</param>
    /// <param name="configure">Sets the options.</param>
    /// <exception cref="ArgumentException">The name is already registered or not allowed.</exception>
    public static GatewayBuilder AddDesjardins(this PaymentStatusBuilder builder, string name, Action<DesjardinsOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Add(builder, name, section: null, configure);
    }

    /// <summary>Registers a merchant account whose options are bound from configuration and reloaded when it changes.</summary>
    /// <param name="builder">The builder from <c>AddPaymentStatus</c>.</param>
    /// <param name="name">The client's name. It is part of the address that the gateway posts to.</param>
    /// <param name="section">The section whose keys are the properties of <see cref="DesjardinsOptions"/>; other keys are rejected.</param>
    /// <param name="configure">Sets options in code after the section is bound; null to set none.</param>
    /// <exception cref="ArgumentException">The name is already registered or not allowed.</exception>
    public static GatewayBuilder AddDesjardins(
        this PaymentStatusBuilder builder, string name, IConfiguration section, Action<DesjardinsOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(section);
        return Add(builder, name, section, configure);
    }

    private static GatewayBuilder Add(
        PaymentStatusBuilder builder, string name, IConfiguration? section, Action<DesjardinsOptions>? configure)
    {
        var gateway = builder.AddGateway(new GatewayRegistration<DesjardinsOptions>
        {
            Name = name,
            Provider = DesjardinsDefaults.Provider,
            Section = section,
            Bind = static (from, options) => from.Bind(options),
            Configure = configure,
            Validator = new DesjardinsOptionsValidator(),
            CreateAdapter = CreateAdapter,
        });
        builder.Services.TryAddSingleton<IDesjardinsStatusFormat, DesjardinsStatusFormat>();
        builder.Services.AddKeyedSingleton<IGatewayCallbackHandler>(name, (services, key) =>
        {
            var context = services.GetRequiredKeyedService<GatewayAdapterContext<DesjardinsOptions>>(key);
            return new DesjardinsCallbackHandler(
                context.Options, services.GetRequiredService<ICallbackRouter>(), context.TimeProvider, context.ClientName);
        });
        return gateway;
    }

    private static DesjardinsAdapter CreateAdapter(GatewayAdapterContext<DesjardinsOptions> context) => new(
        context,
        context.Services.GetRequiredService<IExchangeLock>(),
        context.Services.GetRequiredService<ICallbackRouter>(),
        context.Services.GetRequiredService<CallbackEndpointState>(),
        context.Services.GetKeyedService<IDesjardinsStatusFormat>(context.ClientName)
            ?? context.Services.GetRequiredService<IDesjardinsStatusFormat>());
}
