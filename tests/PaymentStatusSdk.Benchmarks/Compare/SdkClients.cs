using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Benchmarks.Compare.Peers;
using PaymentStatusSdk.ConvergeGate;
using PaymentStatusSdk.Ppro;

namespace PaymentStatusSdk.Benchmarks.Compare;

/// <summary>
/// This SDK as a merchant registers it, with coalescing, retries, circuit, timeouts, integrity checks, logs and metrics.
/// </summary>
internal sealed class SdkClients : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public SdkClients(Action<ConvergeGateOptions> convergeGate, Action<PproOptions> ppro)
    {
        var services = new ServiceCollection();
        services.AddPeerLogging();
        services.AddPaymentStatus(gateways =>
        {
            gateways.AddConvergeGate("cards", convergeGate);
            gateways.AddPpro("ppro", ppro);
        });
        _services = services.BuildServiceProvider();
    }

    public StatusCaller ConvergeGate()
    {
        var client = _services.GetRequiredKeyedService<ITransactionStatusClient>("cards");
        var expected = new Money(125.45m, "EUR");
        return new StatusCaller("convergegate", "sdk", async index =>
        {
            var query = TransactionQuery.ByGatewayReference(ServeCommand.GateTransId(index)) with { ExpectedAmount = expected };
            return (await client.GetStatusAsync(query)).Verdict == PaymentVerdict.Success;
        });
    }

    public StatusCaller Ppro()
    {
        var client = _services.GetRequiredKeyedService<ITransactionStatusClient>("ppro");
        return new StatusCaller("ppro", "sdk", async index =>
            (await client.GetStatusAsync(TransactionQuery.ByGatewayReference(ServeCommand.TxId(index)))).Verdict == PaymentVerdict.Success);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
