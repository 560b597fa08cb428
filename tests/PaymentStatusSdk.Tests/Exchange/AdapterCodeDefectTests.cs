using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Adapters.Callbacks;
using PaymentStatusSdk.Callbacks;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tests.Kit;
using PaymentStatusSdk.Tests.Wire;

namespace PaymentStatusSdk.Tests.Exchange;

/// <summary>
/// A defect in the code of an adapter outside its exchanges is blamed on the adapter, and logged with types and stack frames only.
/// </summary>
public sealed class AdapterCodeDefectTests : IDisposable
{
    private readonly LogCollector _logs = new();
    private readonly ManualTimeProvider _clock = new();

    public static TheoryData<string> OptionPlaces => ["Check", "Bind"];

    public static TheoryData<string> CallbackPlaces => ["creation", "IsEnabled", "AcceptsGet", "HandleAsync", "no reply"];

    [Theory]
    [MemberData(nameof(OptionPlaces))]
    public async Task Defect_while_options_are_created_is_the_adapters_at_start_and_at_first_use(string place)
    {
        using var host = Host(gateways => Add(gateways, new ChangeableConfiguration(), bind: place == "Bind", check: place == "Check"));

        var atStart = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));
        var atUse = Assert.Throws<OptionsValidationException>(host.Services.GetRequiredService<ITransactionStatusClient>);

        Assert.All([atStart, atUse], failure =>
        {
            Assert.StartsWith("Client 'kit': the adapter (PaymentStatusSdk.Tests) has a defect", failure.Message, StringComparison.Ordinal);
            Assert.Contains($"{place} threw {typeof(LeakyException)}", failure.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("delegate", failure.Message, StringComparison.Ordinal);
            LeakyException.AssertNothingLeaks(_logs, failure);
        });
        Assert.All(Traces(), LeakyException.AssertIsTraced);
        Assert.NotEmpty(Traces());
    }

    [Fact]
    public async Task Exception_of_the_applications_own_delegate_is_traced_and_blamed_on_the_delegate()
    {
        using var host = Host(gateways => gateways.AddKit("kit", new KitAdapter(), _ => LeakyException.ParseAmount(null)));

        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("check the delegate that was passed to its registration.", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("adapter", failure.Message, StringComparison.Ordinal);
        LeakyException.AssertIsTraced(Assert.Single(Traces()));
        LeakyException.AssertNothingLeaks(_logs, failure);
    }

    [Fact]
    public void Defect_while_options_are_reloaded_is_the_adapters_and_keeps_the_last_valid_options()
    {
        var settings = new ChangeableConfiguration(("K:Endpoint", "https://gateway.example/"), ("K:Secret", "old"));
        using var services = Services(gateways => Add(gateways, settings, check: true, checkOnlyIf: "new"));
        var source = services.GetRequiredKeyedService<IGatewayOptionsSource<KitOptions>>("kit");

        settings.Change(("K:Secret", "new"));

        Assert.Equal("old", source.Current.Secret);
        Assert.Contains("the adapter (PaymentStatusSdk.Tests) has a defect", source.ReloadError, StringComparison.Ordinal);
        var trace = Assert.Single(Traces());
        LeakyException.AssertIsTraced(trace);
        Assert.DoesNotContain("OptionsDefectException", trace, StringComparison.Ordinal);
        LeakyException.AssertNothingLeaks(_logs);
    }

    [Fact]
    public async Task Defect_while_the_message_handler_is_configured_is_the_adapters()
    {
        using var services = Services(gateways => gateways.AddKit(
            "kit", context => new SendingAdapter(context.Transport, content: null), handler: (_, _) => LeakyException.ParseAmount(null)));

        var failure = await FailAsync(services);

        Assert.Contains("adapter for 'kit' (PaymentStatusSdk.Tests)", failure.Message, StringComparison.Ordinal);
        Assert.Contains("has a defect: ConfigureHandler threw", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("application", failure.Message, StringComparison.Ordinal);
        LeakyException.AssertIsTraced(Assert.Single(Traces()));
        LeakyException.AssertNothingLeaks(_logs, failure);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Defect_in_the_content_of_a_request_is_not_blamed_on_handlers_alone(bool hasHandler)
    {
        await using var server = RawServer.Answering("");
        using var services = Services(gateways =>
        {
            var gateway = gateways.AddKit("kit", context => new SendingAdapter(context.Transport, new BrokenContent(), server.Address));
            if (hasHandler) gateway.ConfigureHttpClient(http => http.AddHttpMessageHandler(() => new PassingHandler()));
        });

        var failure = await FailAsync(services);

        Assert.Contains("the content of the request", failure.Message, StringComparison.Ordinal);
        Assert.Equal(hasHandler, failure.Message.Contains("the application's message handlers", StringComparison.Ordinal));
        LeakyException.AssertIsTraced(Assert.Single(Traces()));
        LeakyException.AssertNothingLeaks(_logs, failure);
    }

    [Fact]
    public void Defect_while_the_expiry_of_a_certificate_is_read_leaves_the_rest_of_the_health()
    {
        using var services = Services(gateways => gateways.AddGateway(
            "kit",
            Fill,
            Registration(expiry: _ => new DateTimeOffset(LeakyException.ParseAmount(null), TimeSpan.Zero))));
        var source = services.GetRequiredKeyedService<IGatewayHealthSource>("kit");

        for (var i = 0; i < 3; i++) Assert.Null(source.Read().CertificateExpiresAt);
        _clock.Advance(TimeSpan.FromMinutes(1));
        source.Read();

        Assert.Equal(2, Traces().Count);
        Assert.All(Traces(), LeakyException.AssertIsTraced);
        LeakyException.AssertNothingLeaks(_logs);
    }

    [Theory]
    [MemberData(nameof(CallbackPlaces))]
    public async Task Defect_anywhere_in_a_callback_handler_makes_the_gateway_send_the_message_again(string place)
    {
        using var services = Services(gateways => gateways.AddGateway(
            "kit", Fill, Registration(callback: _ => BrokenCallbackHandler.Create(place))));
        var receiver = services.GetRequiredService<IGatewayCallbackReceiver>();

        Assert.True(receiver.IsOpen("kit"));
        Assert.Equal(place == "creation", receiver.AcceptsGet("kit"));
        var reply = await receiver.ReceiveAsync("kit", default, TestContext.Current.CancellationToken);

        Assert.Equal(place == "AcceptsGet" ? CallbackVerdict.Handled : CallbackVerdict.Failed, reply.Verdict);
        Assert.Equal(place != "AcceptsGet", _logs.Lines.Any(line => line.EventId.Id == 1205));
        var trace = Assert.Single(Traces());
        if (place != "no reply") LeakyException.AssertIsTraced(trace);
        LeakyException.AssertNothingLeaks(_logs);
    }

    [Theory]
    [InlineData("creation")]
    [InlineData("IsEnabled")]
    [InlineData("IsRequired")]
    public async Task Defect_of_a_callback_handler_does_not_prevent_the_start_of_a_host_without_callbacks(string place)
    {
        using var host = Host(gateways => gateways.AddGateway(
            "kit", Fill, Registration(callback: _ => BrokenCallbackHandler.Create(place))));

        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.StopAsync(TestContext.Current.CancellationToken);

        LeakyException.AssertIsTraced(Assert.Single(Traces()));
        LeakyException.AssertNothingLeaks(_logs);
    }

    [Fact]
    public async Task Registration_that_creates_nothing_is_named()
    {
        using var host = Host(gateways => gateways.AddKit("kit", _ => null!));

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains(
            "Client 'kit': CreateAdapter of the provider 'kit' returned null. Report it to the adapter's author.", failure.Message,
            StringComparison.Ordinal);
    }

    public void Dispose() => _logs.Dispose();

    private static void Fill(KitOptions options) =>
        (options.Endpoint, options.Secret) = (new Uri("https://gateway.example/"), "s");

    private static GatewayRegistration<KitOptions> Registration(
        Func<GatewayAdapterContext<KitOptions>, DateTimeOffset?>? expiry = null,
        Func<GatewayAdapterContext<KitOptions>, IGatewayCallbackHandler>? callback = null) => new()
        {
            Provider = "kit",
            CreateAdapter = _ => new KitAdapter(),
            Validator = new KitOptionsValidator(),
            ReadCertificateExpiry = expiry,
            CreateCallbackHandler = callback,
        };

    private static void Add(
        PaymentStatusBuilder gateways, ChangeableConfiguration settings, bool bind = false, bool check = false,
        string? checkOnlyIf = null) =>
        gateways.AddGateway("kit", settings.Root.GetSection("K"), configure: null, new GatewayRegistration<KitOptions>
        {
            Provider = "kit",
            CreateAdapter = _ => new KitAdapter(),
            Validator = check ? new BrokenValidator(checkOnlyIf) : new KitOptionsValidator(),
            Bind = (from, options) =>
            {
                if (bind) LeakyException.ParseAmount(null);
                from.Bind(options);
            },
        });

    private static Task<TransactionStatusException> FailAsync(ServiceProvider services) =>
        Assert.ThrowsAsync<TransactionStatusException>(() => services.GetRequiredService<ITransactionStatusClient>()
            .GetStatusAsync(TransactionQuery.ByGatewayReference("G1"), TestContext.Current.CancellationToken));

    private List<string> Traces() =>
        [.. _logs.Lines.Where(line => line.EventId.Id is 1010 or 1011 or 1208).Select(line => line.Message)];

    private IHost Host(Action<PaymentStatusBuilder> add)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton<TimeProvider>(_clock);
        builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_logs);
        builder.Services.AddPaymentStatus(add);
        return builder.Build();
    }

    private ServiceProvider Services(Action<PaymentStatusBuilder> add)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(_clock);
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_logs));
        return services.AddPaymentStatus(add).BuildServiceProvider();
    }

    private sealed class BrokenValidator(string? onlyIf) : GatewayOptionsValidator<KitOptions>
    {
        protected override void Check(KitOptions options, OptionErrors errors)
        {
            if (onlyIf is null || options.Secret == onlyIf) LeakyException.ParseAmount(null);
        }
    }

    private sealed class BrokenContent : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            LeakyException.ParseAmount(null);
            return Task.CompletedTask;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    private sealed class PassingHandler : DelegatingHandler;

    private sealed class BrokenCallbackHandler(string place) : IGatewayCallbackHandler
    {
        public bool IsEnabled => BreakAt("IsEnabled") || true;

        public bool AcceptsGet => BreakAt("AcceptsGet");

        public bool IsRequired => BreakAt("IsRequired");

        public static BrokenCallbackHandler Create(string place)
        {
            var handler = new BrokenCallbackHandler(place);
            handler.BreakAt("creation");
            return handler;
        }

        public Task<GatewayCallbackReply> HandleAsync(GatewayCallback callback, CancellationToken cancellationToken)
        {
            BreakAt("HandleAsync");
            var reply = new GatewayCallbackReply(200, "text/plain", default, CallbackVerdict.Handled);
            return Task.FromResult(place == "no reply" ? null! : reply);
        }

        private bool BreakAt(string here) => here == place && LeakyException.ParseAmount(null) > 0;
    }
}
