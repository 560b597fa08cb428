using PaymentStatusSdk.Invariants;
using PaymentStatusSdk.Simulation.Merchants;
using PaymentStatusSdk.Simulation.Stores;
using PaymentStatusSdk.Simulation.Worlds;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Simulation.Checking;

/// <summary>
/// Rules on what the merchant has stated about a payment: no row forgets it, and a duplicate passes it on to the row that continues.
/// </summary>
internal sealed class StatementRules(World world, Checker checker)
{
    private readonly List<Duplicate> _duplicates = [];

    /// <summary>Notes that a call of the merchant has added or joined a row, and checks that the row keeps the stated amount.</summary>
    public void Enrolled(TrackedRecord row, TransactionQuery stated)
    {
        row.Memory.IsAmountStated |= stated.ExpectedAmount is not null;
        if (row.Memory.IsAmountStated && row.ToTransaction().Query.ExpectedAmount is null && !IsEarlierAttemptCurrent(row.Order))
            checker.Fail(row.Order, $"Row {row.Id} was tracked again, and expects no amount although the merchant has stated it.");
    }

    /// <summary>Checks that a query expects the stated amount. A query under an earlier claim may be older than the statement.</summary>
    public void Queried(TrackedRecord row, ClaimedTransaction claim)
    {
        if (claim.Fence == row.Fence && row.Memory.IsAmountStated && claim.Transaction.Query.ExpectedAmount is null
            && claim.Transaction.EarlierAttempts.Count == 0 && !IsEarlierAttemptCurrent(row.Order))
            checker.Fail(row.Order, $"Row {row.Id} was queried without the amount that the merchant has stated.");
    }

    /// <summary>
    /// Checks that an answer about another amount than the stated one decides nothing, and that a payment fails only if its kind can.
    /// </summary>
    public void Committed(TrackedRecord row, TrackedTransaction after)
    {
        if (after.Verdict == PaymentVerdict.Failure
            && Meanings.VerdictOf(PaymentState.Declined, row.Order.Kind) != PaymentVerdict.Failure)
            checker.Fail(row.Order, $"Row {row.Id} reads {after.Verdict}, although the merchant stated the kind {row.Order.Kind}.");
        if (row.Memory.IsAmountStated && row.Order.IsAmountWrong && after.Verdict != PaymentVerdict.Unknown
            && !IsEarlierAttemptCurrent(row.Order))
            checker.Fail(
                row.Order, $"Row {row.Id} reads {after.Verdict}, although the merchant expects another amount than {row.Order.Amount}.");
    }

    /// <summary>Notes a row that turned out to be a duplicate, with what it knew.</summary>
    public void Duplicated(TrackedRecord row, CheckCommit commit)
    {
        if (commit.Keys.GatewayKey is not { } key) return;
        if (world.Store.Find(row.ClientName, new TransactionKeys(key, null, false)) is not { } survivor) return;
        _duplicates.Add(new Duplicate(
            row.Id, survivor.Id, key, row.Memory.IsAmountStated,
            [.. commit.Transaction.EarlierAttempts.Select(attempt => attempt.GatewayReference).OfType<string>()]));
    }

    /// <summary>Checks at the end of the world that the row that continues knows what its duplicates knew.</summary>
    public void End()
    {
        foreach (var duplicate in _duplicates) End(duplicate);
    }

    // A statement that contradicts the row that continues is not passed on. Neither is any to a row that is about another attempt since.
    private void End(Duplicate duplicate)
    {
        if (world.Store.Get(duplicate.Survivor) is not { } row || row.Keys.GatewayKey != duplicate.GatewayKey) return;
        var order = row.Order;
        if (order.IsStopped || order.IsRefused || order.IsAmountWrong) return;
        if (order.Payments.Exists(payment => payment.AnsweredWithOtherAmount != 0)) return;
        var survivor = row.ToTransaction();
        if (duplicate.IsAmountStated && survivor.Query.ExpectedAmount is null && !IsEarlierAttemptCurrent(order))
            checker.Fail(order, $"Row {row.Id} expects no amount, but its duplicate {duplicate.Row} did.");
        foreach (var reference in duplicate.EarlierReferences)
        {
            if (reference != survivor.GatewayReference && survivor.EarlierAttempts.All(attempt => attempt.GatewayReference != reference))
                checker.Fail(order, $"Row {row.Id} does not know the earlier attempt {reference} of its duplicate {duplicate.Row}.");
        }
    }

    // A failed attempt that was paid is the current one again, with what was stated for it.
    private static bool IsEarlierAttemptCurrent(Order order) =>
        order.Payments.Exists(payment => payment is { HasFailed: true, WasPaid: true });

    private sealed record Duplicate(
        long Row, long Survivor, string GatewayKey, bool IsAmountStated, IReadOnlyList<string> EarlierReferences);
}
