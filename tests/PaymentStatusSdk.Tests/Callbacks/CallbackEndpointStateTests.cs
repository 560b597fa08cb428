using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Adapters.Callbacks;
using PaymentStatusSdk.Callbacks;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Tests.Kit;

namespace PaymentStatusSdk.Tests.Callbacks;

/// <summary>The warnings of a process with and without a web server. Real web hosts are tested with the ASP.NET Core package.</summary>
public sealed class CallbackEndpointStateTests : IDisposable
{
    private const string WebServer = "Microsoft.AspNetCore.Hosting.Server.IServer, Microsoft.AspNetCore.Hosting.Server.Abstractions";

    private readonly LogCollector _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Client_with_callback_answers_and_no_mapped_address_is_logged_as_a_warning()
    {
        await StartAsync(
            ("answered", new Handler(IsEnabled: true, IsRequired: true)), ("notified", new Handler(IsEnabled: true, IsRequired: false)));

        var line = Assert.Single(_log.Lines, line => line.EventId.Id is 1221 or 1222);
        Assert.Equal((1221, LogLevel.Warning, "PaymentStatusSdk"), (line.EventId.Id, line.Level, line.Category));
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

    [Fact]
    public async Task Web_host_gets_one_warning_about_answers_and_one_about_notifications()
    {
        await StartAsync(
            AddWebServer, _ => { },
            ("answered", new Handler(IsEnabled: true, IsRequired: true)), ("notified", new Handler(IsEnabled: true, IsRequired: false)),
            ("a", new Handler(IsEnabled: true, IsRequired: false)), ("off", new Handler(IsEnabled: false, IsRequired: false)));

        Assert.Equal([1221, 1222], _log.Lines.Select(line => line.EventId.Id).Where(id => id is 1221 or 1222));
        Assert.Contains(_log.Lines, line => line.Message.Contains("Queries of 'answered' cannot", StringComparison.Ordinal));
        Assert.Contains(_log.Lines, line => line.Message.Contains("Notifications for 'notified', 'a' are", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Web_host_with_callback_answers_only_gets_no_warning_about_notifications()
    {
        await StartAsync(AddWebServer, _ => { }, ("answered", new Handler(IsEnabled: true, IsRequired: true)));

        Assert.Equal(1221, Assert.Single(_log.Lines, line => line.EventId.Id is 1221 or 1222).EventId.Id);
    }

    [Fact]
    public async Task Web_host_with_callback_answers_gets_the_warning_even_with_a_shared_router()
    {
        await StartAsync(
            services => AddWebServer(services.AddSingleton<ICallbackRouter, SharedRouter>()), _ => { },
            ("answered", new Handler(IsEnabled: true, IsRequired: true)), ("notified", new Handler(IsEnabled: true, IsRequired: false)));

        Assert.Equal([1221, 1222], _log.Lines.Select(line => line.EventId.Id).Where(id => id is 1221 or 1222));
    }

    [Fact]
    public async Task Handler_that_the_container_cannot_create_is_not_missed_and_another_defect_is_logged_once()
    {
        await StartAsync(
            services =>
            {
                AddWebServer(services);
                AddBroken(services, "incomplete", new InvalidOperationException("a service is missing"));
                AddBroken(services, "broken", new NotSupportedException("canary"));
            },
            _ => { });

        Assert.DoesNotContain(_log.Lines, line => line.EventId.Id is 1221 or 1222);
        var defect = Assert.Single(_log.Lines, line => line.EventId.Id == 1011);
        Assert.Equal("PaymentStatusSdk.kit", defect.Category);
        Assert.Contains("'broken'", defect.Message, StringComparison.Ordinal);
        Assert.Contains("it threw System.NotSupportedException", defect.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", defect.Message, StringComparison.Ordinal);
    }

    private static void AddWebServer(IServiceCollection services) =>
        services.AddSingleton(Type.GetType(WebServer, throwOnError: true)!, _ => throw new NotSupportedException());

    private static void AddBroken(IServiceCollection services, string client, Exception exception)
    {
        services.AddPaymentStatus(gateways => gateways.AddKit(client, new KitAdapter()));
        services.AddKeyedSingleton<IGatewayCallbackHandler>(client, (_, _) => throw exception);
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
