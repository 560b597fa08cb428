using System.Text.Json.Serialization;
using PaymentStatusSdk.Json;

namespace PaymentStatusSdk;

/// <summary>Whether the amount of the answer was compared with <see cref="TransactionQuery.ExpectedAmount"/>.</summary>
/// <remarks>A different amount or currency is not a value of this enum: the outcome is then <see cref="LookupOutcome.Mismatch"/>.</remarks>
[JsonConverter(typeof(TolerantEnumConverter<AmountCheck>))]
public enum AmountCheck
{
    /// <summary>Not known, or there was nothing to compare because the outcome is not <see cref="LookupOutcome.Answered"/>.</summary>
    Unknown = 0,

    /// <summary>The query expected no amount.</summary>
    NotRequested = 1,

    /// <summary>The query expected an amount, and the answer contains no amount or no currency.</summary>
    NotReported = 2,

    /// <summary>Amount and currency are as expected.</summary>
    Matched = 3,
}
