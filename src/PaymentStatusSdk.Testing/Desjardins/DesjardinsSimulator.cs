using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace PaymentStatusSdk.Testing;

/// <summary>Desjardins Internet Payment Solution, the Status transaction of its XML protocol, on the loopback address.</summary>
/// <remarks>
/// Steps 1 and 3 are answered at <see cref="Endpoint"/>; step 4 is POSTed to the response URL that step 3 names. It insists on what is
/// documented or seen: one Status transaction at a time, at most ten targets, a new id for every session, the session's own key, once.
/// The names and layouts of the Status messages are <b>inferred</b>, not documented: this simulator proves that an adapter and the
/// PROTOCOL.md agree with each other (self-consistency), not that the gateway agrees with either (conformity).
/// </remarks>
/// <example>
/// <code>
/// await using var gateway = await DesjardinsSimulator.StartAsync();
/// gateway.Put(SimulatedDipsTransaction.Of("ORDER1001", DipsOutcome.Approved, amount: 12545));
/// gateway.CallbackFaults.Next(SimulatedFault.NoCallback);
/// </code>
/// </example>
public sealed partial class DesjardinsSimulator : GatewaySimulator
{
    private readonly DesjardinsSimulatorOptions _options;
    private readonly DipsRequestReader _reader;
    private readonly DipsReplies _replies;
    private readonly DipsResults _results;
    private readonly DipsCallback _callback;
    private readonly DipsSessionRegistry _registry;
    private readonly TransactionTable<SimulatedDipsTransaction> _transactions = new(
        t => t.Id,
        _ => null,
        t => t.Steps,
        DipsOutcomes.Apply,
        StringComparer.Ordinal);

    private DesjardinsSimulator(DesjardinsSimulatorOptions options)
        : base(options)
    {
        _options = options;
        _reader = new DipsRequestReader(options);
        _replies = new DipsReplies(options);
        _results = new DipsResults(options, _transactions);
        _callback = new DipsCallback(options, _results);
        _registry = new DipsSessionRegistry(options);
        (CallbackFaults, LoginFaults, StatusFaults) = (new FaultPlan(), new FaultPlan(), new FaultPlan());
    }

    /// <inheritdoc/>
    public override string Name => "desjardins";

    /// <summary>The address of steps 1 and 3, <c>/catch</c>.</summary>
    public override Uri Endpoint => new(BaseAddress, "catch");

    /// <summary>The merchant id that is let in.</summary>
    public string MerchantId => _options.MerchantId;

    /// <summary>Its key.</summary>
    public string MerchantKey => _options.MerchantKey;

    /// <summary>All transactions: a snapshot.</summary>
    public IReadOnlyList<SimulatedDipsTransaction> Transactions => _transactions.All();

    internal override SimulatedGateway Gateway => SimulatedGateway.Desjardins;

    /// <summary>Starts a simulator.</summary>
    /// <param name="options">Null: the defaults. Not to be changed afterwards.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <returns>A running simulator; the caller disposes of it.</returns>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<DesjardinsSimulator> StartAsync(
        DesjardinsSimulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new DesjardinsSimulatorOptions();
        var simulator = new DesjardinsSimulator(options);
        var tls = options.Certificates is null
            ? null
            : SimulatorTls.Listen(options.Certificates, ClientCertificateMode.NoCertificate, _ => true);
        await simulator.ListenAsync(tls, cancellationToken).ConfigureAwait(false);
        simulator._callback.Home = simulator.BaseAddress;
        return simulator;
    }

    /// <summary>Adds a transaction, or replaces the one with the same id and begins its script anew.</summary>
    /// <param name="transaction">Any words will do, but in its steps: these are those of <see cref="DipsOutcome"/>.</param>
    /// <exception cref="ArgumentException">A step has another word.</exception>
    public void Put(SimulatedDipsTransaction transaction)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        ArgumentException.ThrowIfNullOrEmpty(transaction.Id);
        DipsOutcomes.Check(transaction.Steps);
        var at = TimeZoneInfo.ConvertTime(transaction.SubmittedAt ?? TimeProvider.GetUtcNow(), _options.TimeZone);
        var date = transaction.Date ?? at.ToString("yy'/'MM'/'dd HH':'mm':'ss", System.Globalization.CultureInfo.InvariantCulture);
        _transactions.Put(transaction with { Date = date });
    }

    /// <summary>The transaction as it stands now; null when there is none. Its steps are the whole script, done ones included.</summary>
    /// <param name="id">The merchant's transaction id.</param>
    /// <returns>A snapshot.</returns>
    public SimulatedDipsTransaction? Find(string id) => _transactions.Find(id);

    /// <summary>Takes a transaction away.</summary>
    /// <param name="id">The merchant's transaction id.</param>
    /// <returns>False when there was none.</returns>
    public bool Remove(string id) => _transactions.Remove(id);

    /// <summary>Decides a pending transaction. Nothing is sent: this gateway tells the outcome only to who asks.</summary>
    /// <param name="id">The merchant's transaction id.</param>
    /// <param name="outcome">What became of it.</param>
    /// <param name="force">True changes a decided transaction, too.</param>
    /// <returns>The transaction after the move.</returns>
    /// <exception cref="KeyNotFoundException">There is no such transaction.</exception>
    /// <exception cref="InvalidOperationException">It was decided before; nothing was changed.</exception>
    public SimulatedDipsTransaction Move(string id, DipsOutcome outcome, bool force = false) => _transactions.Change(id, transaction =>
    {
        if (!force) DipsOutcomes.Check(transaction, outcome);
        return transaction.With(outcome);
    }).After;

    private protected override bool IsRoute(string path) => path == "/catch";

    private protected override RequestCarrier CarrierOf(string? contentType)
    {
        var type = contentType.AsSpan();
        var parameters = type.IndexOf(';');
        if (parameters >= 0) type = type[..parameters];
        return type.Trim().Equals("text/xml", StringComparison.OrdinalIgnoreCase) ? RequestCarrier.Raw : RequestCarrier.Unknown;
    }

    // Another method or content type gets an error document, too; inferred.
    private protected override async ValueTask<bool> TryServeAsync(HttpContext context, ReadOnlyMemory<byte> body)
    {
        if (!IsRoute(context.Request.Path.Value ?? "/")) return false;
        var reason = HttpMethods.IsPost(context.Request.Method) ? "Content type is not text/xml" : "Method is not POST";
        await AnswerDelivery.SendAsync(context, Refuse(_options.ErrorCode, reason, null), null, this).ConfigureAwait(false);
        return true;
    }

    private protected override async ValueTask<SimulatorAnswer> AnswerAsync(SimulatorQuery query, CancellationToken cancellationToken)
    {
        if (query.Fault?.Kind == SimulatedFaultKind.ErrorDocument)
            return Refuse(query.Fault.Text!, "Simulated error", null);
        var request = _reader.Read(query.Body.Span);
        return request.IsLogin
            ? await LoginAsync(request, query.Fault).ConfigureAwait(false)
            : await StatusAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<SimulatorAnswer> LoginAsync(DipsRequest request, SimulatedFault? fault)
    {
        await DelayAsync(_options.LoginDelay).ConfigureAwait(false);
        if (request.Fault is not null) return Refuse(_options.ErrorCode, request.Fault, request.TrxId);
        var key = Find(request.TrxId!) is null ? _registry.Login(request.TrxId!) : null;
        if (key is null) return Refuse("WE15", "Transaction identifier already used", request.TrxId);
        _sessions.Add();
        return _replies.Login(request.TrxId!, key, fault);
    }

    private SimulatorAnswer Refuse(string code, string reason, string? trxId)
    {
        Keep(new DipsRefusal(TimeProvider.GetUtcNow(), code, reason, trxId));
        return _replies.Error(code, reason);
    }

    private Task DelayAsync(TimeSpan delay) => delay == TimeSpan.Zero ? Task.CompletedTask : Task.Delay(delay, TimeProvider, Stopping);
}
