using PaymentStatusSdk.Simulation.Merchants;
using PaymentStatusSdk.Simulation.Stores;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Simulation.Checking;

/// <summary>Rules on what the merchant has stated about a payment: no row forgets it.</summary>
internal sealed class StatementRules(Checker checker)
{
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

    /// <summary>Checks that an answer about another amount than the stated one decides nothing.</summary>
    public void Committed(TrackedRecord row, TrackedTransaction after)
    {
        if (row.Memory.IsAmountStated && row.Order.IsAmountWrong && after.Verdict != PaymentVerdict.Unknown
            && !IsEarlierAttemptCurrent(row.Order))
            checker.Fail(
                row.Order, $"Row {row.Id} reads {after.Verdict}, although the merchant expects another amount than {row.Order.Amount}.");
    }

    // A failed attempt that was paid is the current one again, with what was stated for it.
    private static bool IsEarlierAttemptCurrent(Order order) =>
        order.Payments.Exists(payment => payment is { HasFailed: true, WasPaid: true });
}
