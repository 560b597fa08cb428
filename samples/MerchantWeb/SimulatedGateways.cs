using System.Globalization;
using PaymentStatusSdk.Callbacks;
using PaymentStatusSdk.Simulators.ConvergeGate;
using PaymentStatusSdk.Simulators.Desjardins;
using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.Simulators.Ppro;

namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>All three gateways, simulated in this process. The page replaces the actions of customers and of the merchant's other
/// systems.</summary>
internal sealed class SimulatedGateways : IAsyncDisposable
{
    /// <summary>The setting of the address to which Desjardins posts its answers.</summary>
    public const string CallbackKey = "PaymentStatus:Desjardins:PublicCallbackBaseUrl";

    private const decimal Price = 125.45m;
    // Longer than the default: a visitor makes the gateways wait, and has time to look.
    private const string PatientTimeout = "00:05:00";

    private readonly Lock _lock = new();
    private readonly ConvergeGateSimulator _cards;
    private readonly PproSimulator _ppro;
    private readonly DesjardinsSimulator _desjardins;
    private FaultHold? _hold;

    private SimulatedGateways(ConvergeGateSimulator cards, PproSimulator ppro, DesjardinsSimulator desjardins)
    {
        _cards = cards;
        _ppro = ppro;
        _desjardins = desjardins;
    }

    /// <summary>The settings that a real merchant has in the configuration.</summary>
    public Dictionary<string, string?> Settings => new()
    {
        ["PaymentStatus:Cards:Endpoint"] = _cards.Endpoint.ToString(),
        ["PaymentStatus:Cards:ApiUser"] = _cards.ApiUser,
        ["PaymentStatus:Cards:ApiPassword"] = _cards.ApiPassword,
        ["PaymentStatus:Cards:ApiKey"] = _cards.ApiKey,
        ["PaymentStatus:Cards:AttemptTimeout"] = PatientTimeout,
        ["PaymentStatus:Cards:TotalTimeout"] = PatientTimeout,
        ["PaymentStatus:Ppro:Endpoint"] = _ppro.Endpoint.ToString(),
        ["PaymentStatus:Ppro:Login"] = _ppro.Login,
        ["PaymentStatus:Ppro:Password"] = _ppro.Password,
        ["PaymentStatus:Ppro:ContractId"] = _ppro.ContractId,
        ["PaymentStatus:Ppro:NotificationSecret"] = _ppro.NotificationSecret,
        ["PaymentStatus:Ppro:AttemptTimeout"] = PatientTimeout,
        ["PaymentStatus:Ppro:TotalTimeout"] = PatientTimeout,
        ["PaymentStatus:Desjardins:Endpoint"] = _desjardins.Endpoint.ToString(),
        ["PaymentStatus:Desjardins:MerchantId"] = _desjardins.MerchantId,
        ["PaymentStatus:Desjardins:MerchantKey"] = _desjardins.MerchantKey,
        // The simulator omits pending transactions and never sends them later, so the default wait is not useful.
        ["PaymentStatus:Desjardins:MissingTransactionsGrace"] = "00:00:00.100",
    };

    /// <summary>Whether cards and PPRO answer at once.</summary>
    public bool IsAnswering
    {
        get { lock (_lock) return _hold is null; }
    }

    public static async Task<SimulatedGateways> StartAsync() => new(
        await ConvergeGateSimulator.StartAsync(),
        await PproSimulator.StartAsync(),
        // After a restart, a query may be sent just before this host listens; redelivery brings its answer.
        await DesjardinsSimulator.StartAsync(
            new() { Redelivery = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5)] }));

    public static Money PriceAt(string gateway) => new(Price, gateway == GatewayMoves.Desjardins ? "CAD" : "EUR");

    /// <summary>Sets the notification URLs of the gateways. Desjardins gets its callback URL with each request.</summary>
    public void NotifyAt(Uri host)
    {
        _cards.NotificationUrl = AddressOf(host, GatewayMoves.Cards);
        _ppro.NotificationUrl = AddressOf(host, GatewayMoves.Ppro);
    }

    /// <summary>Lets cards and PPRO answer at once, or hold their answers back: so long, a worker is busy with each payment.</summary>
    public void Answer(bool isAnswering)
    {
        lock (_lock)
        {
            _hold?.Release();
            _hold = isAnswering ? null : new FaultHold();
            foreach (var faults in (FaultPlan[])[_cards.Faults, _ppro.Faults])
            {
                faults.Clear();
                if (_hold is not null) faults.Always(SimulatedFault.Hold(_hold));
            }
        }
    }

    /// <summary>Starts a pending transaction at its gateway. Returns the gateway reference if the gateway reports it immediately.</summary>
    public string? Start(string gateway, string orderId)
    {
        Put(gateway, orderId, null);
        return gateway == GatewayMoves.Ppro ? TxId(orderId) : null;
    }

    /// <summary>Adds a pending or moved transaction to its gateway, without a notification.</summary>
    public void Put(string gateway, string orderId, string? movedTo)
    {
        switch (gateway)
        {
            case GatewayMoves.Cards:
                _cards.Put(new SimulatedConvergeGateTransaction
                {
                    GateTransId = GateTransId(orderId),
                    MerchantTransId = orderId,
                    Amount = Price.ToString(CultureInfo.InvariantCulture),
                    CurCode = PriceAt(gateway).Currency,
                    State = movedTo ?? "PENDING",
                });
                break;
            case GatewayMoves.Ppro:
                var (failReason, fundsStatus) = PproFieldsOf(movedTo);
                _ppro.Put(new SimulatedPproTransaction
                {
                    TxId = TxId(orderId),
                    MerchantTxId = orderId,
                    Status = movedTo ?? "PENDING",
                    FailReason = failReason,
                    FundsStatus = fundsStatus ?? "NOT_EXPECTED",
                });
                break;
            default:
                _desjardins.Put(SimulatedDipsTransaction.Of(orderId, OutcomeOf(movedTo), amount: (long)(Price * 100)));
                break;
        }
    }

    /// <summary>Changes the state of the transaction at its gateway.</summary>
    public void Move(string gateway, string orderId, string to)
    {
        // Forced: users of the page may choose moves that no real transaction makes.
        if (gateway == GatewayMoves.Cards) _cards.Move(GateTransId(orderId), to, force: true);
        else if (gateway == GatewayMoves.Desjardins) _desjardins.Move(orderId, OutcomeOf(to), force: true);
        else
        {
            var (failReason, fundsStatus) = PproFieldsOf(to);
            _ppro.Move(TxId(orderId), to, fundsStatus: fundsStatus, failReason: failReason, force: true);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Answer(true);
        await _cards.DisposeAsync();
        await _ppro.DisposeAsync();
        await _desjardins.DisposeAsync();
    }

    private static Uri AddressOf(Uri host, string client) => new(host, $"{PaymentStatusCallbacks.PathPrefix}/{client}");

    private static string GateTransId(string orderId) => $"gate-{orderId}";

    private static string TxId(string orderId) => (300_000_000 + (OrderId.NumberOf(orderId) ?? 0)).ToString(CultureInfo.InvariantCulture);

    private static (string? FailReason, string? FundsStatus) PproFieldsOf(string? status) => status switch
    {
        "FAILED" => ("REMOTE_DECLINE", null),
        "SUCCEEDED" => (null, "RECEIVED"),
        _ => (null, null),
    };

    private static DipsOutcome OutcomeOf(string? move) => move switch
    {
        "approved" => DipsOutcome.Approved,
        "declined" => DipsOutcome.Declined,
        _ => DipsOutcome.Pending,
    };
}
