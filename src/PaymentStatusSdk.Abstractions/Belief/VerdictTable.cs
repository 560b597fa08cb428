using System.Collections.Frozen;

namespace PaymentStatusSdk.Belief;

/// <summary>The table that maps a state to its meaning for the payment. Nothing else decides it.</summary>
/// <remarks>
/// The rows follow three rules. A failure state is a failure of the payment only for a purchase, a preauthorization and a payout: a
/// declined refund, cancellation or completion does not change the payment, and a transaction of unknown kind could be one of these. Only a
/// payout can be credited, and only a charge can be captured. Approved has no meaning for the payment: it does not say what was approved.
/// </remarks>
internal static class VerdictTable
{
    private const PaymentVerdict Unknown = PaymentVerdict.Unknown;
    private const PaymentVerdict Waiting = PaymentVerdict.Undecided;
    private const PaymentVerdict Success = PaymentVerdict.Success;
    private const PaymentVerdict Failure = PaymentVerdict.Failure;
    private const PaymentVerdict Back = PaymentVerdict.Returned;

    // Aligned by hand, because the table is read by columns.
#pragma warning disable format
    private static readonly FrozenDictionary<PaymentState, Row> Rows = new Dictionary<PaymentState, Row>
    {
        //                                       unknown  Purchase Preauth. Compl.   Cancel.  Refund   Payout
        [PaymentState.Unknown]           = new(Unknown, Unknown, Unknown, Unknown, Unknown, Unknown, Unknown),
        [PaymentState.Pending]           = new(Waiting, Waiting, Waiting, Waiting, Waiting, Waiting, Waiting),
        [PaymentState.ActionRequired]    = new(Waiting, Waiting, Waiting, Waiting, Waiting, Waiting, Waiting),
        [PaymentState.Authorized]        = new(Waiting, Waiting, Waiting, Waiting, Waiting, Waiting, Waiting),
        [PaymentState.Approved]          = new(Unknown, Unknown, Unknown, Unknown, Unknown, Unknown, Unknown),
        [PaymentState.Captured]          = new(Success, Success, Success, Success, Unknown, Unknown, Unknown),
        [PaymentState.Credited]          = new(Unknown, Unknown, Unknown, Unknown, Unknown, Unknown, Success),
        [PaymentState.Declined]          = new(Unknown, Failure, Failure, Unknown, Unknown, Unknown, Failure),
        [PaymentState.Failed]            = new(Unknown, Failure, Failure, Unknown, Unknown, Unknown, Failure),
        [PaymentState.Canceled]          = new(Unknown, Failure, Failure, Unknown, Unknown, Unknown, Failure),
        [PaymentState.Expired]           = new(Unknown, Failure, Failure, Unknown, Unknown, Unknown, Failure),
        [PaymentState.Reversed]          = new(Back,    Back,    Back,    Back,    Back,    Back,    Back),
        [PaymentState.RefundPending]     = new(Back,    Back,    Back,    Back,    Back,    Back,    Unknown),
        [PaymentState.Refunded]          = new(Back,    Back,    Back,    Back,    Back,    Back,    Unknown),
        [PaymentState.PartiallyRefunded] = new(Back,    Back,    Back,    Back,    Back,    Back,    Unknown),
        [PaymentState.ChargedBack]       = new(Back,    Back,    Back,    Back,    Back,    Back,    Unknown),
    }.ToFrozenDictionary();
#pragma warning restore format

    /// <summary>The states that have a row; the verdict of any other state is Unknown.</summary>
    internal static IEnumerable<PaymentState> States => Rows.Keys;

    public static PaymentVerdict Of(PaymentState state, TransactionKind kind) => Rows.TryGetValue(state, out var row) ? row[kind] : Unknown;

    private readonly record struct Row(
        PaymentVerdict UnknownKind,
        PaymentVerdict Purchase,
        PaymentVerdict Preauthorization,
        PaymentVerdict Completion,
        PaymentVerdict Cancellation,
        PaymentVerdict Refund,
        PaymentVerdict Payout)
    {
        public PaymentVerdict this[TransactionKind kind] => kind switch
        {
            TransactionKind.Unknown => UnknownKind,
            TransactionKind.Purchase => Purchase,
            TransactionKind.Preauthorization => Preauthorization,
            TransactionKind.Completion => Completion,
            TransactionKind.Cancellation => Cancellation,
            TransactionKind.Refund => Refund,
            TransactionKind.Payout => Payout,
            _ => Unknown,
        };
    }
}
