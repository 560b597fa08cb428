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
    private int _lastTxId = 300_000_000;

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
    };

    public static async Task<SimulatedGateways> StartAsync() => new(
        await ConvergeGateSimulator.StartAsync(),
        await PproSimulator.StartAsync(),
        await DesjardinsSimulator.StartAsync());

    /// <summary>Tells the gateways where the merchant listens. Desjardins is told with each request.</summary>
    public void NotifyAt(Uri host)
    {
        _cards.NotificationUrl = AddressOf(host, GatewayMoves.Cards);
        _ppro.NotificationUrl = AddressOf(host, GatewayMoves.Ppro);
    }

    /// <summary>A customer pays: the transaction is pending at its gateway from now on.</summary>
    public Payment Start(string gateway, string orderId) => gateway switch
    {
        GatewayMoves.Cards => StartCard(orderId),
        GatewayMoves.Ppro => StartPpro(orderId),
        _ => StartDesjardins(orderId),
    };

    /// <summary>Something happens to the transaction at its gateway.</summary>
    public void Move(Payment payment, string to)
    {
        // Forced: people may click what no real transaction would do.
        if (payment.Gateway == GatewayMoves.Cards) _cards.Move(GateTransId(payment.OrderId), to, force: true);
        else if (payment.Gateway == GatewayMoves.Ppro && to == "FAILED") _ppro.Move(payment.Query.GatewayId!, to, failReason: "REMOTE_DECLINE", force: true);
        else if (payment.Gateway == GatewayMoves.Ppro) _ppro.Move(payment.Query.GatewayId!, to, fundsStatus: "RECEIVED", force: true);
        else _desjardins.Move(DipsId(payment.OrderId), to == "approved" ? DipsOutcome.Approved : DipsOutcome.Declined, force: true);
    }

    public async ValueTask DisposeAsync()
    {
        await _cards.DisposeAsync();
        await _ppro.DisposeAsync();
        await _desjardins.DisposeAsync();
    }

    private static Uri AddressOf(Uri host, string client) => new(host, $"{PaymentStatusCallbacks.PathPrefix}/{client}");

    private static string GateTransId(string orderId) => $"gate-{orderId}";

    // Letters and digits only: nothing else is known to be safe there.
    private static string DipsId(string orderId) => orderId.Replace("-", "", StringComparison.Ordinal);

    private Payment StartCard(string orderId)
    {
        _cards.Put(new SimulatedCardTransaction
        {
            GateTransId = GateTransId(orderId),
            MerchantTransId = orderId,
            Amount = "125.45",
            CurCode = "EUR",
            State = "PENDING",
        });
        return Pending(orderId, GatewayMoves.Cards, "EUR", TransactionQuery.ByMerchantId(orderId));
    }

    private Payment StartPpro(string orderId)
    {
        var txId = Interlocked.Increment(ref _lastTxId).ToString(CultureInfo.InvariantCulture);
        _ppro.Put(new SimulatedPproTransaction { TxId = txId, MerchantTxId = orderId, Status = "PENDING" });
        return Pending(orderId, GatewayMoves.Ppro, "EUR", TransactionQuery.ByGatewayId(txId) with { ExpectedMerchantId = orderId });
    }

    private Payment StartDesjardins(string orderId)
    {
        _desjardins.Put(SimulatedDipsTransaction.Of(DipsId(orderId), DipsOutcome.Pending, amount: 12545));
        return Pending(orderId, GatewayMoves.Desjardins, "CAD", TransactionQuery.ByMerchantId(DipsId(orderId)));
    }

    private static Payment Pending(string orderId, string gateway, string currency, TransactionQuery query)
    {
        var amount = new Money(Price, currency);
        var now = TimeProvider.System.GetUtcNow();
        return new Payment
        {
            OrderId = orderId,
            Gateway = gateway,
            Amount = amount,
            Query = query with { ExpectedAmount = amount, Kind = TransactionKind.Purchase, SubmittedAt = now },
            History = [new PaymentEvent(now, "The customer started to pay")],
        };
    }
}
