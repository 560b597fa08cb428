using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Simulators;
using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.TestDoubles;

namespace PaymentStatusSdk.Conformance.Tests;

/// <summary>
/// All that differs between gateways: the simulator, the registration with a made-up secret in every secret option, and the tables that
/// say, by hand from PROTOCOL.md, what each word and each fault has to become. One instance serves one test.
/// </summary>
/// <remarks>
/// A further adapter needs three files: a fixture, its tables, and one file that derives every part. MetaTests says what is missing.
/// </remarks>
public abstract class GatewayFixture : IAsyncDisposable
{
    private readonly List<RawServer> _servers = [];
    private ClosedPort? _closed;
    private ServiceProvider? _services;
    private ITransactionStatusClient? _client;
    private GatewaySimulator? _simulator;

    // Told in the registration.
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

    public abstract AskingPolicy Policy { get; }

    public abstract IReadOnlyList<StatusCase> Words { get; }

    /// <summary>A word that nobody knows, in each field that decides anything.</summary>
    public abstract IReadOnlyList<StatusCase> NewWords { get; }

    public abstract IReadOnlyList<FaultCase> Faults { get; }

    /// <summary>Answers whose content has a form that no table knows; each makes the query fail.</summary>
    public abstract IReadOnlyList<FaultCase> NotUnderstood { get; }

    /// <summary>Faults that no case of <see cref="Faults"/> has, each with the reason.</summary>
    public abstract IReadOnlyDictionary<SimulatedFaultKind, string> FaultsLeftOut { get; }

    public abstract IReadOnlyList<FailureScenario> Scenarios { get; }

    public abstract StatusCase Paid { get; }

    public abstract StatusCase Failed { get; }

    public abstract StatusCase Waiting { get; }

    /// <summary>The id that the cases speak of.</summary>
    public abstract string GatewayReference { get; }

    public abstract string MerchantReference { get; }

    /// <summary>Requests that one exchange without repeats takes.</summary>
    public virtual int RequestsPerExchange => 1;

    /// <summary>Exchanges that may run at once in the tests with a crowd.</summary>
    public virtual int MaxConcurrentExchanges => 8;

    /// <summary>Whether queries about several transactions share an exchange.</summary>
    public virtual bool SharesExchanges => false;

    /// <summary>Whether an answer about another transaction, or none, is no answer to the question at all.</summary>
    public virtual bool HearsOnlyWhatWasAsked => false;

    /// <summary>How long one request may take.</summary>
    public virtual TimeSpan RequestTimeout => Policy.AttemptTimeout;

    /// <summary>What goes wrong with the first request of an exchange.</summary>
    public virtual FaultPlan FirstFaults => Simulator.Faults;

    /// <summary>What goes wrong with the request after which no other query can join the exchange.</summary>
    public virtual FaultPlan DepartedFaults => FirstFaults;

    /// <summary>The amount of every transaction that is put; null: this gateway reports none.</summary>
    public virtual Money? Amount => null;

    /// <summary>What must not be seen by anybody: in the options, and in fields of the wire.</summary>
    public abstract IReadOnlyList<Canary> Secrets { get; }

    /// <summary>Values made from the secrets that are as bad to lose, such as checksums of what was sent.</summary>
    public virtual IEnumerable<string> DerivedSecrets() => [];

    /// <summary>Transactions whose answer names secrets: in sensitive fields, in messages and as words.</summary>
    public abstract IReadOnlyList<(string Name, IReadOnlyDictionary<string, string> Wire)> Echoes { get; }

    /// <summary>Makes each secret option impossible, its secret still in it.</summary>
    public abstract void SpoilSecrets(GatewayOptions options);

    public abstract void Put(string gatewayReference, string? merchantReference, IReadOnlyDictionary<string, string> wire);

    /// <summary>A possible gateway id, another for each number.</summary>
    public abstract string GatewayReferenceOf(int number);

    public void Put(StatusCase words) => Put(GatewayReference, MerchantReference, words.Wire);

    public void Put(int number, StatusCase words) => Put(GatewayReferenceOf(number), $"order{number:D6}", words.Wire);

    public virtual TransactionQuery Query => TransactionQuery.ByGatewayReference(GatewayReference);

    public virtual TransactionQuery QueryOf(int number) => TransactionQuery.ByGatewayReference(GatewayReferenceOf(number));

    /// <summary>The ids in a full answer about <see cref="Query"/>.</summary>
    public virtual (string? GatewayReference, string? MerchantReference) Ids => (GatewayReference, MerchantReference);

    /// <summary>The ids in a full answer about <see cref="QueryOf"/>.</summary>
    public virtual (string? GatewayReference, string? MerchantReference) IdsOf(int number) =>
        (GatewayReferenceOf(number), $"order{number:D6}");

    /// <summary>Where a fault goes.</summary>
    public virtual FaultPlan PlanOf(FaultCase fault) => FirstFaults;

    /// <summary>
    /// Asks, and moves the clock for as long as an answer is waited for that the fault keeps away; null: the id is unknown.
    /// </summary>
    public virtual Task<TransactionStatusResult> AttendAsync(
        FaultCase? fault, Func<Task<TransactionStatusResult>> ask, CancellationToken cancellationToken) => ask();

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

    /// <summary>What a host does at its start.</summary>
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

    // What a server of TLS 1.2 sends in place of the rest of the handshake when it does not take the client's certificate.
    private static FailureScenario Alert(string name, byte code) =>
        new($"TLS alert: {name}", TransactionStatusErrorKind.Authentication, fixture =>
            fixture.Endpoint = fixture.Own(RawServer.Plain($"\u0015\u0003\u0003\u0000\u0002\u0002{(char)code}")));

    private Uri Own(RawServer server)
    {
        _servers.Add(server);
        return server.Address("https");
    }

    protected static Dictionary<string, string> Fields(params (string Name, string Word)[] fields) =>
        fields.ToDictionary(field => field.Name, field => field.Word, StringComparer.Ordinal);

    private ServiceProvider Build(Action<GatewayOptions>? tune)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log));
        services.AddPaymentStatus(gateways => Register(gateways, options =>
        {
            if (Endpoint is not null) options.Endpoint = Endpoint;
            // The only one that runs in real time: a machine that is busy must not reach it.
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
