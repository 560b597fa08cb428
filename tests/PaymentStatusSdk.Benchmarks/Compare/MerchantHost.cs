using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Callbacks;
using PaymentStatusSdk.Desjardins;

namespace PaymentStatusSdk.Benchmarks.Compare;

/// <summary>
/// A merchant's Kestrel: the SDK's callback addresses, an empty one to compare with, and the one of the hand-written client.
/// </summary>
internal sealed class MerchantHost : IAsyncDisposable
{
    public const string MerchantId = "100001";
    public const string MerchantKey = "0123456789abcdef0123456789abcdef";

    private const string EmptyPath = "/empty";
    private const string ByHandPath = "/by-hand";

    private readonly WebApplication _app;
    private readonly Uri _url;
    private long _received;

    private MerchantHost(WebApplication app, Uri url) => (_app, _url) = (app, url);

    /// <summary>The number of received requests.</summary>
    public long Received => Interlocked.Read(ref _received);

    public Uri Empty => new(_url, EmptyPath);

    public Uri PproCallback => new(_url, $"{PaymentStatusCallbacks.PathPrefix}/ppro");

    public Uri ByHand => new(_url, ByHandPath);

    public ITransactionStatusClient Desjardins => _app.Services.GetRequiredKeyedService<ITransactionStatusClient>("desjardins");

    public static async Task<MerchantHost> StartAsync(LoopbackServer server, HandwrittenDesjardins byHand)
    {
        // The address is one of the SDK's settings: it must be known before the host starts.
        var url = new Uri($"http://127.0.0.1:{FreePort()}");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url.OriginalString);
        builder.Services.AddSingleton<IStatusNotificationHandler, IdleHandler>();
        builder.Services.AddPaymentStatus(gateways =>
        {
            gateways.AddPpro("ppro", options =>
            {
                (options.Endpoint, options.NotificationSecret) = (server.Canned.Ppro, LoadOrder.Secret);
                (options.Login, options.Password, options.ContractId) = ("testclient", "test123", "TESTCONTRACT");
            });
            gateways.AddDesjardins("desjardins", options => Set(options, server, url));
        });
        var host = new MerchantHost(builder.Build(), url);
        host.Map(byHand);
        await host._app.StartAsync();
        return host;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static void Set(DesjardinsOptions options, LoopbackServer server, Uri url)
    {
        (options.Endpoint, options.PublicCallbackBaseUrl) = (server.Desjardins, url);
        (options.MerchantId, options.MerchantKey) = (MerchantId, MerchantKey);
    }

    private void Map(HandwrittenDesjardins byHand)
    {
        _app.Use((context, next) =>
        {
            Interlocked.Increment(ref _received);
            return next(context);
        });
        _app.MapPost(EmptyPath, context => context.Request.Body.CopyToAsync(Stream.Null));
        _app.MapPost(ByHandPath, byHand.ReceiveAsync);
        _app.MapPaymentStatusCallbacks();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class IdleHandler : IStatusNotificationHandler
    {
        public Task HandleAsync(StatusNotification notification, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
