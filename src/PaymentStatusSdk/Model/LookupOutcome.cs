using System.Text.Json.Serialization;
using PaymentStatusSdk.Json;

namespace PaymentStatusSdk;

/// <summary>Did the query get an answer? Whether the payment was made is another question: <see cref="PaymentState"/>.</summary>
/// <remarks>The state of a result is <see cref="PaymentState.Unknown"/> unless the outcome is <see cref="Answered"/>.</remarks>
[JsonConverter(typeof(TolerantEnumConverter<LookupOutcome>))]
public enum LookupOutcome
{
    /// <summary>Not told, or a word that this version does not know.</summary>
    Unknown = 0,

    /// <summary>The gateway answered for the transaction that was asked for.</summary>
    Answered = 1,

    /// <summary>The gateway knows no such transaction (yet). A finding, never a verdict: money may have moved all the same.</summary>
    NotFound = 2,

    /// <summary>The merchant's id fits several transactions at the gateway (PPRO <c>TX_NOT_UNIQUE</c>). Ask by the gateway's id.</summary>
    Ambiguous = 3,

    /// <summary>The answer is for another transaction, or for an amount or currency other than the query expected. Have a person look at it.</summary>
    Mismatch = 4,
}
