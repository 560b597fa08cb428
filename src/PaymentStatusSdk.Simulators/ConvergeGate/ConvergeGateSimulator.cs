using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.Simulators.Hosting;

namespace PaymentStatusSdk.Simulators.ConvergeGate;

/// <summary>Simulates the card gateway behind commands 709 and 708 (ConvergeGate and its white labels) on the loopback address.</summary>
/// <remarks>
/// The simulator verifies user, password and checksum, accepts raw XML or XML in the form field <c>strrequest</c>, and sends 850
/// notifications when a query has <c>notify=YES</c> or a transaction moves. It proves consistency with the gateway's public documentation,
/// not conformity with the provider.
/// </remarks>
/// <example>
/// <code>
/// await using var gateway = await ConvergeGateSimulator.StartAsync();
/// gateway.Put(new SimulatedConvergeGateTransaction { GateTransId = "5d3c", State = "PENDING" }.ThenAfterQueries(2, "CAPTURED"));
/// gateway.Faults.Next(SimulatedFault.ResetBeforeAnswer);
/// </code>
/// </example>
public sealed class ConvergeGateSimulator : GatewaySimulator
{
    private readonly ConvergeGateSimulatorOptions _options;
    private readonly ConvergeGateQueryAnswerer _answerer;
    private readonly SimulatedConvergeGateNotification _notification;
    private readonly TransactionTable<SimulatedConvergeGateTransaction> _transactions = new(
        t => t.GateTransId,
        t => t.MerchantTransId,
        t => t.Steps,
        (t, step) => t with { State = step.State },
        StringComparer.Ordinal);

    private ConvergeGateSimulator(ConvergeGateSimulatorOptions options)
        : base(options)
    {
        _options = options;
        _answerer = new ConvergeGateQueryAnswerer(options, _transactions);
        _notification = new SimulatedConvergeGateNotification(options);
    }

    /// <inheritdoc/>
    public override string Name => "convergegate";

    /// <summary>The route of the ConvergeGate host, <c>/v1/transactions</c>.</summary>
    public override Uri Endpoint => new(BaseAddress, "v1/transactions");

    /// <summary>The route of the original gateway, <c>/api/transaction/</c>. Both routes return the same answers.</summary>
    public Uri LegacyEndpoint => new(BaseAddress, "api/transaction/");

    /// <summary>The accepted API user.</summary>
    public string ApiUser => _options.ApiUser;

    /// <summary>The password.</summary>
    public string ApiPassword => _options.ApiPassword;

    /// <summary>The checksum key.</summary>
    public string ApiKey => _options.ApiKey;

    /// <summary>A snapshot of all transactions.</summary>
    public IReadOnlyList<SimulatedConvergeGateTransaction> Transactions => _transactions.All();

    internal override SimulatedGateway Gateway => SimulatedGateway.ConvergeGate;

    /// <summary>Starts a simulator.</summary>
    /// <param name="options">Null means the defaults. Do not change the options after the start.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <returns>A running simulator; the caller disposes of it.</returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<ConvergeGateSimulator> StartAsync(
        ConvergeGateSimulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new ConvergeGateSimulatorOptions();
        var simulator = new ConvergeGateSimulator(options);
        var tls = options.Certificates is null ? null : SimulatorTls.Listen(options.Certificates);
        await simulator.ListenAsync(tls, cancellationToken).ConfigureAwait(false);
        return simulator;
    }

    /// <summary>Adds a transaction, or replaces the one with the same gateway reference and restarts its script.</summary>
    /// <param name="transaction">Any state is accepted.</param>
    public void Put(SimulatedConvergeGateTransaction transaction)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        ArgumentException.ThrowIfNullOrEmpty(transaction.GateTransId);
        _transactions.Put(transaction);
    }

    /// <summary>Returns the transaction in its current state, or null when there is none. Its steps are the whole script, including
    /// completed steps.</summary>
    /// <param name="gateTransId">The gateway reference.</param>
    /// <returns>A snapshot.</returns>
    public SimulatedConvergeGateTransaction? Find(string gateTransId) => _transactions.Find(gateTransId);

    /// <summary>Removes a transaction.</summary>
    /// <param name="gateTransId">The gateway reference.</param>
    /// <returns>False when there was no such transaction.</returns>
    public bool Remove(string gateTransId) => _transactions.Remove(gateTransId);

    /// <summary>Changes the state of a transaction, and sends an 850 when the options and the state require it.</summary>
    /// <param name="gateTransId">The gateway reference.</param>
    /// <param name="state">The new value.</param>
    /// <param name="force">True also allows moves that PROTOCOL.md does not list, and any value.</param>
    /// <returns>The transaction after the move.</returns>
    /// <exception cref="KeyNotFoundException">There is no such transaction.</exception>
    /// <exception cref="InvalidOperationException">PROTOCOL.md does not list this move; nothing was changed.</exception>
    public SimulatedConvergeGateTransaction Move(string gateTransId, string state, bool force = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(state);
        var (before, after) = _transactions.Change(gateTransId, transaction =>
        {
            if (!force) ConvergeGateStates.Check(transaction.State, state);
            return transaction with { State = state };
        });
        NotifyOfMove(before, after);
        return after;
    }

    /// <summary>Sends an 850 with the current state, as after <c>notify=YES</c>.</summary>
    /// <param name="gateTransId">The gateway reference.</param>
    /// <returns>False when there is no such transaction or no notification URL.</returns>
    public bool Notify(string gateTransId)
    {
        if (NotificationUrl is not { } url || Find(gateTransId) is not { } transaction) return false;
        Notifier.Post(_notification.For(url, transaction, _transactions.Previous(gateTransId)));
        return true;
    }

    private protected override bool IsRoute(string path) =>
        path is "/v1/transactions" or "/v1/transactions/" or "/api/transaction/" or "/api/transaction" || path == _options.BasePath;

    private protected override RequestCarrier CarrierOf(string? contentType)
    {
        var type = contentType.AsSpan();
        var parameters = type.IndexOf(';');
        if (parameters >= 0) type = type[..parameters];
        type = type.Trim();
        if (type.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
            return _options.Carriers.HasFlag(ConvergeGateCarriers.Form) ? RequestCarrier.Form : RequestCarrier.Unknown;
        var isXml = type.Equals("application/xml", StringComparison.OrdinalIgnoreCase)
            || type.Equals("text/xml", StringComparison.OrdinalIgnoreCase);
        if (!_options.Carriers.HasFlag(ConvergeGateCarriers.Raw) || (_options.StrictContentType && !isXml)) return RequestCarrier.Unknown;
        return RequestCarrier.Raw;
    }

    private protected override async ValueTask<SimulatorAnswer> AnswerAsync(SimulatorQuery query, CancellationToken cancellationToken)
    {
        var outcome = _answerer.Answer(query, BaseAddress);
        if (outcome.Before is { } before && outcome.Now is { } moved && before.State != moved.State) NotifyOfMove(before, moved);
        if (!outcome.Notify || outcome.Now is null || NotificationUrl is not { } url) return outcome.Answer;
        var messages = _notification.For(url, outcome.Now, _transactions.Previous(outcome.Now.GateTransId));
        if (!_options.NotifyBeforeReply) return outcome.Answer with { AfterSent = () => Notifier.Post(messages) };
        await Notifier.SendFirstAsync(messages).ConfigureAwait(false);
        return outcome.Answer;
    }

    /// <summary>Whether a move to the state sends an 850.</summary>
    internal bool Reports(string state) => _options.NotifyOnMove && ConvergeGateStates.IsReportedBy850(state);

    private void NotifyOfMove(SimulatedConvergeGateTransaction before, SimulatedConvergeGateTransaction after)
    {
        if (NotificationUrl is { } url && Reports(after.State)) Notifier.Post(_notification.For(url, after, before));
    }
}
