using Microsoft.Extensions.Configuration;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Adapters.Callbacks;
using PaymentStatusSdk.Ppro;
using PaymentStatusSdk.Ppro.Callbacks;
using PaymentStatusSdk.Ppro.Certificates;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers contracts for PPRO's Simple API.</summary>
public static class PproBuilderExtensions
{
    /// <summary>Registers a contract whose options are set in code.</summary>
    /// <param name="builder">The builder from <c>AddPaymentStatus</c>.</param>
    /// <param name="name">The client's name.</param>
    /// <param name="configure">Sets the options.</param>
    /// <exception cref="ArgumentException">The name is already registered or not allowed.</exception>
    public static GatewayBuilder AddPpro(this PaymentStatusBuilder builder, string name, Action<PproOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Add(builder, name, section: null, configure);
    }

    /// <summary>Registers a contract whose options are bound from configuration and reloaded when it changes.</summary>
    /// <param name="builder">The builder from <c>AddPaymentStatus</c>.</param>
    /// <param name="name">The client's name.</param>
    /// <param name="section">The section whose keys are the properties of <see cref="PproOptions"/>; other keys are rejected.</param>
    /// <param name="configure">Sets options in code after the section is bound; null to set none.</param>
    /// <exception cref="ArgumentException">The name is already registered or not allowed.</exception>
    public static GatewayBuilder AddPpro(
        this PaymentStatusBuilder builder, string name, IConfiguration section, Action<PproOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(section);
        return Add(builder, name, section, configure);
    }

    private static GatewayBuilder Add(PaymentStatusBuilder builder, string name, IConfiguration? section, Action<PproOptions>? configure)
    {
        var gateway = builder.AddGateway(new GatewayRegistration<PproOptions>
        {
            Name = name,
            Provider = PproDefaults.Provider,
            Section = section,
            Bind = static (from, options) => from.Bind(options),
            Configure = configure,
            Validator = new PproOptionsValidator(TimeProvider.System),
            CreateAdapter = static context => new PproAdapter(context.Options, context.Transport),
            ConfigureHandler = PproTls.Configure,
        });
        builder.Services.AddKeyedSingleton(name, (services, key) =>
        {
            var context = services.GetRequiredKeyedService<GatewayAdapterContext<PproOptions>>(key);
            return new PproClientCertificate(context.ClientName, context.Options, context.Services, context.Logger, TimeProvider.System);
        });
        builder.Services.AddKeyedSingleton(name, (services, key) =>
            new PproTrust(services.GetRequiredKeyedService<IGatewayOptionsSource<PproOptions>>(key)));
        builder.Services.AddKeyedSingleton<IGatewayCallbackHandler>(name, (services, key) =>
            new PproCallbackHandler(services.GetRequiredKeyedService<GatewayAdapterContext<PproOptions>>(key)));
        builder.Services.AddKeyedSingleton<IPproReturnCheck>(name, (services, key) =>
            new PproReturnCheck(services.GetRequiredKeyedService<IGatewayOptionsSource<PproOptions>>(key)));
        return gateway;
    }
}
