using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.ConvergeGate;
using PaymentStatusSdk.Ppro;

namespace PaymentStatusSdk.Benchmarks.Compare.Peers;

/// <summary>
/// Typed clients of the HTTP client factory with the standard resilience handler and logging. Each query resolves its own client, as an
/// application does: typed clients are short-lived.
/// </summary>
internal sealed partial class FactoryClients : IAsyncDisposable
{
    private const string Name = "factory+resilience";

    private readonly ServiceProvider _services;

    public FactoryClients(Uri convergeGate, ConvergeGateOptions cards, Uri ppro, PproOptions pproOptions)
    {
        var services = new ServiceCollection();
        services.AddPeerLogging();
        services.AddSingleton(cards);
        services.AddSingleton(pproOptions);
        services.AddHttpClient<CardStatusClient>(http => http.BaseAddress = convergeGate).AddStandardResilienceHandler();
        services.AddHttpClient<PproStatusClient>(http => http.BaseAddress = ppro).AddStandardResilienceHandler();
        _services = services.BuildServiceProvider();
    }

    public StatusCaller ConvergeGate() => new(
        "convergegate", Name, index => _services.GetRequiredService<CardStatusClient>().IsPaidAsync(ServeCommand.GateTransId(index)));

    public StatusCaller Ppro() => new(
        "ppro", Name, index => _services.GetRequiredService<PproStatusClient>().IsPaidAsync(ServeCommand.TxId(index)));

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private sealed partial class CardStatusClient(HttpClient http, ConvergeGateOptions options, ILogger<CardStatusClient> logger)
    {
        public async Task<bool> IsPaidAsync(string id)
        {
            var isPaid = await HandwrittenConvergeGate.IsPaidAsync(http, http.BaseAddress!, options, id);
            LogAnswer(logger, id, isPaid);
            return isPaid;
        }

        [LoggerMessage(Level = LogLevel.Debug, Message = "Transaction {Id} is paid: {IsPaid}")]
        private static partial void LogAnswer(ILogger logger, string id, bool isPaid);
    }

    private sealed partial class PproStatusClient(HttpClient http, PproOptions options, ILogger<PproStatusClient> logger)
    {
        public async Task<bool> IsPaidAsync(string id)
        {
            var isPaid = await HandwrittenPpro.IsPaidAsync(http, http.BaseAddress!, options, id);
            LogAnswer(logger, id, isPaid);
            return isPaid;
        }

        [LoggerMessage(Level = LogLevel.Debug, Message = "Transaction {Id} is paid: {IsPaid}")]
        private static partial void LogAnswer(ILogger logger, string id, bool isPaid);
    }
}
