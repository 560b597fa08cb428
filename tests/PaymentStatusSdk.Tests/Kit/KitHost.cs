using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Exchange;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Tests.Kit;

/// <summary>A container with one client of the test adapter named <c>kit</c>, a manual clock, and all logs.</summary>
internal sealed class KitHost : IDisposable
{
    private readonly ServiceProvider _services;

    public KitHost(KitAdapter adapter, Action<KitOptions>? configure = null, TimeProvider? clock = null)
    {
        Adapter = adapter;
        Clock = clock as ManualTimeProvider ?? new ManualTimeProvider();
        var services = new ServiceCollection();
        services.AddSingleton(clock ?? Clock);
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs));
        services.AddPaymentStatus(gateways => gateways.AddKit("kit", adapter, configure));
        _services = services.BuildServiceProvider();
        Client = _services.GetRequiredService<ITransactionStatusClient>();
    }

    public KitAdapter Adapter { get; }

    public ManualTimeProvider Clock { get; }

    public LogCollector Logs { get; } = new();

    public ITransactionStatusClient Client { get; }

    public IServiceProvider Services => _services;

    public Task<TransactionStatusResult> QueryAsync(string id = "T") => QueryWith(id, TestContext.Current.CancellationToken);

    public Task<TransactionStatusResult> QueryWith(string id, CancellationToken cancellationToken) =>
        Client.GetStatusAsync(TransactionQuery.ByGatewayReference(id), cancellationToken);

    public async Task<TransactionStatusException> FailAsync(string id = "T") =>
        await Assert.ThrowsAsync<TransactionStatusException>(() => QueryAsync(id));

    /// <summary>Completes when no exchange is running.</summary>
    public async Task SettleAsync()
    {
        // The pipeline and the circuit end after the adapter.
        var client = Services.GetRequiredKeyedService<GatewayClient>("kit");
        while (client.RunningExchanges > 0)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public void Dispose() => _services.Dispose();
}
