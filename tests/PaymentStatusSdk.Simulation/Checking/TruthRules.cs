using PaymentStatusSdk.Invariants;
using PaymentStatusSdk.Simulation.Merchants;
using PaymentStatusSdk.Simulation.Stores;
using PaymentStatusSdk.Simulation.Worlds;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Simulation.Checking;

/// <summary>At the end of a world, each row reads what is true of its payment, unless the row cannot know it.</summary>
internal sealed class TruthRules(World world, Checker checker)
{
    /// <summary>In this time, a row is checked so often that one of the answers is true.</summary>
    private static readonly TimeSpan Informed = TimeSpan.FromDays(4);

    /// <summary>An answer reaches the row within this time, even if its instance is suspended or the database is unavailable.</summary>
    private static readonly TimeSpan Transit = TimeSpan.FromHours(6);

    public void End(TrackedRecord row)
    {
        if (row.Status is TrackingStatus.Duplicate or TrackingStatus.Stopped || row.Order.IsStopped || row.Order.HasFalseAnswer) return;
        if (row.Order.IsAmountWrong && row.Memory.IsAmountStated) return;
        var after = row.ToTransaction();
        if (after.Verdict == PaymentVerdict.Unknown && IsInDoubt(row, after)) return;
        RequireTruth(row, after);
        RequireFailure(row.Order, after);
        RequireReturned(row, after);
    }

    // The gateway has said the truth for days, so an open row knows it. A final failure has completed the others, until a notification with
    // a signed reference arrives.
    private void RequireTruth(TrackedRecord row, TrackedTransaction after)
    {
        var order = row.Order;
        var payment = order.Gateway.PaymentOf(after.Query.GatewayReference) ?? order.Payments.LastOrDefault();
        var paid = payment?.Steps.FirstOrDefault(step => step.State == PaymentState.Captured);
        if (paid is null || !IsKnown(paid, after) || after.Verdict is PaymentVerdict.Success or PaymentVerdict.Returned) return;
        var isMissed = order.Payments.Any(one => one.WasFinallyFailed) || WasMisinformed(row, after, paid);
        if (row.Status != TrackingStatus.Active && isMissed && !WasNotified(row, paid)) return;
        checker.Fail(
            order, $"Row {after.Id} reads {after.Verdict}, although {payment!.GatewayReference} was paid at {World.Show(paid.At)}.");
    }

    // The last checks of a failure that is not final may have had no true answer. A row that never read a failure is checked until its
    // deadline, so only a payment in its last days can be missed: then the row is checked once a day.
    private static bool WasMisinformed(TrackedRecord row, TrackedTransaction after, PaymentStep paid)
    {
        if (after.Finality == Finality.Final || !(row.Order.MisinformedAt >= paid.At)) return false;
        // By its state: the failure of a completion has no verdict.
        var isFailure = after.Belief is { } belief && Meanings.ClassOf(belief.State) == Meanings.ClassOf(PaymentState.Declined);
        return isFailure
            ? row.Memory.InformedAt - row.Order.MisinformedAt < Informed
            : after.Status == TrackingStatus.Expired && paid.At > after.DeadlineAt - Informed;
    }

    /// <summary>
    /// Returns whether a notification that wakes the row arrived at or after a step, and the gateway has told only the truth since then. A
    /// signed amount wakes the row if the row knows the same one.
    /// </summary>
    private static bool WasNotified(TrackedRecord row, PaymentStep step) =>
        row.Order is { Payments: [{ AnsweredWithOtherAmount: 0 }], NotifiedAt: { } at } order
        && at >= step.At && at >= row.AddedAt && !(order.MisinformedAt >= at);

    // A failure that no other attempt has followed, neither of the customer nor of a merchant that repeats its call.
    private void RequireFailure(Order order, TrackedTransaction after)
    {
        if (order.Payments is not [{ Steps: [.., var last] } payment] || after.EarlierAttempts.Count > 0) return;
        if (Meanings.VerdictOf(last.State, order.Kind) != PaymentVerdict.Failure || !IsKnown(last, after)) return;
        if (after.Verdict == PaymentVerdict.Failure) return;
        checker.Fail(order, $"Row {after.Id} reads {after.Verdict}, although {payment.GatewayReference} failed at {World.Show(last.At)}.");
    }

    // A refund or chargeback that a settled check or a notification found. Without any, the row cannot know it.
    private void RequireReturned(TrackedRecord row, TrackedTransaction after)
    {
        if (row.Order.Payments is not [var payment] || after.Verdict == PaymentVerdict.Returned) return;
        var step = payment.Steps.FirstOrDefault(
            one => Meanings.VerdictOf(one.State, row.Order.Kind) == PaymentVerdict.Returned);
        if (step is null) return;
        var wasAnswered = row.Memory.InformedAt >= step.At + Transit && !(row.Order.MisinformedAt >= step.At);
        if (wasAnswered || WasNotified(row, step))
            checker.Fail(
                row.Order,
                $"Row {row.Id} reads {after.Verdict}, although {payment.GatewayReference} is {step.State} since {World.Show(step.At)}.");
    }

    /// <summary>Returns whether a row has had two days before its deadline, or the calm days, to find out a state.</summary>
    private static bool IsKnown(PaymentStep step, TrackedTransaction row) =>
        step.At <= row.DeadlineAt - TimeSpan.FromDays(2) && step.At <= World.CalmFrom;

    // Two payments of one order may contradict each other, and so does an answer that was not true when no other has followed. An open row
    // has followed it up, but an expired one is queried no more. A completed row is never in doubt.
    private bool IsInDoubt(TrackedRecord row, TrackedTransaction after)
    {
        if (!(after.HasMismatch || after.Belief?.IsContested == true)) return false;
        if (IsOfTwoPayments(row.Order, after)) return true;
        return row.Status switch
        {
            TrackingStatus.Active => world.Loop.Now - row.Order.MisinformedAt < Informed,
            // After a failed check, the time of the last check is not that of an answer.
            TrackingStatus.Expired => after.LastCheckedAt - row.Order.MisinformedAt < Informed
                || (row.Order.MisinformedAt is not null && after.LastFailure is not null),
            _ => false,
        };
    }

    // An answer about the second payment contradicts a row that has no attempt for it: the merchant tracked it before the first one had
    // failed, or its call was refused. If the first one was paid, it is the current attempt again, and the other one contradicts it.
    // Without references of the gateway, nothing shows which of them an answer is about.
    private static bool IsOfTwoPayments(Order order, TrackedTransaction row) => order.Payments.Count > 1
        && (row.EarlierAttempts.Count == 0 || order.IsRefused || !order.Gateway.Capabilities.SupportsGatewayReference
            || order.Payments.SkipLast(1).Any(payment => payment.WasPaid));
}
