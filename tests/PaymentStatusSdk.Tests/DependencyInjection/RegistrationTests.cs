using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Adapters.Callbacks;
using PaymentStatusSdk.Tests.Kit;

namespace PaymentStatusSdk.Tests.DependencyInjection;

public sealed class RegistrationTests
{
    [Fact]
    public async Task Several_clients_of_one_kind_are_keyed_and_have_their_own_options_and_adapters()
    {
        var (first, second) = (new KitAdapter(), new KitAdapter());
        await using var services = Build(gateways =>
        {
            gateways.AddKit("shop-1", first);
            gateways.AddKit("shop-2", second);
        });
        var token = TestContext.Current.CancellationToken;

        var result = await services.GetRequiredKeyedService<ITransactionStatusClient>("shop-2")
            .GetStatusAsync(TransactionQuery.ByGatewayReference("T"), token);

        Assert.Equal("shop-2", result.ClientName);
        Assert.Equal((0, 1), (first.Attempts, second.Attempts));
        var factory = services.GetRequiredService<ITransactionStatusClientFactory>();
        Assert.Equal(["shop-1", "shop-2"], factory.Names);
        Assert.Same(services.GetRequiredKeyedService<ITransactionStatusClient>("shop-1"), factory.Get("shop-1"));
        Assert.Equal(("shop-1", "kit"), (factory.Get("shop-1").Metadata.ClientName, factory.Get("shop-1").Metadata.Provider));
    }

    [Fact]
    public async Task Single_client_resolves_without_a_key_as_the_same_instance()
    {
        await using var services = Build(gateways => gateways.AddKit("cards", new KitAdapter()));

        Assert.Same(
            services.GetRequiredKeyedService<ITransactionStatusClient>("cards"), services.GetRequiredService<ITransactionStatusClient>());
    }

    [Fact]
    public async Task Several_clients_do_not_resolve_without_a_key_and_the_message_lists_them()
    {
        await using var services = Build(gateways =>
        {
            gateways.AddKit("a", new KitAdapter());
            gateways.AddKit("b", new KitAdapter());
        });

        var exception = Assert.Throws<InvalidOperationException>(() => services.GetRequiredService<ITransactionStatusClient>());

        Assert.Contains("'a', 'b'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_key_throws_and_lists_the_known_ones_and_nothing_else_of_keyed_services_changes()
    {
        var container = new ServiceCollection().AddPaymentStatus(gateways => gateways.AddKit("a", new KitAdapter()))
            .AddPaymentStatus(gateways => gateways.AddKit("b", new KitAdapter()));
        await using var services = container.BuildServiceProvider(
            new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        await using var none = Build(_ => { });

        var required = Assert.Throws<InvalidOperationException>(() => services.GetRequiredKeyedService<ITransactionStatusClient>("nope"));
        var optional = Assert.Throws<InvalidOperationException>(() => services.GetKeyedService<ITransactionStatusClient>("nope"));
        var empty = Assert.Throws<InvalidOperationException>(() => none.GetRequiredKeyedService<ITransactionStatusClient>("nope"));

        Assert.Equal("No gateway client is registered as 'nope'. Registered clients: 'a', 'b'.", required.Message);
        Assert.Equal(required.Message, optional.Message);
        Assert.Contains("No clients are registered", empty.Message, StringComparison.Ordinal);
        Assert.Equal(
            ["a", "b"],
            services.GetKeyedServices<ITransactionStatusClient>(KeyedService.AnyKey).Select(client => client.Metadata.ClientName).Order());
        Assert.Equal("a", Assert.Single(services.GetKeyedServices<ITransactionStatusClient>("a")).Metadata.ClientName);
        Assert.Empty(services.GetKeyedServices<ITransactionStatusClient>("nope"));
        Assert.Null(services.GetKeyedService<IGatewayCallbackHandler>("nope"));
    }

    [Fact]
    public async Task Unknown_name_throws_and_lists_the_known_ones()
    {
        await using var services = Build(gateways => gateways.AddKit("cards", new KitAdapter()));
        await using var none = Build(_ => { });

        var unknown = Assert.Throws<ArgumentException>(() => services.GetRequiredService<ITransactionStatusClientFactory>().Get("Cards"));
        var empty = Assert.Throws<ArgumentException>(() => none.GetRequiredService<ITransactionStatusClientFactory>().Get("cards"));

        Assert.Contains("'cards'", unknown.Message, StringComparison.Ordinal);
        Assert.Contains("AddPaymentStatus", empty.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("ä")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public void Invalid_name_is_rejected_at_registration(string name) =>
        Assert.ThrowsAny<ArgumentException>(() => Build(gateways => gateways.AddKit(name, new KitAdapter())));

    [Fact]
    public void Duplicate_name_is_rejected_ignoring_case_also_in_a_second_AddPaymentStatus()
    {
        var services = new ServiceCollection();
        services.AddPaymentStatus(gateways => gateways.AddKit("cards", new KitAdapter()));

        var exception = Assert.Throws<ArgumentException>(
            () => services.AddPaymentStatus(gateways => gateways.AddKit("CARDS", new KitAdapter())));

        Assert.Contains("'CARDS'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddPaymentStatus_twice_adds_all_clients()
    {
        await using var services = new ServiceCollection()
            .AddPaymentStatus(gateways => gateways.AddKit("a", new KitAdapter()))
            .AddPaymentStatus(gateways => gateways.AddKit("b", new KitAdapter()))
            .BuildServiceProvider();

        Assert.Equal(["a", "b"], services.GetRequiredService<ITransactionStatusClientFactory>().Names);
        Assert.Single(services.GetServices<ITransactionStatusClientFactory>());
    }

    [Fact]
    public async Task Last_decorator_added_is_the_outermost()
    {
        var order = new List<string>();
        await using var services = Build(gateways => gateways.AddKit("cards", new KitAdapter())
            .Use((inner, _) => new Noting(inner, "inner", order))
            .Use((inner, provider) =>
            {
                Assert.NotNull(provider.GetService<ITransactionStatusClientFactory>());
                return new Noting(inner, "outer", order);
            }));

        await services.GetRequiredService<ITransactionStatusClient>().GetStatusAsync(
            TransactionQuery.ByGatewayReference("T"), TestContext.Current.CancellationToken);

        Assert.Equal(["outer", "inner"], order);
    }

    [Theory]
    [InlineData("http://gateway.example/", false)]
    [InlineData("ftp://gateway.example/", false)]
    [InlineData("gateway.example", false)]
    [InlineData("https://user:hunter2@gateway.example/", false)]
    [InlineData("https://gateway.example/", true)]
    [InlineData("http://localhost:5000/", true)]
    [InlineData("http://127.0.0.1/", true)]
    [InlineData("http://[::1]:80/", true)]
    [InlineData("http://localhost.example/", false)]
    public async Task Address_must_be_https_except_on_loopback(string address, bool isFine)
    {
        await using var services = Build(gateways => gateways.AddKit(
            "cards", new KitAdapter(), options => options.Endpoint = new Uri(address, UriKind.RelativeOrAbsolute)));

        var exception = Record.Exception(services.GetRequiredService<ITransactionStatusClient>);

        Assert.Equal(isFine, exception is null);
        if (exception is null) return;
        Assert.IsType<OptionsValidationException>(exception);
        Assert.Contains("Endpoint", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_of_options_reveals_nothing() =>
        Assert.Equal("KitOptions", new KitOptions { Secret = "hunter2" }.ToString());

    [Fact]
    public async Task Container_disposes_the_instances_that_it_created()
    {
        var settings = new TestDoubles.ChangeableConfiguration(("K:Endpoint", "https://gateway.example/"), ("K:Secret", "s"));
        var services = Build(gateways => gateways.AddKit("cards", settings.Root.GetSection("K")));
        var source = services.GetRequiredKeyedService<IGatewayOptionsSource<KitOptions>>("cards");
        var before = source.Current;

        await services.DisposeAsync();
        settings.Change(("K:MaxRetries", "1"));

        Assert.Same(before, source.Current);
    }

    [Fact]
    public async Task Options_of_a_client_resolve_without_their_type()
    {
        await using var services = Build(gateways => gateways.AddKit("cards", new KitAdapter()));

        Assert.Same(
            services.GetRequiredKeyedService<IGatewayOptionsSource<KitOptions>>("cards"),
            services.GetRequiredKeyedService<IGatewayOptionsSource<GatewayOptions>>("cards"));
    }

    [Fact]
    public async Task Further_services_of_an_adapter_are_registered_with_the_name_of_the_client()
    {
        await using var services = Build(gateways => gateways.AddGateway(
            "cards",
            _ => { },
            Registration(bind: null, (collection, name) => collection.AddKeyedSingleton(name, new KitOptions { Secret = name }))));

        Assert.Equal("cards", services.GetRequiredKeyedService<KitOptions>("cards").Secret);
    }

    [Fact]
    public void Registration_without_Bind_is_rejected_with_a_section()
    {
        var section = new TestDoubles.ChangeableConfiguration(("K:Secret", "s")).Root.GetSection("K");

        var failure = Assert.Throws<ArgumentException>(
            "registration", () => Build(gateways => gateways.AddGateway("cards", section, configure: null, Registration(bind: null))));

        Assert.StartsWith("A registration with a section requires Bind.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Http_client_of_a_client_is_named_after_it()
    {
        var names = new List<string>();
        await using var services = Build(gateways =>
        {
            gateways.AddKit("a", new KitAdapter()).ConfigureHttpClient(http => names.Add(http.Name));
            gateways.AddKit("b", new KitAdapter()).ConfigureHttpClient(http => names.Add(http.Name));
        });

        Assert.Equal(["PaymentStatusSdk:a", "PaymentStatusSdk:b"], names);
    }

    private static GatewayRegistration<KitOptions> Registration(
        Action<IConfiguration, KitOptions>? bind, Action<IServiceCollection, string>? addServices = null) => new()
        {
            Provider = "kit",
            CreateAdapter = _ => new KitAdapter(),
            Validator = new KitOptionsValidator(),
            Bind = bind,
            AddServices = addServices,
        };

    private static ServiceProvider Build(Action<PaymentStatusBuilder> configure) =>
        new ServiceCollection().AddPaymentStatus(configure).BuildServiceProvider(validateScopes: true);

    private sealed class Noting(ITransactionStatusClient inner, string name, List<string> order) : DelegatingTransactionStatusClient(inner)
    {
        public override Task<TransactionStatusResult> GetStatusAsync(TransactionQuery query, CancellationToken cancellationToken = default)
        {
            order.Add(name);
            return base.GetStatusAsync(query, cancellationToken);
        }
    }
}
