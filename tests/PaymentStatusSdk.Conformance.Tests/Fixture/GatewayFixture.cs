using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Simulators;
using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Conformance.Tests;

/// <summary>
/// The differences between gateways: the simulator, the registration with a made-up secret in every secret option, and the tables, taken
/// manually from PROTOCOL.md, of the expected results of each value and each fault. One instance serves one test.
/// </summary>
/// <remarks>
/// A further adapter needs three files: a fixture, its tables, and one file that derives every part. MetaTests lists what is missing.
/// </remarks>
public abstract class GatewayFixture : IAsyncDisposable
{
    private readonly List<RawServer> _servers = [];
    private ClosedPort? _closed;
    private ServiceProvider? _services;
    private ITransactionStatusClient? _client;
    private GatewaySimulator? _simulator;

    // Set in the registration.
    public string Name { get; } = $"gw-{Guid.NewGuid():N}";

    public ManualTimeProvider Clock { get; } = new();

    public LogCollector Log { get; } = new();

    public WireTap Wire { get; } = new();

    public ITransactionStatusClient Client => _client ?? throw new InvalidOperationException("Start the fixture first.");

    public GatewaySimulator Simulator => _simulator ?? throw new InvalidOperationException("Start the fixture first.");

    public IServiceProvider Services => _services ?? throw new InvalidOperationException("Start the fixture first.");

    // Set before the start.
    public Uri? Endpoint { get; set; }

    public bool HasWrongCredentials { get; set; }

    public HttpMessageHandler? PrimaryHandler { get; set; }

    // The gateway's facts.
    public abstract string Provider { get; }

    public abstract Type OptionsType { get; }

    public abstract QueryPolicy Policy { get; }

    public abstract IReadOnlyList<StatusCase> DocumentedValues { get; }

    /// <summary>An unknown value in each deciding field.</summary>
    public abstract IReadOnlyList<StatusCase> NewValues { get; }

    public abstract IReadOnlyList<FaultCase> Faults { get; }

    /// <summary>Answers whose content has an unknown form; each makes the query fail.</summary>
    public abstract IReadOnlyList<FaultCase> NotUnderstood { get; }

    /// <summary>The faults without a case in <see cref="Faults"/>, each with the reason.</summary>
    public abstract IReadOnlyDictionary<SimulatedFaultKind, string> ExcludedFaults { get; }

    public abstract IReadOnlyList<FailureScenario> Scenarios { get; }

    public abstract StatusCase Paid { get; }

    public abstract StatusCase Failed { get; }

    public abstract StatusCase Waiting { get; }

    /// <summary>The reference of the transaction in the cases.</summary>
    public abstract string GatewayReference { get; }

    public abstract string MerchantReference { get; }

    /// <summary>The number of requests in one exchange without retries.</summary>
    public virtual int RequestsPerExchange => 1;

    /// <summary>The maximum number of concurrent exchanges in the concurrency tests.</summary>
    public virtual int MaxConcurrentExchanges => 8;

    /// <summary>Whether queries about several transactions share an exchange.</summary>
    public virtual bool SharesExchanges => false;

    /// <summary>Whether an answer about another transaction, or about none, does not answer the query.</summary>
    public virtual bool ReturnsOnlyQueriedTransactions => false;

    /// <summary>The timeout of one request.</summary>
    public virtual TimeSpan RequestTimeout => Policy.AttemptTimeout;

    /// <summary>The faults of the first request of an exchange.</summary>
    public virtual FaultPlan FirstFaults => Simulator.Faults;

    /// <summary>The faults of the request that seals the exchange.</summary>
    public virtual FaultPlan SealedExchangeFaults => FirstFaults;

    /// <summary>The amount of every transaction; null if the gateway reports none.</summary>
    public virtual Money? Amount => null;

    /// <summary>The secrets in the options and in fields of the wire, which must not leak.</summary>
    public abstract IReadOnlyList<Canary> Secrets { get; }

    /// <summary>A card number that a gateway may quote.</summary>
    public static Canary Card { get; } = Canary.Of("card number", "4111111111111111");

    /// <summary>Values derived from the secrets that must not leak either, such as checksums of requests.</summary>
    public virtual IEnumerable<string> DerivedSecrets() => [];

    /// <summary>Transactions whose answers contain secrets: in sensitive fields, in messages and as values.</summary>
    public abstract IReadOnlyList<(string Name, IReadOnlyDictionary<string, string> Wire)> Echoes { get; }

    /// <summary>Makes each secret option invalid while it still contains its secret.</summary>
    public abstract void InvalidateSecrets(GatewayOptions options);

    public abstract void Put(string gatewayReference, string? merchantReference, IReadOnlyDictionary<string, string> wire);

    /// <summary>Returns a valid gateway reference for a number.</summary>
    public abstract string GatewayReferenceOf(int number);

    public void Put(StatusCase values) => Put(GatewayReference, MerchantReference, values.Wire);

    public void Put(int number, StatusCase values) => Put(GatewayReferenceOf(number), $"order{number:D6}", values.Wire);

    public virtual TransactionQuery Query => TransactionQuery.ByGatewayReference(GatewayReference);

    public virtual TransactionQuery QueryOf(int number) => TransactionQuery.ByGatewayReference(GatewayReferenceOf(number));

    /// <summary>The references in a complete answer to <see cref="Query"/>.</summary>
    public virtual (string? GatewayReference, string? MerchantReference) Ids => (GatewayReference, MerchantReference);

    /// <summary>Returns the references in a complete answer to <see cref="QueryOf"/>.</summary>
    public virtual (string? GatewayReference, string? MerchantReference) IdsOf(int number) =>
        (GatewayReferenceOf(number), $"order{number:D6}");

    /// <summary>Returns the fault plan of a step.</summary>
    public virtual FaultPlan PlanOf(FaultCase fault) => FirstFaults;

    /// <summary>
    /// Queries, and moves the clock by the time that the query waits for a suppressed answer; null for an unknown reference.
    /// </summary>
    public virtual Task<TransactionStatusResult> AttendAsync(
        FaultCase? fault, Func<Task<TransactionStatusResult>> query, CancellationToken cancellationToken) => query();

    public GatewayOptions Options => OptionsOf(Services);

    public IEnumerable<FailureScenario> AllScenarios =>
    [
        new("refused connection", TransactionStatusErrorKind.Transport, fixture =>
            fixture.Endpoint = (fixture._closed = new ClosedPort()).Address),
        new("no TLS at all", TransactionStatusErrorKind.Transport, fixture =>
            fixture.Endpoint = fixture.Own(RawServer.Plain("HTTP/1.1 400 No\r\n\r\n"))),
        Alert("bad certificate", 42),
        Alert("certificate expired", 45),
        Alert("unknown authority", 48),
        .. Scenarios,
    ];

    public async Task StartAsync(Action<GatewayOptions>? tune = null)
    {
        _simulator = await StartSimulatorAsync(TestContext.Current.CancellationToken);
        _services = Build(tune);
        _client = _services.GetRequiredKeyedService<ITransactionStatusClient>(Name);
    }

    /// <summary>Validates the options like a host at its start.</summary>
    public async Task ValidateAsync(Action<GatewayOptions> tune)
    {
        _simulator ??= await StartSimulatorAsync(TestContext.Current.CancellationToken);
        await using var services = Build(tune);
        services.GetRequiredService<IStartupValidator>().Validate();
    }

    public async ValueTask DisposeAsync()
    {
        await DisposeAsyncCore();
        GC.SuppressFinalize(this);
    }

    protected virtual async ValueTask DisposeAsyncCore()
    {
        if (_services is not null) await _services.DisposeAsync();
        if (_simulator is not null) await _simulator.DisposeAsync();
        foreach (var server in _servers) await server.DisposeAsync();
        _closed?.Dispose();
    }

    protected abstract Task<GatewaySimulator> StartSimulatorAsync(CancellationToken cancellationToken);

    protected abstract GatewayBuilder Register(PaymentStatusBuilder builder, Action<GatewayOptions> tune);

    protected abstract GatewayOptions OptionsOf(IServiceProvider services);

    // The message of a TLS 1.2 server that rejects the client's certificate.
    private static FailureScenario Alert(string name, byte code) =>
        new($"TLS alert: {name}", TransactionStatusErrorKind.Authentication, fixture =>
            fixture.Endpoint = fixture.Own(RawServer.Plain($"\u0015\u0003\u0003\u0000\u0002\u0002{(char)code}")));

    private Uri Own(RawServer server)
    {
        _servers.Add(server);
        return server.Address("https");
    }

    protected static Dictionary<string, string> Fields(params (string Name, string StateValue)[] fields) =>
        fields.ToDictionary(field => field.Name, field => field.StateValue, StringComparer.Ordinal);

    private ServiceProvider Build(Action<GatewayOptions>? tune)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log));
        services.AddPaymentStatus(gateways => Register(gateways, options =>
        {
            if (Endpoint is not null) options.Endpoint = Endpoint;
            // The only timeout in real time: a busy machine must not reach it.
            options.ConnectTimeout = TimeSpan.FromMinutes(5);
            tune?.Invoke(options);
        }).ConfigureHttpClient(http =>
        {
            if (PrimaryHandler is not null) http.ConfigurePrimaryHttpMessageHandler(() => PrimaryHandler);
            http.AddHttpMessageHandler(Wire.CreateHandler);
        }));
        return services.BuildServiceProvider();
    }
}
