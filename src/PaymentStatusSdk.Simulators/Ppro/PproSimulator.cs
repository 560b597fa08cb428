using Microsoft.AspNetCore.Http;
using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.Simulators.Hosting;

namespace PaymentStatusSdk.Simulators.Ppro;

/// <summary>Simulates the status calls of PPRO's Simple API (GETTXSTATUS and GETTXSTATUSBYMERCHANTTXID) on the loopback address.</summary>
/// <remarks>
/// The simulator verifies login, password, contract and, by option, a client certificate pinned to the login. It sends notifications when
/// a transaction becomes SUCCEEDED or FAILED. It proves consistency with the gateway's public documentation, not conformity with the
/// provider.
/// </remarks>
/// <example>
/// <code>
/// await using var gateway = await PproSimulator.StartAsync();
/// gateway.Put(new SimulatedPproTransaction { TxId = "123887123", Status = "PENDING" }.ThenAfterQueries(2, "SUCCEEDED", "RECEIVED"));
/// gateway.Faults.Next(SimulatedPproFault.PrettyLineBreaks);
/// </code>
/// </example>
public sealed class PproSimulator : GatewaySimulator
{
    private readonly PproSimulatorOptions _options;
    private readonly PproQueryAnswerer _answerer;
    private readonly PproLimits _limits;
    private readonly SimulatedPproNotification _notification;
    private readonly TransactionTable<SimulatedPproTransaction> _transactions = new(
        t => t.TxId,
        t => t.MerchantTxId,
        t => t.Steps,
        (t, step) =>
            t with { Status = step.State, FailReason = step.FailReason ?? t.FailReason, FundsStatus = step.FundsStatus ?? t.FundsStatus },
        StringComparer.OrdinalIgnoreCase);

    private PproSimulator(PproSimulatorOptions options)
        : base(options)
    {
        _options = options;
        _limits = new PproLimits(options);
        _answerer = new PproQueryAnswerer(options, _transactions, _limits);
        _notification = new SimulatedPproNotification(options);
    }

    /// <inheritdoc/>
    public override string Name => "ppro";

    /// <inheritdoc/>
    public override Uri Endpoint => BaseAddress;

    /// <summary>The accepted login.</summary>
    public string Login => _options.Login;

    /// <summary>The password.</summary>
    public string Password => _options.Password;

    /// <summary>The contract.</summary>
    public string ContractId => _options.ContractId;

    /// <summary>The key of the notification hash.</summary>
    public string NotificationSecret => _options.NotificationSecret;

    /// <summary>Returns the consumer's page of this simulator, for <see cref="SimulatedPproTransaction.RedirectUrl"/>.</summary>
    /// <param name="txId">The gateway reference.</param>
    /// <returns>The address of a form that sets the outcome of a pending transaction.</returns>
    public Uri ConsumerPage(string txId) => new(BaseAddress, "process?tx=" + Uri.EscapeDataString(txId));

    /// <summary>A snapshot of all transactions.</summary>
    public IReadOnlyList<SimulatedPproTransaction> Transactions => _transactions.All();

    internal override SimulatedGateway Gateway => SimulatedGateway.Ppro;

    /// <summary>Starts a simulator.</summary>
    /// <param name="options">Null means the defaults. Do not change the options after the start.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <returns>A running simulator; the caller disposes of it.</returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<PproSimulator> StartAsync(PproSimulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new PproSimulatorOptions();
        var simulator = new PproSimulator(options);
        var tls = options.Certificates is null
            ? null
            : SimulatorTls.Listen(options.Certificates, https =>
                PproClientCertificates.Configure(https, options.ClientCertificate, simulator._answerer.IsPinned));
        await simulator.ListenAsync(tls, cancellationToken).ConfigureAwait(false);
        return simulator;
    }

    /// <summary>Adds a transaction, or replaces the one with the same gateway reference and restarts its script.</summary>
    /// <param name="transaction">Any status is accepted; several transactions may share a merchant reference.</param>
    public void Put(SimulatedPproTransaction transaction)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        ArgumentException.ThrowIfNullOrEmpty(transaction.TxId);
        _transactions.Put(transaction);
    }

    /// <summary>Returns the transaction in its current state, or null when there is none. Its steps are the whole script, including
    /// completed steps.</summary>
    /// <param name="txId">The gateway reference.</param>
    /// <returns>A snapshot.</returns>
    public SimulatedPproTransaction? Find(string txId) => _transactions.Find(txId);

    /// <summary>Removes a transaction.</summary>
    /// <param name="txId">The gateway reference.</param>
    /// <returns>False when there was no such transaction.</returns>
    public bool Remove(string txId) => _transactions.Remove(txId);

    /// <summary>Changes the status of a transaction, locks it according to the options, and sends a notification for SUCCEEDED and
    /// FAILED.</summary>
    /// <param name="txId">The gateway reference.</param>
    /// <param name="status">The new value.</param>
    /// <param name="fundsStatus">The new funds status; null keeps the current one.</param>
    /// <param name="failReason">The new fail reason; null keeps the current one.</param>
    /// <param name="force">True also allows moves that PROTOCOL.md does not list, and any value.</param>
    /// <returns>The transaction after the move.</returns>
    /// <exception cref="KeyNotFoundException">There is no such transaction.</exception>
    /// <exception cref="InvalidOperationException">PROTOCOL.md does not list this move; nothing was changed.</exception>
    public SimulatedPproTransaction Move(
        string txId, string status, string? fundsStatus = null, string? failReason = null, bool force = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(status);
        var (before, after) = _transactions.Change(txId, transaction =>
        {
            var funds = fundsStatus ?? transaction.FundsStatus;
            if (!force)
            {
                PproStates.CheckStatus(transaction.Status, status);
                PproStates.CheckFunds(transaction.Status, transaction.FundsStatus, funds);
            }

            return transaction with { Status = status, FundsStatus = funds, FailReason = failReason ?? transaction.FailReason };
        });
        _limits.LockTransaction(txId, _options.LockAfterMove);
        NotifyOfMove(before, after);
        return after;
    }

    /// <summary>Changes only the funds status. The provider documents no notification for it, and none is sent.</summary>
    /// <param name="txId">The gateway reference.</param>
    /// <param name="fundsStatus">The new value.</param>
    /// <param name="force">True also allows moves that PROTOCOL.md does not list, and any value.</param>
    /// <returns>The transaction after the move.</returns>
    /// <exception cref="KeyNotFoundException">There is no such transaction.</exception>
    /// <exception cref="InvalidOperationException">PROTOCOL.md does not list this move; nothing was changed.</exception>
    public SimulatedPproTransaction MoveFunds(string txId, string fundsStatus, bool force = false) =>
        _transactions.Change(txId, transaction =>
        {
            if (!force) PproStates.CheckFunds(transaction.Status, transaction.FundsStatus, fundsStatus);
            return transaction with { FundsStatus = fundsStatus };
        }).After;

    /// <summary>Locks a transaction: status calls for it are answered only after the given time.</summary>
    /// <param name="txId">The gateway reference.</param>
    /// <param name="time">More than zero and at most 30 days, on the simulator's clock.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is out of range.</exception>
    public void LockTransaction(string txId, TimeSpan time)
    {
        WaitRange.Check(time, allowsZero: false);
        _limits.LockTransaction(txId, time);
    }

    /// <summary>Sends a notification, regardless of the status.</summary>
    /// <param name="txId">The gateway reference.</param>
    /// <returns>False when there is no such transaction or no notification URL.</returns>
    public bool Notify(string txId)
    {
        if (NotificationUrl is not { } url || Find(txId) is null) return false;
        Notifier.Post(_notification.For(url, txId));
        return true;
    }

    private protected override bool IsRoute(string path) => path == "/";

    private protected override RequestCarrier CarrierOf(string? contentType)
    {
        var type = contentType.AsSpan();
        var parameters = type.IndexOf(';');
        if (parameters >= 0) type = type[..parameters];
        var isForm = type.Trim().Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);
        return isForm ? RequestCarrier.Form : RequestCarrier.Unknown;
    }

    private protected override ValueTask<bool> TryEnterAsync(CancellationToken cancellationToken) =>
        _limits.TryEnterAsync(cancellationToken);

    private protected override void Leave() => _limits.Leave();

    private protected override ValueTask<SimulatorAnswer> AnswerAsync(SimulatorQuery query, CancellationToken cancellationToken) =>
        _answerer.AnswerAsync(query, NotifyOfMove, cancellationToken);

    private protected override ValueTask<bool> TryServeAsync(HttpContext context, ReadOnlyMemory<byte> body) =>
        PproConsumerPage.TryServeAsync(context, body, this);

    private void NotifyOfMove(SimulatedPproTransaction before, SimulatedPproTransaction after)
    {
        if (!PproStates.IsReported(before.Status, after.Status) || NotificationUrl is not { } url) return;
        Notifier.Post(_notification.For(url, after.TxId));
    }
}
