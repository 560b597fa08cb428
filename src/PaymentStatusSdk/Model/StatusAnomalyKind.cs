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
    UnrecognizedWord = 1,

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
}
