using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Telemetry;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.AspNetCore.Tests;

/// <summary>A merchant's host over real HTTP: clients <c>cards</c> and <c>ppro</c>, and <c>silent</c>, which has no secret.</summary>
internal sealed class MerchantHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private MerchantHost(WebApplication app, CollectingHandler handler, LogCollector log)
    {
        (_app, Handler, Log) = (app, handler, log);
        Metrics = new MetricCollector(PaymentStatusTelemetry.Name, app.Services.GetRequiredService<IMeterFactory>());
    }

    public CollectingHandler Handler { get; }

    public LogCollector Log { get; }

    public MetricCollector Metrics { get; }

    public HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });

    public IServiceProvider Services => _app.Services;

    public Uri Url => new(_app.Urls.First());

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<MerchantHost> StartAsync(
        Action<WebApplicationBuilder>? build = null, Action<WebApplication>? use = null,
        Action<PaymentStatusCallbackOptions>? configure = null,
        TimeProvider? clock = null, Uri? cardEndpoint = null, Uri? pproEndpoint = null, bool isMapped = true)
    {
        var builder = WebApplication.CreateBuilder();
        var (handler, log) = (new CollectingHandler(), new LogCollector());
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(log);
        // The clock moves only with a test, so that slow machines cause no timeouts.
        builder.Services.AddSingleton(clock ?? new ManualTimeProvider());
        builder.Services.AddSingleton<IStatusNotificationHandler>(handler);
        builder.Services.AddPaymentStatus(gateways => Register(gateways, cardEndpoint, pproEndpoint));
        build?.Invoke(builder);
        var app = builder.Build();
        use?.Invoke(app);
        if (isMapped) app.MapPaymentStatusCallbacks(configure);
        var host = new MerchantHost(app, handler, log);
        await app.StartAsync(Ct);
        return host;
    }

    public Uri AddressOf(string client) => new(Url, $"/payment-status/{client}");

    public Task<HttpResponseMessage> PostAsync(string client, HttpContent content) => Http.PostAsync(AddressOf(client), content, Ct);

    public async Task<(int Status, string Body)> SendAsync(string client, HttpContent content)
    {
        using var response = await PostAsync(client, content);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Ct));
    }

    /// <summary>The counted client names and verdicts.</summary>
    public IReadOnlyList<string> Counted() => [.. Metrics.Of(PaymentStatusTelemetry.Callbacks)
        .Select(m => $"{m.Tags[PaymentStatusTelemetry.ClientTag]} {m.Tags[PaymentStatusTelemetry.VerdictTag]}")];

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Metrics.Dispose();
        await _app.DisposeAsync();
    }

    private static void Register(PaymentStatusBuilder gateways, Uri? cardEndpoint, Uri? pproEndpoint)
    {
        gateways.AddConvergeGate("cards", options =>
        {
            options.Endpoint = cardEndpoint ?? new Uri("http://127.0.0.1:1/");
            (options.ApiUser, options.ApiPassword, options.ApiKey) = (Messages.ApiUser, Messages.ApiPassword, Messages.ApiKey);
        });
        gateways.AddPpro("ppro", options => Ppro(options, pproEndpoint, Messages.NotificationSecret));
        gateways.AddPpro("silent", options => Ppro(options, pproEndpoint, secret: null));
    }

    private static void Ppro(Ppro.PproOptions options, Uri? endpoint, string? secret)
    {
        options.Endpoint = endpoint ?? new Uri("http://127.0.0.1:1/");
        (options.Login, options.Password, options.ContractId, options.NotificationSecret) =
            ("testclient", "test123", "TESTCONTRACT", secret);
    }
}
