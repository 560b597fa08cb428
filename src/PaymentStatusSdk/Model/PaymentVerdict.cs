using System.Text.Json.Serialization;
using PaymentStatusSdk.Json;

namespace PaymentStatusSdk;

/// <summary>What a state means for the payment that the merchant cares about, given the kind of transaction.</summary>
/// <remarks>It comes from one table, <see cref="StatusRules.VerdictOf"/>. Before acting on <see cref="Failure"/>, look at <see cref="Finality"/>: a provisional failure may still become a success.</remarks>
[JsonConverter(typeof(TolerantEnumConverter<PaymentVerdict>))]
public enum PaymentVerdict
{
    /// <summary>Nothing can be said: neither paid nor unpaid.</summary>
    Unknown = 0,

    /// <summary>On its way: nothing has been decided.</summary>
    Undecided = 1,

    /// <summary>The payment was made.</summary>
    Success = 2,

    /// <summary>The payment was not made.</summary>
    Failure = 3,

    /// <summary>The payment was made and the money went, or is going, back: refund, reversal, chargeback.</summary>
    Returned = 4,
}
