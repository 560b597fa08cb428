using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.ConvergeGate;
using PaymentStatusSdk.Ppro;
using Refit;

namespace PaymentStatusSdk.Benchmarks.Compare.Peers;

/// <summary>Refit's generated clients over the HTTP client factory, without resilience.</summary>
internal sealed class RefitClients : IAsyncDisposable
{
    private const string Name = "refit";

    private readonly ServiceProvider _services;
    private readonly ConvergeGateOptions _cards;
    private readonly PproOptions _ppro;

    public RefitClients(Uri convergeGate, ConvergeGateOptions cards, Uri ppro, PproOptions pproOptions)
    {
        (_cards, _ppro) = (cards, pproOptions);
        var services = new ServiceCollection();
        services.AddPeerLogging();
        services.AddRefitGeneratedClient<ICardStatusApi>().ConfigureHttpClient(http => http.BaseAddress = convergeGate);
        services.AddRefitGeneratedClient<IPproStatusApi>().ConfigureHttpClient(http => http.BaseAddress = ppro);
        _services = services.BuildServiceProvider();
    }

    public StatusCaller ConvergeGate() => new("convergegate", Name, async index =>
    {
        var id = ServeCommand.GateTransId(index);
        using var content = HandwrittenConvergeGate.Content(_cards, id);
        return HandwrittenConvergeGate.IsPaid(await _services.GetRequiredService<ICardStatusApi>().QueryAsync(content), id);
    });

    public StatusCaller Ppro() => new("ppro", Name, async index =>
    {
        var id = ServeCommand.TxId(index);
        var answer = await _services.GetRequiredService<IPproStatusApi>().QueryAsync(HandwrittenPpro.Fields(_ppro, id));
        return HandwrittenPpro.IsPaid(answer, id);
    });

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
