using System.Text.Json.Serialization;
using PaymentStatusSdk.Json;

namespace PaymentStatusSdk;

/// <summary>The meaning of a state for the payment, given the kind of the transaction.</summary>
/// <remarks>
/// It comes from one table, <see cref="StatusRules.VerdictOf"/>. Before acting on <see cref="Failure"/>, examine <see cref="Finality"/>: a
/// provisional failure may still become a success.
/// </remarks>
[JsonConverter(typeof(TolerantEnumConverter<PaymentVerdict>))]
public enum PaymentVerdict
{
    /// <summary>Not known: neither paid nor unpaid.</summary>
    Unknown = 0,

    /// <summary>In progress: no result yet.</summary>
    Undecided = 1,

    /// <summary>The payment was made.</summary>
    Success = 2,

    /// <summary>The payment was not made.</summary>
    Failure = 3,

    /// <summary>The payment was made, and the money was or is being returned: refund, reversal or chargeback.</summary>
    Returned = 4,
}
