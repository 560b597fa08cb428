using Microsoft.Extensions.Configuration;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Ppro;
using PaymentStatusSdk.Ppro.Callbacks;
using PaymentStatusSdk.Ppro.Certificates;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers contracts for PPRO's Simple API.</summary>
public static class PproBuilderExtensions
{
    private static readonly GatewayRegistration<PproOptions> Registration = new()
    {
        Provider = PproDefaults.Provider,
        Bind = static (section, options) => section.Bind(options),
        Validator = new PproOptionsValidator(TimeProvider.System),
        CreateAdapter = static context => new PproAdapter(context.Options, context.Transport),
        CreateCallbackHandler = static context => new PproCallbackHandler(context),
        ConfigureHandler = PproTls.Configure,
        ReadCertificateExpiry = static context =>
            context.Services.GetRequiredKeyedService<PproClientCertificate>(context.ClientName).ExpiresAt,
        AddServices = AddServices,
    };

    /// <summary>Registers a contract whose options are set in code.</summary>
    /// <param name="builder">The builder from <c>AddPaymentStatus</c>.</param>
    /// <param name="name">The client's name.</param>
    /// <param name="configure">Sets the options.</param>
    /// <exception cref="ArgumentException">The name is already registered or not allowed.</exception>
    public static GatewayBuilder AddPpro(this PaymentStatusBuilder builder, string name, Action<PproOptions> configure) =>
        builder.AddGateway(name, configure, Registration);

    /// <summary>Registers a contract whose options are bound from configuration and reloaded when it changes.</summary>
    /// <param name="builder">The builder from <c>AddPaymentStatus</c>.</param>
    /// <param name="name">The client's name.</param>
    /// <param name="section">The section whose keys are the properties of <see cref="PproOptions"/>; other keys are rejected.</param>
    /// <param name="configure">Sets options in code after the section is bound; null to set none.</param>
    /// <exception cref="ArgumentException">The name is already registered or not allowed.</exception>
    public static GatewayBuilder AddPpro(
        this PaymentStatusBuilder builder, string name, IConfiguration section, Action<PproOptions>? configure = null) =>
        builder.AddGateway(name, section, configure, Registration);

    private static void AddServices(IServiceCollection services, string name)
    {
        services.AddKeyedSingleton(name, (provider, key) =>
        {
            var context = provider.GetRequiredKeyedService<GatewayAdapterContext<PproOptions>>(key);
            return new PproClientCertificate(context.ClientName, context.Options, context.Services, context.Logger, TimeProvider.System);
        });
        services.AddKeyedSingleton(name, (provider, key) =>
            new PproTrust(provider.GetRequiredKeyedService<IGatewayOptionsSource<PproOptions>>(key)));
        services.AddKeyedSingleton<IPproReturnCheck>(name, (provider, key) =>
            new PproReturnCheck(provider.GetRequiredKeyedService<IGatewayOptionsSource<PproOptions>>(key)));
    }
}
