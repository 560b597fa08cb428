using System.Text.Json.Serialization;
using PaymentStatusSdk.Json;

namespace PaymentStatusSdk;

/// <summary>The kind of anomaly of an answer that could be read nevertheless.</summary>
[JsonConverter(typeof(TolerantEnumConverter<StatusAnomalyKind>))]
public enum StatusAnomalyKind
{
    /// <summary>Not known, or a value that this version does not know.</summary>
    Unknown = 0,

    /// <summary>A value that is not documented, in a field that determines the result.</summary>
    UnrecognizedValue = 1,

    /// <summary>Two fields contradict each other.</summary>
    ContradictoryFields = 2,

    /// <summary>Money was received or is missing, contrary to the state.</summary>
    UnexpectedFunds = 3,

    /// <summary>The body was not well-formed and was repaired without guessing a value.</summary>
    RepairedMarkup = 4,

    /// <summary>The transaction is younger than the gateway needs to answer reliably.</summary>
    TooEarly = 5,

    /// <summary>The answer does not identify the queried transaction.</summary>
    MissingReference = 6,

    /// <summary>The amount or currency of the answer cannot be read.</summary>
    UnreadableAmount = 7,

    /// <summary>A documented state that this kind of transaction cannot have.</summary>
    UnexpectedState = 8,

    /// <summary>A known value in a spelling that is not documented.</summary>
    SpellingVariant = 9,

    /// <summary>
    /// The query expects an amount, the gateway reports amounts, and this answer contains none: no amount was compared. The state is
    /// reported as usual; require <see cref="AmountCheck.Matched"/> where an unchecked amount is not enough.
    /// </summary>
    MissingAmount = 10,

    /// <summary>
    /// The verdict is Unknown only because neither the query nor the client's options specify the kind of the transaction.
    /// </summary>
    MissingKind = 11,

    /// <summary>The adapter returned a state without its finality. Report it to the author of the adapter.</summary>
    MissingFinality = 12,
}
