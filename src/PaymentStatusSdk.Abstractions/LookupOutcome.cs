using System.Text.Json.Serialization;
using PaymentStatusSdk.Json;

namespace PaymentStatusSdk;

/// <summary>
/// Whether the gateway answered a query. Whether the payment was made is reported separately: <see cref="PaymentState"/>.
/// </summary>
/// <remarks>The state of a result is <see cref="PaymentState.Unknown"/> unless the outcome is <see cref="Answered"/>.</remarks>
[JsonConverter(typeof(TolerantEnumConverter<LookupOutcome>))]
public enum LookupOutcome
{
    /// <summary>Not specified, or a value that this version does not know.</summary>
    Unknown = 0,

    /// <summary>The gateway answered for the queried transaction.</summary>
    Answered = 1,

    /// <summary>The gateway does not know the transaction, or not yet. This is not a verdict: money may have moved all the same.</summary>
    NotFound = 2,

    /// <summary>
    /// The merchant reference matches several transactions at the gateway (PPRO <c>TX_NOT_UNIQUE</c>). Query by gateway reference.
    /// </summary>
    Ambiguous = 3,

    /// <summary>The answer has another transaction, amount or currency than the query expected. Have a person examine it.</summary>
    Mismatch = 4,
}
