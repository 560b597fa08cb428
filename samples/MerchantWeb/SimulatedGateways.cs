using System.Globalization;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>All three gateways, simulated in this process: what a merchant's other systems and customers would do there, the page does here.</summary>
internal sealed class SimulatedGateways : IAsyncDisposable
{
    private const decimal Price = 125.45m;

    private readonly ConvergeGateSimulator _cards;
    private readonly PproSimulator _ppro;
    private readonly DesjardinsSimulator _desjardins;

    private SimulatedGateways(ConvergeGateSimulator cards, PproSimulator ppro, DesjardinsSimulator desjardins)
    {
        _cards = cards;
        _ppro = ppro;
        _desjardins = desjardins;
    }

    /// <summary>What stands in a merchant's configuration.</summary>
    public Dictionary<string, string?> Settings => new()
    {
        ["PaymentStatus:Cards:Endpoint"] = _cards.Endpoint.ToString(),
        ["PaymentStatus:Cards:ApiUser"] = _cards.ApiUser,
        ["PaymentStatus:Cards:ApiPassword"] = _cards.ApiPassword,
        ["PaymentStatus:Cards:ApiKey"] = _cards.ApiKey,
        ["PaymentStatus:Ppro:Endpoint"] = _ppro.Endpoint.ToString(),
        ["PaymentStatus:Ppro:Login"] = _ppro.Login,
        ["PaymentStatus:Ppro:Password"] = _ppro.Password,
        ["PaymentStatus:Ppro:ContractId"] = _ppro.ContractId,
        ["PaymentStatus:Ppro:NotificationSecret"] = _ppro.NotificationSecret,
        ["PaymentStatus:Desjardins:Endpoint"] = _desjardins.Endpoint.ToString(),
        ["PaymentStatus:Desjardins:MerchantId"] = _desjardins.MerchantId,
        ["PaymentStatus:Desjardins:MerchantKey"] = _desjardins.MerchantKey,
        // This one leaves out what is pending and sends nothing later: not worth the usual wait.
        ["PaymentStatus:Desjardins:MissingTargetsGrace"] = "00:00:00.100",
    };

    public static async Task<SimulatedGateways> StartAsync() => new(
        await ConvergeGateSimulator.StartAsync(),
        await PproSimulator.StartAsync(),
        // A payment of before a restart may be asked for just before this host listens: its answer comes again then.
        await DesjardinsSimulator.StartAsync(new() { Redelivery = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5)] }));

    public static Money PriceAt(string gateway) => new(Price, gateway == GatewayMoves.Desjardins ? "CAD" : "EUR");

    /// <summary>Tells the gateways where the merchant listens. Desjardins is told with each request.</summary>
    public void NotifyAt(Uri host)
    {
        _cards.NotificationUrl = AddressOf(host, GatewayMoves.Cards);
        _ppro.NotificationUrl = AddressOf(host, GatewayMoves.Ppro);
    }

    /// <summary>A customer pays: the transaction is pending at its gateway from now on. Returns the gateway's id if that is told at once.</summary>
    public string? Start(string gateway, string orderId)
    {
        Put(gateway, orderId, null);
        return gateway == GatewayMoves.Ppro ? TxId(orderId) : null;
    }

    /// <summary>Makes a transaction known that the gateway has forgotten: pending, or moved already. Nobody is notified.</summary>
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

    /// <summary>Something happens to the transaction at its gateway.</summary>
    public void Move(string gateway, string orderId, string to)
    {
        // Forced: people may click what no real transaction would do.
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
        await _cards.DisposeAsync();
        await _ppro.DisposeAsync();
        await _desjardins.DisposeAsync();
    }

    private static Uri AddressOf(Uri host, string client) => new(host, $"{PaymentStatusCallbacks.PathPrefix}/{client}");

    private static string GateTransId(string orderId) => $"gate-{orderId}";

    private static string TxId(string orderId) => (300_000_000 + (OrderId.NumberOf(orderId) ?? 0)).ToString(CultureInfo.InvariantCulture);

    private static (string? FailReason, string? FundsStatus) PproFieldsOf(string? word) => word switch
    {
        "FAILED" => ("REMOTE_DECLINE", null),
        "SUCCEEDED" => (null, "RECEIVED"),
        _ => (null, null),
    };

    private static DipsOutcome OutcomeOf(string? word) => word switch
    {
        "approved" => DipsOutcome.Approved,
        "declined" => DipsOutcome.Declined,
        _ => DipsOutcome.Pending,
    };
}
