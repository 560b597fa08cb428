using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Tests.Kit;

public static class KitBuilderExtensions
{
    /// <summary>Registers a client with valid options and then adjusts them.</summary>
    public static GatewayBuilder AddKit(
        this PaymentStatusBuilder builder, string name, IGatewayAdapter adapter, Action<KitOptions>? configure = null) =>
        builder.AddKit(name, _ => adapter, configure);

    public static GatewayBuilder AddKit(
        this PaymentStatusBuilder builder, string name, Func<GatewayAdapterContext<KitOptions>, IGatewayAdapter> create,
        Action<KitOptions>? configure = null, Action<SocketsHttpHandler, GatewayAdapterContext<KitOptions>>? handler = null) =>
        builder.AddGateway(
            name,
            options =>
            {
                options.Endpoint = new Uri("https://gateway.example/");
                options.Secret = "s";
                configure?.Invoke(options);
            },
            new GatewayRegistration<KitOptions>
            {
                Provider = "kit",
                CreateAdapter = create,
                Validator = new KitOptionsValidator(),
                ConfigureHandler = handler,
            });

    public static GatewayBuilder AddKit(
        this PaymentStatusBuilder builder, string name, IConfiguration section, IGatewayAdapter? adapter = null) =>
        builder.AddGateway(name, section, configure: null, new GatewayRegistration<KitOptions>
        {
            Provider = "kit",
            CreateAdapter = _ => adapter ?? new KitAdapter(),
            Validator = new KitOptionsValidator(),
            Bind = (from, options) => from.Bind(options),
        });
}
