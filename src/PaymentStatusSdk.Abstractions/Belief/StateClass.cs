using System.Collections.Frozen;

namespace PaymentStatusSdk.Belief;

/// <summary>
/// The progress of a transaction. A payment moves to higher classes; a lower class after a higher one contests the belief.
/// </summary>
internal enum StateClass
{
    Unknown = 0,
    UnderWay = 1,
    Reserved = 2,
    NotPaid = 3,
    Paid = 4,
    Undone = 5,
}

/// <summary>Maps states to their classes.</summary>
internal static class StateClasses
{
    private static readonly FrozenDictionary<PaymentState, StateClass> Classes = new Dictionary<PaymentState, StateClass>
    {
        [PaymentState.Unknown] = StateClass.Unknown,
        [PaymentState.Pending] = StateClass.UnderWay,
        [PaymentState.ActionRequired] = StateClass.UnderWay,
        [PaymentState.Authorized] = StateClass.Reserved,
        [PaymentState.Approved] = StateClass.Reserved,
        [PaymentState.Declined] = StateClass.NotPaid,
        [PaymentState.Failed] = StateClass.NotPaid,
        [PaymentState.Canceled] = StateClass.NotPaid,
        [PaymentState.Expired] = StateClass.NotPaid,
        [PaymentState.Captured] = StateClass.Paid,
        [PaymentState.Credited] = StateClass.Paid,
        [PaymentState.RefundPending] = StateClass.Paid,
        [PaymentState.PartiallyRefunded] = StateClass.Paid,
        [PaymentState.ChargedBack] = StateClass.Paid,
        [PaymentState.Refunded] = StateClass.Undone,
        [PaymentState.Reversed] = StateClass.Undone,
    }.ToFrozenDictionary();

    /// <summary>The states that are mapped to a class; any other state counts as Unknown.</summary>
    internal static IEnumerable<PaymentState> Known => Classes.Keys;

    public static StateClass Of(PaymentState state) => Classes.GetValueOrDefault(state, StateClass.Unknown);
}
