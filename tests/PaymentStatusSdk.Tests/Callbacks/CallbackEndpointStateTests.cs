using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Adapters.Callbacks;
using PaymentStatusSdk.Callbacks;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Tests.Kit;

namespace PaymentStatusSdk.Tests.Callbacks;

/// <summary>A process without a web server; web hosts are tested with the ASP.NET Core package.</summary>
public sealed class CallbackEndpointStateTests : IDisposable
{
    private readonly LogCollector _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Client_with_callback_answers_and_no_mapped_address_is_logged_as_a_warning()
    {
        await StartAsync(
            ("answered", new Handler(IsEnabled: true, IsRequired: true)), ("notified", new Handler(IsEnabled: true, IsRequired: false)));

        var line = Assert.Single(_log.Lines, line => line.EventId.Id is 1221 or 1222);
        Assert.Equal((1221, LogLevel.Warning), (line.EventId.Id, line.Level));
        Assert.Contains("'answered'", line.Message, StringComparison.Ordinal);
        Assert.Contains("MapPaymentStatusCallbacks()", line.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("notified", line.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mapped_addresses_and_disabled_handlers_cause_no_warning()
    {
        await StartAsync(("off", new Handler(IsEnabled: false, IsRequired: true)));
        await StartAsync(
            services => services.GetRequiredService<CallbackEndpointState>().MarkMapped(),
            ("on", new Handler(IsEnabled: true, IsRequired: true)));

        Assert.DoesNotContain(_log.Lines, line => line.EventId.Id is 1221 or 1222);
    }

    [Fact]
    public async Task Worker_with_callbacks_at_another_instance_gets_no_warning()
    {
        await StartAsync(
            services => services.AddSingleton<ICallbackRouter, SharedRouter>(), _ => { },
            ("on", new Handler(IsEnabled: true, IsRequired: true)));

        Assert.DoesNotContain(_log.Lines, line => line.EventId.Id is 1221 or 1222);
    }

    private Task StartAsync(params (string Client, Handler Handler)[] clients) => StartAsync(_ => { }, clients);

    private Task StartAsync(Action<IServiceProvider> prepare, params (string Client, Handler Handler)[] clients) =>
        StartAsync(_ => { }, prepare, clients);

    private async Task StartAsync(
        Action<IServiceCollection> add, Action<IServiceProvider> prepare, params (string Client, Handler Handler)[] clients)
    {
        var services = new ServiceCollection().AddLogging(logging => logging.AddProvider(_log));
        services.AddPaymentStatus(gateways =>
        {
            foreach (var (client, handler) in clients)
            {
                gateways.AddKit(client, new KitAdapter());
                services.AddKeyedSingleton<IGatewayCallbackHandler>(client, handler);
            }
        });
        add(services);
        await using var provider = services.BuildServiceProvider();
        prepare(provider);
        foreach (var service in provider.GetServices<IHostedService>().OfType<IHostedLifecycleService>())
            await service.StartedAsync(TestContext.Current.CancellationToken);
    }

    private sealed record Handler(bool IsEnabled, bool IsRequired) : IGatewayCallbackHandler
    {
        public Task<GatewayCallbackReply> HandleAsync(GatewayCallback callback, CancellationToken cancellationToken) =>
            Task.FromResult(GatewayCallbackReply.Refused);
    }

    private sealed class SharedRouter : ICallbackRouter
    {
        public ValueTask<ICallbackMailbox> OpenAsync(string id, TimeSpan expiresAfter, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public ValueTask<CallbackDelivery> DeliverAsync(string id, ReadOnlyMemory<byte> message, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
