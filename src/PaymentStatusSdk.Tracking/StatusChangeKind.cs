using System.Text.Json.Serialization;
using PaymentStatusSdk.Json;

namespace PaymentStatusSdk.Tracking;

/// <summary>The kind of a <see cref="StatusChange"/>.</summary>
[JsonConverter(typeof(TolerantEnumConverter<StatusChangeKind>))]
public enum StatusChangeKind
{
    /// <summary>A value that this version does not know.</summary>
    Unknown = 0,

    /// <summary>The belief says something else than before: state, finality, funds, reason or amount. Act on its verdict and finality.</summary>
    Changed = 1,

    /// <summary>An answer contradicts an earlier one. The verdict is Unknown until it is settled; the transaction is checked again.</summary>
    Contested = 2,

    /// <summary>The gateway answered with another transaction, amount or currency than expected. A person must examine it.</summary>
    Mismatch = 3,

    /// <summary>The gateway knows several transactions of this id. Follow it by the gateway's own id.</summary>
    Ambiguous = 4,

    /// <summary>The gateway does not know the transaction, and the time in which that was to be expected is over. No verdict.</summary>
    NotFound = 5,

    /// <summary>The gateway refuses to be asked for this transaction, time and again. It is asked less and less often. No verdict.</summary>
    Stalled = 6,

    /// <summary>The deadline passed and the transaction is no longer tracked. No verdict: the belief stays what it was.</summary>
    DeadlinePassed = 7,

    /// <summary>A state that might have turned has not, and the transaction is no longer tracked. The belief stays what it was.</summary>
    TrackingEnded = 8,

    /// <summary>
    /// A failure that the gateway had called final turned out paid (<see cref="StatusBelief.IsOverturned"/>). Act on the verdict as for <see cref="Changed"/>, and
    /// look whether the customer was charged again: then give one of the payments back.
    /// </summary>
    Overturned = 9,
}
