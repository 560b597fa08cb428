using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.Cli.Configuration;

namespace PaymentStatusSdk.Cli.Queries;

/// <summary>A client of the merchant's configuration, ready to be queried, with a server for its answers if it needs one.</summary>
internal sealed class MerchantConnection : IAsyncDisposable
{
    private readonly WebApplication _app;

    private MerchantConnection(WebApplication app, ITransactionStatusClient client)
    {
        _app = app;
        Client = client;
    }

    public ITransactionStatusClient Client { get; }

    /// <summary>Validates the options of the client and creates it. Nothing is sent.</summary>
    /// <param name="client">The client.</param>
    /// <param name="listen">The address at which answers are received; null for none.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <param name="isQueried">Whether the client will be queried, so that a gateway that POSTs its answers needs an address.</param>
    /// <param name="configure">Configures the client further; null for nothing.</param>
    /// <param name="configureApp">Configures the server for answers further; null for nothing.</param>
    /// <exception cref="CliException">The options are not valid, or the address for answers cannot be used.</exception>
    public static async Task<MerchantConnection> OpenAsync(
        MerchantClient client, Uri? listen, TimeProvider clock, CancellationToken cancellationToken, bool isQueried = true,
        Action<GatewayBuilder>? configure = null, Action<WebApplication>? configureApp = null)
    {
        if (isQueried && client.Provider == GatewayProvider.Desjardins && listen is null)
        {
            throw new CliException(
                ExitCode.ConfigurationError,
                $"The gateway of client '{client.Name}' POSTs its answers to PublicCallbackBaseUrl, and nothing listens there for this "
                + "command.",
                "Stop your host and add --listen with the address at which PublicCallbackBaseUrl arrives, such as "
                + "--listen http://localhost:5000.");
        }

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(clock);
        builder.Services.AddPaymentStatus(gateways =>
        {
            var gateway = Register(gateways, client);
            configure?.Invoke(gateway);
        });
        builder.Services.AddRouting();
        // An application requires a server, also one that is never started.
        builder.WebHost.UseKestrelCore();
        if (listen is not null) builder.WebHost.UseUrls(listen.GetLeftPart(UriPartial.Authority));

        var app = builder.Build();
        try
        {
            if (listen is not null)
            {
                configureApp?.Invoke(app);
                app.MapPaymentStatusCallbacks();
                await app.StartAsync(cancellationToken);
            }

            return new MerchantConnection(app, app.Services.GetRequiredService<ITransactionStatusClientFactory>().Get(client.Name));
        }
        catch (Exception exception)
        {
            await app.DisposeAsync();
            throw exception switch
            {
                OptionsValidationException => new CliException(
                    ExitCode.ConfigurationError, exception.Message, $"Correct the section {client.Section.Path}."),
                IOException => new CliException(
                    ExitCode.Unreachable, exception.Message, "Stop your host, or choose another address with --listen."),
                _ => exception,
            };
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>Registers a client with its section, as the merchant's host does.</summary>
    public static GatewayBuilder Register(PaymentStatusBuilder gateways, MerchantClient client) => client.Provider switch
    {
        GatewayProvider.ConvergeGate => gateways.AddConvergeGate(client.Name, client.Section),
        GatewayProvider.Ppro => gateways.AddPpro(client.Name, client.Section),
        _ => gateways.AddDesjardins(client.Name, client.Section),
    };
}
