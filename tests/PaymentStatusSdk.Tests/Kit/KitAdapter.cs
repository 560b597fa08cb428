using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Tests.Kit;

/// <summary>An adapter that uses only the public kit; a delegate runs its exchanges.</summary>
public sealed class KitAdapter(int pendingQueries = 1, bool oneExchangePerTransaction = false) : IGatewayAdapter
{
    private int _attempts;
    private int _running;
    private int _mostAtOnce;

    public string Provider => "kit";

    public GatewayCapabilities Capabilities { get; init; } = new()
    {
        SupportsGatewayReference = true,
        SupportsMerchantReference = true,
        MaxTransactionsPerExchange = pendingQueries,
        OneExchangePerTransaction = oneExchangePerTransaction,
        MerchantReferenceComparison = StringComparison.OrdinalIgnoreCase,
        ReportsAmount = true,
    };

    public TransactionKind DefaultKind { get; init; }

    public Func<GatewayExchange, CancellationToken, Task> Run { get; set; } = (exchange, _) =>
    {
        foreach (var pendingQuery in exchange.Seal()) pendingQuery.Complete(Captured(pendingQuery.Query));
        return Task.CompletedTask;
    };

    public Action<TransactionQuery> OnCheckQuery { get; set; } = _ => { };

    public Func<ParsedStatus, TransactionQuery, ParsedStatus> OnInterpret { get; set; } = (reading, _) => reading;

    public int Attempts => _attempts;

    public int Running => Volatile.Read(ref _running);

    public int MaxParallel => _mostAtOnce;

    public static ParsedStatus Captured(TransactionQuery query) => new()
    {
        Outcome = LookupOutcome.Answered,
        State = PaymentState.Captured,
        Finality = Finality.Final,
        Reason = FailureReason.None,
        GatewayReference = query.GatewayReference,
        MerchantReference = query.MerchantReference,
    };

    public void CheckQuery(TransactionQuery query) => OnCheckQuery(query);

    public async Task RunAsync(GatewayExchange exchange, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _attempts);
        var running = Interlocked.Increment(ref _running);
        for (var most = _mostAtOnce; running > most; most = _mostAtOnce) Interlocked.CompareExchange(ref _mostAtOnce, running, most);
        try
        {
            await Run(exchange, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    public ParsedStatus Interpret(ParsedStatus parsed, TransactionQuery query) => OnInterpret(parsed, query);
}
