using System.Text.Json.Serialization;
using PaymentStatusSdk.Json;

namespace PaymentStatusSdk;

/// <summary>Was the amount of the answer compared with <see cref="TransactionQuery.ExpectedAmount"/>?</summary>
/// <remarks>An amount or currency that differs is no value of this check: it makes the outcome <see cref="LookupOutcome.Mismatch"/>.</remarks>
[JsonConverter(typeof(TolerantEnumConverter<AmountCheck>))]
public enum AmountCheck
{
    /// <summary>Not known, or there was nothing to compare because the outcome is not <see cref="LookupOutcome.Answered"/>.</summary>
    Unknown = 0,

    /// <summary>The query expected no amount.</summary>
    NotRequested = 1,

    /// <summary>The query expected an amount and the answer has none, or has no currency to it.</summary>
    NotReported = 2,

    /// <summary>Amount and currency are the expected ones.</summary>
    Matched = 3,
}
