using System.Text.Json.Serialization;
using PaymentStatusSdk.Json;

namespace PaymentStatusSdk;

/// <summary>What is odd about an answer that could be read all the same.</summary>
[JsonConverter(typeof(TolerantEnumConverter<StatusAnomalyKind>))]
public enum StatusAnomalyKind
{
    /// <summary>Not known, or a word that this version does not know.</summary>
    Unknown = 0,

    /// <summary>A word outside the documented vocabulary in a field that decides.</summary>
    UnrecognizedValue = 1,

    /// <summary>Two fields say things that do not go together.</summary>
    ContradictoryFields = 2,

    /// <summary>Money arrived, or is missing, where the state does not expect it.</summary>
    UnexpectedFunds = 3,

    /// <summary>The body was not well-formed and was repaired without guessing at a value.</summary>
    RepairedMarkup = 4,

    /// <summary>The transaction is younger than the gateway needs to answer reliably.</summary>
    TooEarly = 5,

    /// <summary>The answer does not name the transaction that was asked for.</summary>
    MissingId = 6,

    /// <summary>The amount or currency of the answer cannot be read.</summary>
    UnreadableAmount = 7,

    /// <summary>A documented state that the kind of transaction cannot have.</summary>
    UnexpectedState = 8,

    /// <summary>A known word in a spelling that is not documented.</summary>
    SpellingVariant = 9,

    /// <summary>
    /// The query expects an amount, the gateway reports amounts, and this answer names none: nothing was compared. The state is still the
    /// gateway's; require <see cref="AmountCheck.Matched"/> where an unchecked amount is not enough.
    /// </summary>
    MissingAmount = 10,

    /// <summary>The verdict is Unknown only because neither the query nor the client's options give the kind of transaction.</summary>
    MissingKind = 11,

    /// <summary>The adapter named a state without saying whether it may still change. Report it to the adapter's author.</summary>
    MissingFinality = 12,
}
