using System.Collections.Concurrent;
using System.Globalization;
using PaymentStatusSdk.Callbacks;
using PaymentStatusSdk.Simulators.ConvergeGate;
using PaymentStatusSdk.Simulators.Desjardins;
using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.Simulators.Ppro;

namespace PaymentStatusSdk.EndToEnd.Tests.ManyInstances;

/// <summary>
/// Three simulated gateways and the payments of one run at them: each goes one of several ways, one move after the other.
/// </summary>
internal sealed class SimulatedShop : IAsyncDisposable
{
    private static readonly TimeSpan[] Redelivery = [.. Enumerable.Repeat(TimeSpan.FromSeconds(1), 60)];
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(20);

    private readonly ConvergeGateSimulator _cards;
    private readonly PproSimulator _ppro;
    private readonly ConcurrentQueue<string> _announced = new();

    private SimulatedShop(ConvergeGateSimulator cards, PproSimulator ppro, DesjardinsSimulator desjardins) =>
        (_cards, _ppro, Desjardins) = (cards, ppro, desjardins);

    public DesjardinsSimulator Desjardins { get; }

    public static async Task<SimulatedShop> StartAsync(int seed)
    {
        var shop = new SimulatedShop(
            await ConvergeGateSimulator.StartAsync(new() { Redelivery = Redelivery, RecordingLimit = 1_000_000 }),
            await PproSimulator.StartAsync(new() { Redelivery = Redelivery, RecordingLimit = 1_000_000 }),
            await DesjardinsSimulator.StartAsync(
                new() { Redelivery = [.. Redelivery.Take(3)], LostCallbackOpenTime = TimeSpan.FromSeconds(2) }));
        // Gateways fail as well. No faulty answer may be accepted.
        SimulatedFault[] faults =
        [
            SimulatedFault.Delay(Slow), SimulatedFault.Status(503), SimulatedFault.TruncatedBody, SimulatedFault.EmptyBody,
            SimulatedFault.HtmlPage,
        ];
        shop._cards.Faults = FaultPlan.Random(seed, 0.05, faults);
        // Half of a form may be a whole one: FAILED without its reason is an answer that PPRO gives. A connection that breaks shows that it
        // is half.
        shop._ppro.Faults = FaultPlan.Random(
            seed + 1, 0.05, [.. faults.Except([SimulatedFault.TruncatedBody]), SimulatedFault.ResetHalfway]);
        shop.Desjardins.CallbackFaults = FaultPlan.Random(
            seed + 2, 0.05, SimulatedFault.Delay(Slow), SimulatedDipsFault.NoCallback, SimulatedDipsFault.CallbackTwice);
        return shop;
    }

    /// <summary>The settings of the gateways for the instances, as configuration keys.</summary>
    public Dictionary<string, object> Settings(Uri publicAddress) => new()
    {
        ["Cards"] = new Dictionary<string, object>
        {
            ["Endpoint"] = _cards.Endpoint,
            ["ApiUser"] = _cards.ApiUser,
            ["ApiPassword"] = _cards.ApiPassword,
            ["ApiKey"] = _cards.ApiKey,
            ["RetryDelay"] = "00:00:00.2",
        },
        ["Ppro"] = new Dictionary<string, object>
        {
            ["Endpoint"] = _ppro.Endpoint,
            ["Login"] = _ppro.Login,
            ["Password"] = _ppro.Password,
            ["ContractId"] = _ppro.ContractId,
            ["NotificationSecret"] = _ppro.NotificationSecret,
            // The provider's own pause of ten seconds would be the whole run.
            ["MaxRetries"] = 0,
        },
        ["Desjardins"] = new Dictionary<string, object>
        {
            ["Endpoint"] = Desjardins.Endpoint,
            ["MerchantId"] = Desjardins.MerchantId,
            ["MerchantKey"] = Desjardins.MerchantKey,
            ["PublicCallbackBaseUrl"] = publicAddress,
            ["StepTimeout"] = "00:00:03",
            ["CallbackTimeout"] = "00:00:03",
        },
    };

    public void NotifyAt(Uri publicAddress)
    {
        _cards.NotificationUrl = new Uri(publicAddress, $"{PaymentStatusCallbacks.PathPrefix}/cards");
        _ppro.NotificationUrl = new Uri(publicAddress, $"{PaymentStatusCallbacks.PathPrefix}/ppro");
    }

    /// <summary>The transactions with an unacknowledged notification.</summary>
    public IReadOnlyList<string> Unheard()
    {
        var acknowledged = _cards.Deliveries.Concat(_ppro.Deliveries)
            .Where(delivery => delivery.Accepted)
            .CountBy(delivery => delivery.TransactionId)
            .ToDictionary();
        return [.. _announced.CountBy(id => id).Where(announced => acknowledged.GetValueOrDefault(announced.Key) < announced.Value)
            .Select(announced => announced.Key)];
    }

    /// <summary>The customer begins to pay; the payment is pending at its gateway.</summary>
    public ExpectedPayment Begin(int number) => (number % 3) switch
    {
        0 => BeginCard(number),
        1 => BeginPpro(number),
        _ => BeginDesjardins(number),
    };

    public async ValueTask DisposeAsync()
    {
        await _cards.DisposeAsync();
        await _ppro.DisposeAsync();
        await Desjardins.DisposeAsync();
    }

    /// <summary>A state change that the gateway notifies.</summary>
    private Action Announced(string id, Action move) => () =>
    {
        _announced.Enqueue(id);
        move();
    };

    private ExpectedPayment BeginCard(int number)
    {
        var (order, id) = ($"CARD-{number}", $"g-{number}");
        _cards.Put(new SimulatedConvergeGateTransaction
        {
            GateTransId = id,
            MerchantTransId = order,
            Amount = "125.45",
            CurCode = "EUR",
            State = "PENDING",
        });
        (PaymentState Ending, string[] States) way = (number / 3 % 4) switch
        {
            0 => (PaymentState.Captured, ["CAPTURED"]),
            1 => (PaymentState.Declined, ["DECLINED"]),
            2 => (PaymentState.Captured, ["AUTHORIZED", "CAPTURED"]),
            // Long after the end, as far as the merchant can tell.
            _ => (PaymentState.Refunded, ["CAPTURED", "REFUNDED"]),
        };
        return new ExpectedPayment("cards", order, null, way.Ending, [.. way.States.Select(state => Announced(id, () => Move(id, state)))]);
    }

    private void Move(string id, string state)
    {
        _cards.Move(id, state, force: true);
        // The gateway sends no notification of a refund by itself; it is requested.
        if (state == "REFUNDED") _cards.Notify(id);
    }

    private ExpectedPayment BeginPpro(int number)
    {
        var (order, id) = ($"PPRO-{number}", (300_000_000 + number).ToString(CultureInfo.InvariantCulture));
        _ppro.Put(new SimulatedPproTransaction { TxId = id, MerchantTxId = order, Status = "PENDING" });
        return (number / 3 % 3) switch
        {
            0 => new("ppro", order, id, PaymentState.Captured, [Announced(id, () => _ppro.Move(id, "SUCCEEDED", fundsStatus: "RECEIVED"))]),
            1 => new(
                "ppro", order, id, PaymentState.Declined, [Announced(id, () => _ppro.Move(id, "FAILED", failReason: "REMOTE_DECLINE"))]),
            _ => new(
                "ppro", order, id, PaymentState.Captured,
                [Announced(id, () => _ppro.Move(id, "SUCCEEDED", fundsStatus: "WAITING")), () => _ppro.MoveFunds(id, "RECEIVED")]),
        };
    }

    private ExpectedPayment BeginDesjardins(int number)
    {
        var order = $"DIPS{number}";
        Desjardins.Put(SimulatedDipsTransaction.Of(order, DipsOutcome.Pending, amount: 12545));
        return (number / 3 % 3) switch
        {
            0 => new("desjardins", order, null, PaymentState.Captured, [() => Desjardins.Move(order, DipsOutcome.Approved)]),
            1 => new("desjardins", order, null, PaymentState.Declined, [() => Desjardins.Move(order, DipsOutcome.Declined)]),
            _ => new("desjardins", order, null, PaymentState.Canceled, [() => Desjardins.Move(order, DipsOutcome.Canceled)]),
        };
    }
}
