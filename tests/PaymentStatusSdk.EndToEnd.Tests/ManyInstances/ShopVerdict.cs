using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.EndToEnd.Tests.ManyInstances;

/// <summary>Compares the orders, the tracked rows and the effects of a shop: they agree exactly.</summary>
/// <param name="Effects">The number of effects.</param>
/// <param name="Untracked">Orders without a row: their payments are never checked.</param>
/// <param name="Orphans">Rows without an order.</param>
/// <param name="Lost">Changes without an effect.</param>
/// <param name="Doubled">Effects beyond the first one of a change, and effects without a change.</param>
/// <param name="WronglyPaid">Orders that were not paid exactly once, or were paid although their payment failed.</param>
internal sealed record ShopVerdict(int Effects, int Untracked, int Orphans, int Lost, int Doubled, int WronglyPaid)
{
    public bool IsClean => (Untracked, Orphans, Lost, Doubled, WronglyPaid) == (0, 0, 0, 0, 0);

    public static async Task<ShopVerdict> OfAsync(
        ShopTables tables, IReadOnlyList<TrackedTransaction> rows, IEnumerable<ExpectedPayment> payments,
        CancellationToken cancellationToken)
    {
        var orders = await tables.ReadOrdersAsync(cancellationToken);
        var effects = await tables.ReadEffectsAsync(cancellationToken);
        var tracked = rows.Select(row => row.MerchantReference!).ToHashSet(StringComparer.Ordinal);
        var expected = rows
            .SelectMany(row => Enumerable.Range(1, (int)row.Sequence).Select(number => (row.MerchantReference!, (long)number)))
            .ToHashSet();
        var happened = effects.Select(effect => (effect.Reference, effect.Sequence)).ToHashSet();
        return new ShopVerdict(
            effects.Count,
            orders.Keys.Count(order => !tracked.Contains(order)),
            rows.Count(row => !orders.ContainsKey(row.MerchantReference!)),
            expected.Count(change => !happened.Contains(change)),
            effects.Count - happened.Count(change => expected.Contains(change)),
            payments.Count(payment => !IsPaid(payment.Ending, orders.GetValueOrDefault(payment.MerchantReference, -1))));
    }

    public override string ToString() => FormattableString.Invariant(
        $"{Effects} effects, {Untracked} untracked, {Orphans} orphans, {Lost} lost, {Doubled} doubled, {WronglyPaid} wrongly paid");

    // A payment may be refunded before a check has seen that it was captured.
    private static bool IsPaid(PaymentState ending, int count) => ending switch
    {
        PaymentState.Captured => count == 1,
        PaymentState.Refunded => count is 0 or 1,
        _ => count == 0,
    };
}
