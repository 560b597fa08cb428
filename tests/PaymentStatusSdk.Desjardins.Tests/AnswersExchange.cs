using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Desjardins.Protocol;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Desjardins.Tests;

/// <summary>One exchange without a gateway: the test itself merges the documents that arrive.</summary>
internal sealed class AnswersExchange : IGatewayAdapter, IDisposable
{
    public const string SessionId = "00112233445566778899aabbccddeeff";

    private readonly TaskCompletionSource _queried = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<IReadOnlyList<PendingQuery>> _sealed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<string, Task<TransactionStatusResult>> _results = [];
    private readonly LogCollector _logs = new();
    private readonly ServiceProvider _services;
    private DesjardinsAnswers? _answers;

    private AnswersExchange() => _services = new ServiceCollection()
        .AddSingleton<TimeProvider>(new ManualTimeProvider())
        .AddPaymentStatus(gateways => gateways.AddGateway<DesjardinsOptions>(Account.Client, Configure, new()
        {
            Provider = DesjardinsDefaults.Provider,
            Validator = new DesjardinsOptionsValidator(),
            CreateAdapter = _ => this,
        })).BuildServiceProvider();

    public string Provider => DesjardinsDefaults.Provider;

    public GatewayCapabilities Capabilities => new()
    {
        SupportsMerchantReference = true,
        MaxTransactionsPerExchange = DesjardinsDefaults.MaxTransactions,
        MaxConcurrentExchanges = 1,
        ReportsAmount = true,
    };

    public TransactionKind DefaultKind => TransactionKind.Unknown;

    public DesjardinsAnswers Answers => _answers!;

    /// <summary>The event ids of the log of the answers, in order.</summary>
    public IEnumerable<int> Events => _logs.Lines.Select(line => line.EventId.Id);

    public IEnumerable<string?> OpenIds => Answers.OpenQueries.Select(pendingQuery => pendingQuery.Query.MerchantReference);

    /// <summary>Queries the transactions in one exchange.</summary>
    public static async Task<AnswersExchange> OfAsync(params string[] ids)
    {
        var exchange = new AnswersExchange();
        var client = exchange._services.GetRequiredKeyedService<ITransactionStatusClient>(Account.Client);
        foreach (var id in ids)
        {
            var query = TransactionQuery.ByMerchantReference(id) with { Kind = TransactionKind.Purchase };
            exchange._results.Add(id, client.GetStatusAsync(query, TestContext.Current.CancellationToken));
        }

        exchange._queried.SetResult();
        var pendingQueries = await exchange._sealed.Task;
        exchange._answers = new DesjardinsAnswers(
            pendingQueries, Account.Request(), SessionId, Account.Now, exchange._logs.CreateLogger("answers"), Account.Client);
        return exchange;
    }

    /// <summary>Merges a document of step 4.</summary>
    public bool Merge(string inner) => Answers.Merge(Account.Message(inner), mayBeEmpty: true);

    public Task<TransactionStatusResult> ResultAsync(string id) => _results[id];

    public Task<TransactionStatusException> FailureAsync(string id) =>
        Assert.ThrowsAsync<TransactionStatusException>(() => _results[id]);

    public void CheckQuery(TransactionQuery query)
    {
    }

    public async Task RunAsync(GatewayExchange exchange, CancellationToken cancellationToken)
    {
        await _queried.Task;
        _sealed.SetResult(exchange.Seal());
        await _end.Task;
    }

    public ParsedStatus Interpret(ParsedStatus parsed, TransactionQuery query) =>
        DesjardinsStatusMap.Complete((DesjardinsParsedStatus)parsed, query, query.Kind);

    public void Dispose()
    {
        _end.TrySetResult();
        _services.Dispose();
        _logs.Dispose();
    }

    private static void Configure(DesjardinsOptions options)
    {
        var from = Account.Options();
        (options.Endpoint, options.PublicCallbackBaseUrl) = (from.Endpoint, from.PublicCallbackBaseUrl);
        (options.MerchantId, options.MerchantKey) = (from.MerchantId, from.MerchantKey);
    }
}
