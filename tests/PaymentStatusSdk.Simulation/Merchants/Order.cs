using PaymentStatusSdk.Simulation.Gateways;

namespace PaymentStatusSdk.Simulation.Merchants;

/// <summary>One order of the merchant: a payment life, with one or two attempts to pay under one reference.</summary>
internal sealed class Order(int number, GatewayModel gateway, Money amount, DateTimeOffset begin)
{
    public int Number => number;

    public GatewayModel Gateway => gateway;

    public string MerchantReference { get; } = FormattableString.Invariant($"o{number}");

    public Money Amount => amount;

    /// <summary>When the customer begins.</summary>
    public DateTimeOffset Begin => begin;

    /// <summary>The amount that the merchant passes on; null for none. A merchant may expect a wrong amount.</summary>
    public Money? ExpectedAmount { get; init; }

    /// <summary>The kind of the transactions. Merchants state it, except for a purchase, which is the kind of all others.</summary>
    public TransactionKind Kind { get; init; } = TransactionKind.Purchase;

    /// <summary>The schedule that the merchant's policy sets for the order; null for that of the client.</summary>
    public TrackingSchedule? Schedule { get; init; }

    /// <summary>Whether the merchant expects an amount that no payment has.</summary>
    public bool IsAmountWrong => ExpectedAmount is { } expected && expected != Amount;

    /// <summary>The attempts, in the order of their beginning.</summary>
    public List<Payment> Payments { get; } = [];

    /// <summary>The lines of the log about this order, with their times in ticks.</summary>
    public List<(long Ticks, string Text)> Lines { get; } = [];

    /// <summary>The handler of this order fails until then, as with a defect that is corrected later; null when it does not.</summary>
    public DateTimeOffset? IsBrokenUntil { get; init; }

    /// <summary>Whether the broken handler ends the process instead of throwing.</summary>
    public bool EndsProcess { get; init; }

    /// <summary>Whether the gateway once gave an answer that was never true.</summary>
    public bool HasFalseAnswer { get; set; }

    /// <summary>
    /// When the gateway last answered a query for the order with anything but the present truth about its last payment; null when it never
    /// did.
    /// </summary>
    public DateTimeOffset? MisinformedAt { get; set; }

    /// <summary>
    /// When the last notification with a signed reference of the order was sent that was acknowledged later; null when none was.
    /// </summary>
    public DateTimeOffset? NotifiedAt { get; set; }

    /// <summary>When a query for a payment of the order was last sent.</summary>
    public DateTimeOffset LastQueriedAt { get; set; }

    /// <summary>Whether the merchant stopped the tracking.</summary>
    public bool IsStopped { get; set; }

    /// <summary>Whether a call of the merchant contradicted the tracked row, so that the row does not know what the call stated.</summary>
    public bool IsRefused { get; set; }

    /// <summary>Whether a row of the order was deleted after its retention.</summary>
    public bool IsPruned { get; set; }

    public override string ToString() => MerchantReference;
}
