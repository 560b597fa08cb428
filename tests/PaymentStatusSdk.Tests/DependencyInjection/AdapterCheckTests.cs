using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Exchange;
using PaymentStatusSdk.Tests.Kit;

namespace PaymentStatusSdk.Tests.DependencyInjection;

public sealed class AdapterCheckTests
{
    private static readonly GatewayCapabilities Fine = new() { SupportsGatewayReference = true };

    public static TheoryData<string, string, GatewayCapabilities, string> Declarations => new()
    {
        { "other", "kit", Fine, "registered with the provider 'other', but its adapter's Provider is 'kit'" },
        { "kit", "Kit", Fine, "Provider is 'Kit'" },
        { "kit", "kit", new GatewayCapabilities(), "neither reference" },
        { "kit", "kit", Fine with { MaxConcurrentExchanges = 0 }, "MaxConcurrentExchanges is 0" },
        { "kit", "kit", Fine with { MaxTransactionsPerExchange = 0 }, "MaxTransactionsPerExchange is 0" },
    };

    [Theory]
    [MemberData(nameof(Declarations))]
    public async Task Adapter_with_an_invalid_declaration_is_rejected_at_start_and_at_creation(
        string registered, string provider, GatewayCapabilities capabilities, string expected)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        Add(builder.Services, registered, new Declaring(provider, capabilities));
        using var host = builder.Build();

        var atStart = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));
        var atCreation = Assert.Throws<InvalidOperationException>(() => host.Services.GetRequiredService<ITransactionStatusClient>());

        Assert.All([atStart.Message, atCreation.Message], message =>
        {
            Assert.Contains("Client 'cards'", message, StringComparison.Ordinal);
            Assert.Contains(expected, message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Provider_of_the_registration_is_compared_with_case() =>
        Assert.Equal(
            ["it is registered with the provider 'Kit', but its adapter's Provider is 'kit': use the same name in both places."],
            AdapterCheck.Find("Kit", new KitAdapter()));

    [Fact]
    public void Adapter_with_the_registered_provider_has_no_error() => Assert.Empty(AdapterCheck.Find("kit", new KitAdapter()));

    [Theory]
    [InlineData("Kit")]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("ä")]
    public void Provider_that_is_not_a_valid_telemetry_tag_is_rejected_at_registration(string provider) =>
        Assert.ThrowsAny<ArgumentException>(() => Add(new ServiceCollection(), provider, new KitAdapter()));

    [Fact]
    public void Further_client_of_an_adapter_is_checked_as_well()
    {
        using var services = Add(new ServiceCollection(), "kit", new KitAdapter()).BuildServiceProvider();
        var context = services.GetRequiredKeyedService<GatewayAdapterContext<KitOptions>>("cards");

        Assert.Throws<InvalidOperationException>(() => context.CreateClient(new Declaring("kit", new GatewayCapabilities())));
        var failure = Assert.Throws<InvalidOperationException>(() => context.CreateClient(new Declaring("other", Fine)));
        Assert.Contains("the provider 'kit', but its adapter's Provider is 'other'", failure.Message, StringComparison.Ordinal);
    }

    private static IServiceCollection Add(IServiceCollection services, string provider, IGatewayAdapter adapter) =>
        services.AddPaymentStatus(gateways => gateways.AddGateway(
            "cards",
            options => (options.Endpoint, options.Secret) = (new Uri("https://gateway.example/"), "s"),
            new GatewayRegistration<KitOptions>
            {
                Provider = provider,
                CreateAdapter = _ => adapter,
                Validator = new KitOptionsValidator(),
            }));

    private sealed class Declaring(string provider, GatewayCapabilities capabilities) : IGatewayAdapter
    {
        public string Provider => provider;

        public GatewayCapabilities Capabilities => capabilities;

        public TransactionKind DefaultKind => TransactionKind.Unknown;

        public void CheckQuery(TransactionQuery query)
        {
        }

        public Task RunAsync(GatewayExchange exchange, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
