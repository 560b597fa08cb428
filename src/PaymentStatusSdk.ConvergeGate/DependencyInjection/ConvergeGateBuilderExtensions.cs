using Microsoft.Extensions.Configuration;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Adapters.Callbacks;
using PaymentStatusSdk.ConvergeGate;
using PaymentStatusSdk.ConvergeGate.Callbacks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers merchant accounts at ConvergeGate and other GPN DATA white labels.</summary>
public static class ConvergeGateBuilderExtensions
{
    /// <summary>Registers a merchant account whose options are set in code.</summary>
    /// <param name="builder">The builder from <c>AddPaymentStatus</c>.</param>
    /// <param name="name">The client's name.</param>
    /// <param name="configure">Sets the options.</param>
    /// <exception cref="ArgumentException">The name is already registered or not allowed.</exception>
    public static GatewayBuilder AddConvergeGate(this PaymentStatusBuilder builder, string name, Action<ConvergeGateOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Add(builder, name, section: null, configure);
    }

    /// <summary>Registers a merchant account whose options are bound from configuration and reloaded when it changes.</summary>
    /// <param name="builder">The builder from <c>AddPaymentStatus</c>.</param>
    /// <param name="name">The client's name.</param>
    /// <param name="section">
    /// The section whose keys are the properties of <see cref="ConvergeGateOptions"/>; other keys are rejected.
    /// </param>
    /// <param name="configure">Sets options in code after the section is bound; null to set none.</param>
    /// <exception cref="ArgumentException">The name is already registered or not allowed.</exception>
    public static GatewayBuilder AddConvergeGate(
        this PaymentStatusBuilder builder, string name, IConfiguration section, Action<ConvergeGateOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(section);
        return Add(builder, name, section, configure);
    }

    private static GatewayBuilder Add(
        PaymentStatusBuilder builder, string name, IConfiguration? section, Action<ConvergeGateOptions>? configure)
    {
        var gateway = builder.AddGateway(new GatewayRegistration<ConvergeGateOptions>
        {
            Name = name,
            Provider = ConvergeGateDefaults.Provider,
            Section = section,
            Bind = static (from, options) => from.Bind(options),
            Configure = configure,
            Validator = new ConvergeGateOptionsValidator(),
            CreateAdapter = static context => new ConvergeGateAdapter(context.Options, context.Transport),
        });
        builder.Services.AddKeyedSingleton<IConvergeGateCommands>(name, (services, key) =>
        {
            var context = services.GetRequiredKeyedService<GatewayAdapterContext<ConvergeGateOptions>>(key);
            return new ConvergeGateCommands(
                context.CreateClient(new ConvergeGateAdapter(context.Options, context.Transport, resendNotification: true)));
        });
        builder.Services.AddKeyedSingleton<IGatewayCallbackHandler>(name, (services, key) =>
            new ConvergeGateCallbackHandler(services.GetRequiredKeyedService<GatewayAdapterContext<ConvergeGateOptions>>(key)));
        return gateway;
    }
}
