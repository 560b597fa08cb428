using System.Text.Json.Serialization;
using PaymentStatusSdk.Json;

namespace PaymentStatusSdk.Tracking;

/// <summary>The kind of a <see cref="StatusChange"/>.</summary>
[JsonConverter(typeof(TolerantEnumConverter<StatusChangeKind>))]
public enum StatusChangeKind
{
    /// <summary>A value that this version does not know.</summary>
    Unknown = 0,

    /// <summary>The belief has changed: state, finality, funds, reason or amount. Act on its verdict and finality.</summary>
    Changed = 1,

    /// <summary>
    /// An answer contradicts an earlier one. The verdict is Unknown until the contradiction is settled; the transaction is checked again.
    /// </summary>
    Contested = 2,

    /// <summary>The gateway answered with another transaction, amount or currency than expected. Have a person examine it.</summary>
    Mismatch = 3,

    /// <summary>The gateway knows several transactions with this reference. Track the transaction by its gateway reference.</summary>
    Ambiguous = 4,

    /// <summary>The gateway does not know the transaction, and the period in which that is normal has ended. No verdict.</summary>
    NotFound = 5,

    /// <summary>The gateway repeatedly rejects queries for this transaction. It is checked less and less often. No verdict.</summary>
    Stalled = 6,

    /// <summary>The deadline has passed and the transaction is no longer tracked. No verdict: the belief is unchanged.</summary>
    DeadlinePassed = 7,

    /// <summary>
    /// A provisional state has not changed in its time, and the transaction is no longer tracked. The belief is unchanged.
    /// </summary>
    TrackingEnded = 8,

    /// <summary>
    /// A failure that the gateway had called final turned out to be paid (<see cref="StatusBelief.IsOverturned"/>). Act on the verdict as
    /// for <see cref="Changed"/>, and find out whether the customer was charged again: then refund one of the payments.
    /// </summary>
    Overturned = 9,

    /// <summary>
    /// A person resolved the transaction by hand (<see cref="TrackedTransaction.Resolution"/>), and it is no longer tracked. No verdict:
    /// the belief is unchanged, and the gateway has said nothing.
    /// </summary>
    Resolved = 10,
}
