using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Callbacks;
using PaymentStatusSdk.Coordination;
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
    private readonly TaskCompletionSource<HttpResponseMessage> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LogCollector _logs = new();
    private readonly ServiceProvider _services;
    private GatewayAdapterContext<DesjardinsOptions>? _context;
    private IReadOnlyList<PendingQuery> _pendingQueries = [];
    private DesjardinsAnswers? _answers;

    private AnswersExchange() => _services = new ServiceCollection()
        .AddSingleton<TimeProvider>(new ManualTimeProvider())
        .AddPaymentStatus(gateways => gateways.AddGateway<DesjardinsOptions>(Account.Client, Configure, new()
        {
            Provider = DesjardinsDefaults.Provider,
            Validator = new DesjardinsOptionsValidator(),
            CreateAdapter = Adapt,
        }).ConfigureHttpClient(http => http.ConfigurePrimaryHttpMessageHandler(() => new Handler(_reply.Task)))).BuildServiceProvider();

    /// <summary>The clock of the session; that of the client does not move.</summary>
    public ManualTimeProvider Clock { get; } = new();

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

    public ILogger Logger => _logs.CreateLogger("exchange");

    /// <summary>The event ids of the log, in order.</summary>
    public IEnumerable<int> Events => _logs.Lines.Select(line => line.EventId.Id);

    public IEnumerable<string?> OpenIds => Answers.OpenQueries.Select(pendingQuery => pendingQuery.Query.MerchantReference);

    /// <summary>Queries the transactions in one exchange.</summary>
    public static Task<AnswersExchange> OfAsync(params string[] ids) => OfAsync(change: null, ids);

    /// <summary>Queries the transactions in one exchange, with other options.</summary>
    public static async Task<AnswersExchange> OfAsync(Action<DesjardinsOptions>? change, params string[] ids)
    {
        var exchange = new AnswersExchange();
        var client = exchange._services.GetRequiredKeyedService<ITransactionStatusClient>(Account.Client);
        foreach (var id in ids)
        {
            var query = TransactionQuery.ByMerchantReference(id) with { Kind = TransactionKind.Purchase };
            exchange._results.Add(id, client.GetStatusAsync(query, TestContext.Current.CancellationToken));
        }

        exchange._queried.SetResult();
        exchange._pendingQueries = await exchange._sealed.Task;
        exchange._answers = new DesjardinsAnswers(
            exchange._pendingQueries, Account.Request(change), SessionId, Account.Now, exchange.Logger, Account.Client);
        return exchange;
    }

    /// <summary>Merges a document of step 4.</summary>
    public bool Merge(string inner) => Answers.Merge(Account.Message(inner), isStep4: true);

    /// <summary>Runs step 3 and the wait for step 4.</summary>
    public Task<DesjardinsOutcome> RunSessionAsync(ICallbackMailbox mailbox, IExchangeLockHandle lease)
    {
        var request = Account.Request(options => options.MissingTransactionsGrace = TimeSpan.FromHours(1));
        return new DesjardinsSession(request, _context!.Transport, Clock, Logger, Account.Client)
        {
            Body = "<request/>"u8.ToArray(),
            Mailbox = mailbox,
            Lease = lease,
            Endpoints = new CallbackEndpointState(),
            Answers = Answers,
        }.RunAsync();
    }

    /// <summary>Runs steps 1 and 2.</summary>
    public Task<DesjardinsLogin> LogInAsync(CancellationToken cancellationToken) =>
        DesjardinsLogin.LogInAsync(Account.Request(), _context!.Transport, Clock, cancellationToken);

    /// <summary>Replies to step 1 or 3.</summary>
    public void Reply(HttpStatusCode status, string body = "") =>
        _reply.SetResult(new HttpResponseMessage(status) { Content = new StringContent(body) });

    /// <summary>Returns the result of an answered query. The test fails at once if the query is open, instead of waiting forever.</summary>
    public Task<TransactionStatusResult> ResultAsync(string id)
    {
        Assert.True(_pendingQueries.Single(one => one.Query.MerchantReference == id).IsAnswered, $"The query for {id} is open.");
        return _results[id];
    }

    /// <summary>Returns the failure of a query as <see cref="ResultAsync"/> returns a result.</summary>
    public Task<TransactionStatusException> FailureAsync(string id) =>
        Assert.ThrowsAsync<TransactionStatusException>(() => ResultAsync(id));

    /// <summary>Waits for the result of a query that a running session answers.</summary>
    public Task<TransactionStatusResult> WaitForResultAsync(string id) => _results[id];

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

    private AnswersExchange Adapt(GatewayAdapterContext<DesjardinsOptions> context)
    {
        _context = context;
        return this;
    }

    private static void Configure(DesjardinsOptions options)
    {
        var from = Account.Options();
        (options.Endpoint, options.PublicCallbackBaseUrl) = (from.Endpoint, from.PublicCallbackBaseUrl);
        (options.MerchantId, options.MerchantKey) = (from.MerchantId, from.MerchantKey);
    }

    private sealed class Handler(Task<HttpResponseMessage> reply) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await reply.WaitAsync(cancellationToken);
            response.RequestMessage = request;
            return response;
        }
    }
}
