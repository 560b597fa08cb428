namespace PaymentStatusSdk.Invariants;

/// <summary>
/// The table of verdicts, written out a second time: an error in the product's table must not be an error of the invariants.
/// </summary>
public static class Meanings
{
    public static PaymentVerdict VerdictOf(PaymentState state, TransactionKind kind) =>
        IsPaid(state, kind) ? PaymentVerdict.Success
        : IsReturned(state, kind) ? PaymentVerdict.Returned
        : IsFailed(state, kind) ? PaymentVerdict.Failure
        : IsUndecided(state) ? PaymentVerdict.Undecided
        : PaymentVerdict.Unknown;

    /// <summary>Returns whether the payment was paid, even if the money was returned later.</summary>
    public static bool WasPaid(PaymentState state, TransactionKind kind) => IsPaid(state, kind) || IsReturned(state, kind);

    /// <summary>
    /// Returns how far a payment has come: 0 for an unreadable state, then under way, reserved, not paid, paid, and undone. A lower class
    /// after a higher one is a contradiction.
    /// </summary>
    public static int ClassOf(PaymentState state) => state switch
    {
        PaymentState.Pending or PaymentState.ActionRequired => 1,
        PaymentState.Authorized or PaymentState.Approved => 2,
        PaymentState.Declined or PaymentState.Failed or PaymentState.Canceled or PaymentState.Expired => 3,
        PaymentState.Captured or PaymentState.Credited or PaymentState.RefundPending or PaymentState.PartiallyRefunded
            or PaymentState.ChargedBack => 4,
        PaymentState.Refunded or PaymentState.Reversed => 5,
        _ => 0,
    };

    // A refund or cancellation is no charge, and only a payout is credited.
    private static bool IsPaid(PaymentState state, TransactionKind kind) => kind switch
    {
        TransactionKind.Payout => state == PaymentState.Credited,
        TransactionKind.Refund or TransactionKind.Cancellation => false,
        _ => state == PaymentState.Captured,
    };

    // A payout is reversed; the other states describe money that goes back to a payer.
    private static bool IsReturned(PaymentState state, TransactionKind kind) => kind == TransactionKind.Payout
        ? state == PaymentState.Reversed
        : state is PaymentState.Reversed or PaymentState.RefundPending or PaymentState.Refunded or PaymentState.PartiallyRefunded
            or PaymentState.ChargedBack;

    // A failed refund, cancellation or completion leaves the payment as it was, and an unknown kind may be one of these.
    private static bool IsFailed(PaymentState state, TransactionKind kind) =>
        kind is TransactionKind.Purchase or TransactionKind.Preauthorization or TransactionKind.Payout
        && state is PaymentState.Declined or PaymentState.Failed or PaymentState.Canceled or PaymentState.Expired;

    private static bool IsUndecided(PaymentState state) =>
        state is PaymentState.Pending or PaymentState.ActionRequired or PaymentState.Authorized;
}
