using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;

namespace PaymentStatusSdk.Tests.Wire;

/// <summary>The host's defaults for HTTP clients apply to a gateway's client only when the merchant enables them.</summary>
public sealed class HostDefaultsTests
{
    public enum Default
    {
        Handler,
        PrimaryHandler,
        Header,
        BaseAddressAndTimeout,
        ConfigureAll,
        PostConfigureAll,
        Filter,
        Logger,
        Resilience,
        Hedging,
    }

    public static TheoryData<Default, bool> Defaults
    {
        get
        {
            var data = new TheoryData<Default, bool>();
            foreach (var way in Enum.GetValues<Default>())
            {
                data.Add(way, true);
                data.Add(way, false);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Defaults))]
    public async Task Default_does_not_reach_a_gateways_client(Default way, bool isFirst)
    {
        var seen = new List<string>();
        await using var server = RawServer.Answering("x", "503 Busy");
        await using var rig = Rig(way, isFirst, seen);

        using var response = await rig.PostAsync(server.Address);

        Assert.Empty(seen);
        Assert.DoesNotContain("X-Default", Assert.Single(server.Requests), StringComparison.Ordinal);
        Assert.DoesNotContain(rig.Logs.Lines, line => line.Category.StartsWith("System.Net.Http", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Default.Handler, true)]
    [InlineData(Default.Handler, false)]
    [InlineData(Default.Header, true)]
    [InlineData(Default.Header, false)]
    [InlineData(Default.Filter, true)]
    [InlineData(Default.ConfigureAll, true)]
    [InlineData(Default.PostConfigureAll, true)]
    [InlineData(Default.PostConfigureAll, false)]
    public async Task Default_reaches_a_client_that_uses_defaults(Default way, bool isFirst)
    {
        var seen = new List<string>();
        await using var server = RawServer.Answering("x");
        await using var rig = Rig(way, isFirst, seen, gateway => gateway.UseHttpClientDefaults());

        using var response = await rig.PostAsync(server.Address);

        if (way == Default.Header) Assert.Contains("X-Default: 1", server.Requests[0], StringComparison.Ordinal);
        else Assert.Equal(["default"], seen);
    }

    [Fact]
    public async Task Handlers_and_settings_of_the_client_itself_are_applied_once_and_in_order()
    {
        var seen = new List<string>();
        await using var server = RawServer.Answering("x");
        await using var rig = new WireRig(
            http => http
                .AddHttpMessageHandler(() => new RecordingHandler(seen, "first"))
                .AddHttpMessageHandler(() => new RecordingHandler(seen, "second"))
                .ConfigureHttpClient(client => client.DefaultRequestHeaders.Add("X-Own", "1"))
                .AddDefaultLogger()
                .Services.PostConfigure<HttpClientFactoryOptions>(http.Name, options => options.HttpClientActions.Add(
                    client => client.DefaultRequestHeaders.Add("X-Late", "1"))),
            before: services =>
                services.ConfigureHttpClientDefaults(http => http.AddHttpMessageHandler(() => new RecordingHandler(seen, "default"))));

        using var response = await rig.PostAsync(server.Address);

        Assert.Equal(["first", "second"], seen);
        Assert.Contains("X-Own: 1\r\n", server.Requests[0], StringComparison.Ordinal);
        Assert.Contains("X-Late: 1\r\n", server.Requests[0], StringComparison.Ordinal);
        Assert.Contains(rig.Logs.Lines, line => line.Category.StartsWith("System.Net.Http", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Enabled_default_can_be_excluded_by_type()
    {
        await using var server = RawServer.Answering("x", "503 Busy");
        await using var rig = new WireRig(
#pragma warning disable EXTEXP0001 // Experimental in the package, and used by merchants.
            http => http.RemoveAllResilienceHandlers(),
#pragma warning restore EXTEXP0001
            before: services => services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler()),
            gateway: gateway => gateway.UseHttpClientDefaults());

        using var response = await rig.PostAsync(server.Address);

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Other_clients_of_the_host_keep_their_defaults_and_builder_settings_affect_only_the_gateway()
    {
        var seen = new List<string>();
        await using var server = RawServer.Answering("x");
        var services = new ServiceCollection();
        await using var rig = new WireRig(
            http => http.AddHttpMessageHandler(() => new RecordingHandler(seen, "gateway")),
            before: collection =>
            {
                collection.ConfigureHttpClientDefaults(http => http.AddHttpMessageHandler(() => new RecordingHandler(seen, "default")));
                collection.AddHttpClient("other");
            });

        using var client = rig.Services.GetRequiredService<IHttpClientFactory>().CreateClient("other");
        using var response = await client.GetAsync(server.Address, TestContext.Current.CancellationToken);

        Assert.Equal(["default"], seen);
    }

    private static WireRig Rig(Default way, bool isFirst, List<string> seen, Action<GatewayBuilder>? gateway = null)
    {
        void Configure(IServiceCollection services) => Apply(way, services, seen);
        return new WireRig(before: isFirst ? Configure : null, after: isFirst ? null : Configure, gateway: gateway);
    }

    private static void Apply(Default way, IServiceCollection services, List<string> seen)
    {
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace));
        switch (way)
        {
            case Default.Handler:
                services.ConfigureHttpClientDefaults(http => http.AddHttpMessageHandler(() => new RecordingHandler(seen, "default")));
                break;
            case Default.PrimaryHandler:
                services.ConfigureHttpClientDefaults(http => http.ConfigurePrimaryHttpMessageHandler(() => new AnsweringHandler(seen)));
                break;
            case Default.Header:
                services.ConfigureHttpClientDefaults(
                    http => http.ConfigureHttpClient(client => client.DefaultRequestHeaders.Add("X-Default", "1")));
                break;
            case Default.BaseAddressAndTimeout:
                services.ConfigureHttpClientDefaults(http => http.ConfigureHttpClient(client =>
                    (client.BaseAddress, client.MaxResponseContentBufferSize) = (new Uri("http://elsewhere.invalid/"), Note(seen))));
                break;
            case Default.ConfigureAll:
                services.ConfigureAll<HttpClientFactoryOptions>(options =>
                    options.HttpMessageHandlerBuilderActions.Add(
                        builder => builder.AdditionalHandlers.Add(new RecordingHandler(seen, "default"))));
                break;
            case Default.PostConfigureAll:
                services.PostConfigureAll<HttpClientFactoryOptions>(options =>
                    options.HttpMessageHandlerBuilderActions.Add(
                        builder => builder.AdditionalHandlers.Add(new RecordingHandler(seen, "default"))));
                break;
            case Default.Filter:
                services.AddSingleton<IHttpMessageHandlerBuilderFilter>(new Filter(seen));
                break;
            case Default.Logger:
                services.ConfigureHttpClientDefaults(http => http.AddDefaultLogger());
                break;
            case Default.Resilience:
                services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler());
                break;
            case Default.Hedging:
                services.ConfigureHttpClientDefaults(http => http.AddStandardHedgingHandler());
                break;
        }
    }

    private static long Note(List<string> seen)
    {
        seen.Add("default");
        return 1;
    }

    private sealed class Filter(List<string> seen) : IHttpMessageHandlerBuilderFilter
    {
        public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) => builder =>
        {
            next(builder);
            builder.AdditionalHandlers.Add(new RecordingHandler(seen, "default"));
        };
    }

    private sealed class AnsweringHandler(List<string> seen) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            seen.Add("default");
            return Task.FromResult(new HttpResponseMessage());
        }
    }
}
