using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Simulators.ConvergeGate;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.ConvergeGate.Tests.EndToEnd;

/// <summary>A simulator with one captured transaction, and a client that is registered from configuration.</summary>
internal sealed class ConvergeGateHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private ConvergeGateHost(ConvergeGateSimulator gateway, IConfigurationRoot configuration, TimeProvider? clock)
    {
        (Gateway, Configuration) = (gateway, configuration);
        var services = new ServiceCollection();
        // The clock moves only with a test, so that slow machines cause no timeouts.
        services.AddSingleton(clock ?? new ManualTimeProvider());
        services.AddPaymentStatus(gateways => gateways.AddConvergeGate("cards", configuration.GetSection("Cards")));
        _services = services.BuildServiceProvider();
    }

    public static TransactionQuery ByGatewayReference { get; } = TransactionQuery.ByGatewayReference(Answers.GatewayReference);

    public static TransactionQuery ByMerchantReference { get; } = TransactionQuery.ByMerchantReference(Answers.MerchantReference);

    public ConvergeGateSimulator Gateway { get; }

    public IConfigurationRoot Configuration { get; }

    public IConvergeGateCommands Commands => _services.GetRequiredKeyedService<IConvergeGateCommands>("cards");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Starts both; <paramref name="settings"/> are keys and values that differ from what fits the simulator.</summary>
    public static async Task<ConvergeGateHost> StartAsync(
        ConvergeGateSimulatorOptions? options = null, TimeProvider? clock = null, params (string Key, string Value)[] settings)
    {
        var gateway = await ConvergeGateSimulator.StartAsync(options, Ct);
        gateway.Put(new SimulatedConvergeGateTransaction
        {
            GateTransId = Answers.GatewayReference,
            MerchantTransId = Answers.MerchantReference,
            Amount = "125.45",
            CurCode = "EUR",
            State = "CAPTURED",
        });
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Cards:Endpoint"] = gateway.Endpoint.ToString(),
            ["Cards:ApiUser"] = gateway.ApiUser,
            ["Cards:ApiPassword"] = gateway.ApiPassword,
            ["Cards:ApiKey"] = gateway.ApiKey,
            ["Cards:MaxRetries"] = "0",
        }).Build();
        foreach (var (key, value) in settings) configuration["Cards:" + key] = value;
        return new ConvergeGateHost(gateway, configuration, clock);
    }

    public Task<TransactionStatusResult> QueryAsync(TransactionQuery query) =>
        _services.GetRequiredKeyedService<ITransactionStatusClient>("cards").GetStatusAsync(query, Ct);

    public async Task<TransactionStatusException> FailAsync(TransactionQuery query) =>
        await Assert.ThrowsAsync<TransactionStatusException>(() => QueryAsync(query));

    public void Change(string key, string value)
    {
        Configuration["Cards:" + key] = value;
        Configuration.Reload();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Gateway.DisposeAsync();
    }
}
