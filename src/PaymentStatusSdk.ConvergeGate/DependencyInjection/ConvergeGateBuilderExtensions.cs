using Microsoft.Extensions.Configuration;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.ConvergeGate;
using PaymentStatusSdk.ConvergeGate.Callbacks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers merchant accounts at ConvergeGate and other GPN DATA white labels.</summary>
public static class ConvergeGateBuilderExtensions
{
    private static readonly GatewayRegistration<ConvergeGateOptions> Registration = new()
    {
        Provider = ConvergeGateDefaults.Provider,
        Bind = static (section, options) => section.Bind(options),
        Validator = new ConvergeGateOptionsValidator(),
        CreateAdapter = static context => new ConvergeGateAdapter(context.Options, context.Transport),
        CreateCallbackHandler = static context => new ConvergeGateCallbackHandler(context),
        AddServices = AddServices,
    };

    /// <summary>Registers a merchant account whose options are set in code.</summary>
    /// <param name="builder">The builder from <c>AddPaymentStatus</c>.</param>
    /// <param name="name">The client's name.</param>
    /// <param name="configure">Sets the options.</param>
    /// <exception cref="ArgumentException">The name is already registered or not allowed.</exception>
    public static GatewayBuilder AddConvergeGate(this PaymentStatusBuilder builder, string name, Action<ConvergeGateOptions> configure) =>
        builder.AddGateway(name, configure, Registration);

    /// <summary>Registers a merchant account whose options are bound from configuration and reloaded when it changes.</summary>
    /// <param name="builder">The builder from <c>AddPaymentStatus</c>.</param>
    /// <param name="name">The client's name.</param>
    /// <param name="section">
    /// The section whose keys are the properties of <see cref="ConvergeGateOptions"/>; other keys are rejected.
    /// </param>
    /// <param name="configure">Sets options in code after the section is bound; null to set none.</param>
    /// <exception cref="ArgumentException">The name is already registered or not allowed.</exception>
    public static GatewayBuilder AddConvergeGate(
        this PaymentStatusBuilder builder, string name, IConfiguration section, Action<ConvergeGateOptions>? configure = null) =>
        builder.AddGateway(name, section, configure, Registration);

    private static void AddServices(IServiceCollection services, string name) =>
        services.AddKeyedSingleton<IConvergeGateCommands>(name, (provider, key) =>
        {
            var context = provider.GetRequiredKeyedService<GatewayAdapterContext<ConvergeGateOptions>>(key);
            var adapter = new ConvergeGateAdapter(context.Options, context.Transport, resendNotification: true);
            return new ConvergeGateCommands(context.CreateClient(adapter));
        });
}
