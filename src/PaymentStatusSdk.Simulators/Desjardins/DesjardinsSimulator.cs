using Microsoft.AspNetCore.Http;
using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.Simulators.Hosting;

namespace PaymentStatusSdk.Simulators.Desjardins;

/// <summary>Simulates the Status transaction of the XML protocol of Desjardins Internet Payment Solution on the loopback address.</summary>
/// <remarks>
/// <see cref="Endpoint"/> answers steps 1 and 3; step 4 is POSTed to the response URL in step 3. The simulator enforces the rules that are
/// documented or seen: one Status transaction at a time, at most ten queried transactions, a new id for every session, and one use of each
/// session key. The names and layouts of the Status messages are <b>inferred</b>, not documented: this simulator proves that an adapter
/// and its PROTOCOL.md agree with each other (consistency), not that the gateway agrees with either (conformity).
/// </remarks>
/// <example>
/// <code>
/// await using var gateway = await DesjardinsSimulator.StartAsync();
/// gateway.Put(SimulatedDipsTransaction.Of("ORDER1001", DipsOutcome.Approved, amount: 12545));
/// gateway.CallbackFaults.Next(SimulatedDipsFault.NoCallback);
/// </code>
/// </example>
public sealed partial class DesjardinsSimulator : GatewaySimulator
{
    private readonly DesjardinsSimulatorOptions _options;
    private readonly DipsRequestReader _reader;
    private readonly DipsReplies _replies;
    private readonly DipsCallback _callback;
    private readonly DipsSessionRegistry _registry;
    private readonly DipsStatusStep _statusStep;
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
        _registry = new DipsSessionRegistry(options);
        var results = new DipsResults(options, _transactions);
        _callback = new DipsCallback(options, results);
        _statusStep = new DipsStatusStep(this, options, _registry, _replies, results, _callback);
        (CallbackFaults, LoginFaults, StatusFaults) = (new FaultPlan(), new FaultPlan(), new FaultPlan());
    }

    /// <inheritdoc/>
    public override string Name => "desjardins";

    /// <summary>The address of steps 1 and 3, <c>/catch</c>.</summary>
    public override Uri Endpoint => new(BaseAddress, "catch");

    /// <summary>The accepted merchant id.</summary>
    public string MerchantId => _options.MerchantId;

    /// <summary>The merchant's key.</summary>
    public string MerchantKey => _options.MerchantKey;

    /// <summary>A snapshot of all transactions.</summary>
    public IReadOnlyList<SimulatedDipsTransaction> Transactions => _transactions.All();

    internal override SimulatedGateway Gateway => SimulatedGateway.Desjardins;

    internal override SimulatedGateway FaultPlaces => SimulatedGateway.Desjardins | SimulatedGateway.DesjardinsCallback;

    /// <summary>Starts a simulator.</summary>
    /// <param name="options">Null means the defaults. Do not change the options after the start.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <returns>A running simulator; the caller disposes of it.</returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<DesjardinsSimulator> StartAsync(
        DesjardinsSimulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new DesjardinsSimulatorOptions();
        var simulator = new DesjardinsSimulator(options);
        var tls = options.Certificates is null ? null : SimulatorTls.Listen(options.Certificates);
        await simulator.ListenAsync(tls, cancellationToken).ConfigureAwait(false);
        simulator._callback.Home = simulator.BaseAddress;
        return simulator;
    }

    /// <summary>Adds a transaction, or replaces the one with the same id and restarts its script.</summary>
    /// <param name="transaction">Any values are accepted, except in the steps: their states are the names of
    /// <see cref="DipsOutcome"/>.</param>
    /// <exception cref="ArgumentException">A step has another state.</exception>
    public void Put(SimulatedDipsTransaction transaction)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        ArgumentException.ThrowIfNullOrEmpty(transaction.Id);
        DipsOutcomes.Check(transaction.Steps);
        var at = TimeZoneInfo.ConvertTime(transaction.SubmittedAt ?? TimeProvider.GetUtcNow(), _options.TimeZone);
        var date = transaction.Date ?? at.ToString("yy'/'MM'/'dd HH':'mm':'ss", System.Globalization.CultureInfo.InvariantCulture);
        _transactions.Put(transaction with { Date = date });
    }

    /// <summary>Returns the transaction in its current state, or null when there is none. Its steps are the whole script, including
    /// completed steps.</summary>
    /// <param name="id">The merchant reference.</param>
    /// <returns>A snapshot.</returns>
    public SimulatedDipsTransaction? Find(string id) => _transactions.Find(id);

    /// <summary>Removes a transaction.</summary>
    /// <param name="id">The merchant reference.</param>
    /// <returns>False when there was no such transaction.</returns>
    public bool Remove(string id) => _transactions.Remove(id);

    /// <summary>Decides a pending transaction. No notification is sent: this gateway reports the outcome only in answers to
    /// queries.</summary>
    /// <param name="id">The merchant reference.</param>
    /// <param name="outcome">The outcome of the transaction.</param>
    /// <param name="force">True also changes a decided transaction.</param>
    /// <returns>The transaction after the move.</returns>
    /// <exception cref="KeyNotFoundException">There is no such transaction.</exception>
    /// <exception cref="InvalidOperationException">The transaction was decided before; nothing was changed.</exception>
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

    // A wrong method or content type also gets an error document; inferred.
    private protected override async ValueTask<bool> TryServeAsync(HttpContext context, ReadOnlyMemory<byte> body)
    {
        if (!IsRoute(context.Request.Path.Value!)) return false;
        var reason = HttpMethods.IsPost(context.Request.Method) ? "Content type is not text/xml" : "Method is not POST";
        var refusal = Refuse(_options.ErrorCode, reason, null);
        await AnswerDelivery.SendAsync(context, refusal, null, this, freeSlot: static () => { }).ConfigureAwait(false);
        return true;
    }

    private protected override async ValueTask<SimulatorAnswer> AnswerAsync(SimulatorQuery query, CancellationToken cancellationToken)
    {
        if (query.Fault?.Kind == SimulatedFaultKind.ErrorDocument)
            return Refuse(query.Fault.Text!, "Simulated error", null);
        var request = _reader.Read(query.Body.Span);
        return request.IsLogin
            ? await LoginAsync(request, query.Fault).ConfigureAwait(false)
            : await _statusStep.AnswerAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<SimulatorAnswer> LoginAsync(DipsRequest request, SimulatedFault? fault)
    {
        await DelayAsync(_options.LoginDelay).ConfigureAwait(false);
        if (request.RefusalReason is not null) return Refuse(_options.ErrorCode, request.RefusalReason, request.TrxId);
        var key = Find(request.TrxId!) is null ? _registry.Login(request.TrxId!) : null;
        if (key is null) return Refuse("WE15", "Transaction identifier already used", request.TrxId);
        _sessions.Add();
        return _replies.Login(request.TrxId!, key, fault);
    }

    internal SimulatorAnswer Refuse(string code, string reason, string? trxId)
    {
        Keep(new DipsRefusal(TimeProvider.GetUtcNow(), code, reason, trxId));
        return _replies.Error(code, reason);
    }

    internal Task DelayAsync(TimeSpan delay) => delay == TimeSpan.Zero ? Task.CompletedTask : Task.Delay(delay, TimeProvider, Stopping);
}
