using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>The view of a change and of its delivery to the shop's own code.</summary>
internal sealed record ChangeView(
    Guid Id, string OrderId, long Sequence, DateTimeOffset At, string Text, string Delivery, int Tries, string? Error)
{
    public static ChangeView Of(StatusChangeDelivery delivery) => new(
        delivery.Change.Id,
        delivery.Change.Transaction.MerchantReference ?? $"PAYMENT{delivery.Change.Transaction.Id}",
        delivery.Change.Sequence,
        delivery.Change.At,
        TextOf(delivery.Change),
        delivery.Status.ToString(),
        delivery.Tries,
        delivery.LastError?.Split('.')[^1]);

    private static string TextOf(StatusChange change) => change.Kind switch
    {
        StatusChangeKind.Changed => BeliefOf(change.Transaction),
        StatusChangeKind.Overturned => $"A final failure turned out paid: {BeliefOf(change.Transaction)}",
        StatusChangeKind.Contested =>
            $"An answer contradicts an earlier one: {change.Transaction.Belief?.Latest.State} after {change.Transaction.Belief?.State}",
        StatusChangeKind.Mismatch => "The gateway answered with another transaction, amount or currency",
        StatusChangeKind.Ambiguous => "The gateway has several transactions with this reference",
        StatusChangeKind.NotFound => "The gateway does not know the transaction, although it should by now",
        StatusChangeKind.Stalled => "The gateway refuses queries for the transaction",
        StatusChangeKind.DeadlinePassed => "The deadline passed: tracking ended",
        StatusChangeKind.TrackingEnded => "No further change is expected: tracking ended",
        _ => change.Kind.ToString(),
    };

    private static string BeliefOf(TrackedTransaction payment) => payment.Belief is not { } belief ? "No answer"
        : $"{belief.State}, {belief.Finality}"
            + (belief.Funds is FundsState.Awaited or FundsState.Received or FundsState.Missing ? $", funds {belief.Funds}" : "");
}
