using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Simulators.Ppro;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Ppro.Tests;

/// <summary>A simulator and its client, registered like in a merchant's application.</summary>
internal sealed class PproHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private PproHost(PproSimulator gateway, ServiceProvider services, LogCollector log) =>
        (Gateway, _services, Log) = (gateway, services, log);

    public PproSimulator Gateway { get; }

    public LogCollector Log { get; }

    public ITransactionStatusClient Client => _services.GetRequiredService<ITransactionStatusClient>();

    public GatewayHealth Health => _services.GetRequiredKeyedService<IGatewayHealthSource>("shop").Read();

    public static async Task<PproHost> StartAsync(
        Action<PproOptions>? configure = null, Action<PproSimulatorOptions>? simulate = null, TimeProvider? clock = null,
        Action<IServiceCollection>? register = null, Action<IHttpClientBuilder>? http = null)
    {
        var simulation = new PproSimulatorOptions();
        simulate?.Invoke(simulation);
        var gateway = await PproSimulator.StartAsync(simulation, TestContext.Current.CancellationToken);
        var log = new LogCollector();
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log));
        // The clock moves only with a test, so that slow machines cause no timeouts.
        services.AddSingleton(clock ?? new ManualTimeProvider());
        services.AddPaymentStatus(gateways => gateways.AddPpro("shop", options =>
        {
            (options.Endpoint, options.Login, options.Password, options.ContractId) =
                (gateway.Endpoint, gateway.Login, gateway.Password, gateway.ContractId);
            if (clock is null) options.MaxRetries = 0;
            // The only timeout in real time: a busy machine must not reach it.
            options.ConnectTimeout = TimeSpan.FromMinutes(5);
            configure?.Invoke(options);
        }).ConfigureHttpClient(builder => http?.Invoke(builder)));
        register?.Invoke(services);
        return new PproHost(gateway, services.BuildServiceProvider(), log);
    }

    public Task<TransactionStatusResult> QueryAsync(string txId = PproWire.TxId) => QueryAsync(TransactionQuery.ByGatewayReference(txId));

    public Task<TransactionStatusResult> QueryAsync(TransactionQuery query) =>
        Client.GetStatusAsync(query, TestContext.Current.CancellationToken);

    public async Task<TransactionStatusException> FailAsync() => await Assert.ThrowsAsync<TransactionStatusException>(() => QueryAsync());

    public void PutPaid(string txId = PproWire.TxId, string merchantTxId = PproWire.MerchantTxId) =>
        Gateway.Put(
            new SimulatedPproTransaction { TxId = txId, MerchantTxId = merchantTxId, Status = "SUCCEEDED", FundsStatus = "RECEIVED" });

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Gateway.DisposeAsync();
    }
}
