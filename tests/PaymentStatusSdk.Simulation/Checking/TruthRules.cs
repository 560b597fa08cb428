using PaymentStatusSdk.Invariants;
using PaymentStatusSdk.Simulation.Merchants;
using PaymentStatusSdk.Simulation.Stores;
using PaymentStatusSdk.Simulation.Worlds;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Simulation.Checking;

/// <summary>At the end of a world, each row reads what is true of its payment, unless the row cannot know it.</summary>
internal sealed class TruthRules(Checker checker)
{
    /// <summary>In this time, a row is checked so often that one of the answers is true.</summary>
    private static readonly TimeSpan Informed = TimeSpan.FromDays(4);

    public void End(TrackedRecord row)
    {
        if (row.Status is TrackingStatus.Duplicate or TrackingStatus.Stopped || row.Order.IsStopped || row.Order.HasFalseAnswer) return;
        if (row.Order.ExpectedAmount is { } expected && expected != row.Order.Amount) return;
        var after = row.ToTransaction();
        if (after.Verdict == PaymentVerdict.Unknown && IsInDoubt(row.Order, after)) return;
        RequireTruth(row, after);
        RequireFailure(row.Order, after);
    }

    // The gateway has said the truth for days, so an open row knows it. A final failure has completed the others.
    private void RequireTruth(TrackedRecord row, TrackedTransaction after)
    {
        var order = row.Order;
        if (row.Status != TrackingStatus.Active && order.Payments.Any(payment => payment.WasFinallyFailed)) return;
        var payment = order.Gateway.PaymentOf(after.Query.GatewayReference) ?? order.Payments.LastOrDefault();
        var paid = payment?.Steps.FirstOrDefault(step => step.State == PaymentState.Captured);
        if (paid is null || !IsKnown(paid, after) || after.Verdict is PaymentVerdict.Success or PaymentVerdict.Returned) return;
        checker.Fail(
            order, $"Row {after.Id} reads {after.Verdict}, although {payment!.GatewayReference} was paid at {World.Show(paid.At)}.");
    }

    // A failure that no other attempt has followed, neither of the customer nor of a merchant that repeats its call.
    private void RequireFailure(Order order, TrackedTransaction after)
    {
        if (order.Payments is not [{ Steps: [.., var last] } payment] || after.EarlierAttempts.Count > 0) return;
        if (Meanings.VerdictOf(last.State, TransactionKind.Purchase) != PaymentVerdict.Failure || !IsKnown(last, after)) return;
        if (after.Verdict == PaymentVerdict.Failure) return;
        checker.Fail(order, $"Row {after.Id} reads {after.Verdict}, although {payment.GatewayReference} failed at {World.Show(last.At)}.");
    }

    /// <summary>Returns whether a row has had two days before its deadline, or the calm days, to find out a state.</summary>
    private static bool IsKnown(PaymentStep step, TrackedTransaction row) =>
        step.At <= row.DeadlineAt - TimeSpan.FromDays(2) && step.At <= World.CalmFrom;

    // Two payments of one order contradict each other, and so does an answer that was not true when no other has followed. After a failed
    // check, the time of the last check is not that of an answer.
    private static bool IsInDoubt(Order order, TrackedTransaction row) => (row.HasMismatch || row.Belief?.IsContested == true)
        && (order.Payments.Count > 1 || row.LastCheckedAt - order.MisinformedAt < Informed
            || (order.MisinformedAt is not null && row.LastFailure is not null));
}
