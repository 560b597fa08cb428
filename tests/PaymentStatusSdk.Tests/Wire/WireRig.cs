using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Adapters.Wire;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tests.Kit;

namespace PaymentStatusSdk.Tests.Wire;

/// <summary>The transport of a registered client as an adapter receives it.</summary>
internal sealed class WireRig : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public WireRig(
        Action<IHttpClientBuilder>? http = null, Action<SocketsHttpHandler>? handler = null, Action<KitOptions>? configure = null,
        Action<IServiceCollection>? before = null, Action<IServiceCollection>? after = null, Action<GatewayBuilder>? gateway = null)
    {
        GatewayAdapterContext<KitOptions>? context = null;
        var services = new ServiceCollection().AddSingleton<TimeProvider>(Clock).AddLogging(logging => logging.AddProvider(Logs));
        before?.Invoke(services);
        services.AddPaymentStatus(gateways => (gateway ?? (_ => { }))(gateways
            .AddKit(
                "kit",
                created =>
                {
                    context = created;
                    return new KitAdapter();
                },
                configure,
                (sockets, _) => handler?.Invoke(sockets))
            .ConfigureHttpClient(builder => http?.Invoke(builder))));
        after?.Invoke(services);
        _services = services.BuildServiceProvider();
        _services.GetRequiredService<ITransactionStatusClient>();
        Transport = context!.Transport;
    }

    public IServiceProvider Services => _services;

    public ManualTimeProvider Clock { get; } = new();

    public LogCollector Logs { get; } = new();

    public GatewayTransport Transport { get; }

    public Task<GatewayResponse> PostAsync(Uri address, string body = "a=b") =>
        PostWith(address, TestContext.Current.CancellationToken, body);

    public Task<GatewayResponse> PostWith(Uri address, CancellationToken cancellationToken, string body = "a=b") => Transport.PostAsync(
        address, Encoding.UTF8.GetBytes(body), new MediaTypeHeaderValue("application/x-www-form-urlencoded"), cancellationToken).AsTask();

    public Task<GatewayResponse> PostOnceAsync(Uri address) => Transport.PostAsync(
        address, "a=b"u8.ToArray(), new MediaTypeHeaderValue("application/xml"), GatewayRequestOptions.NotRepeatable,
        TestContext.Current.CancellationToken).AsTask();

    public async Task<TransactionStatusException> FailAsync(Uri address)
    {
        var failure = await Assert.ThrowsAsync<TransactionStatusException>(() => PostAsync(address));
        Assert.Null(failure.InnerException);
        Assert.Empty(failure.Data);
        return failure;
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
