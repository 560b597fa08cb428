using System.Text.Json.Serialization;
using PaymentStatusSdk.Json;

namespace PaymentStatusSdk;

/// <summary>May the state still change?</summary>
/// <remarks>It comes from the adapter's map of the gateway's words, never from a timer.</remarks>
[JsonConverter(typeof(TolerantEnumConverter<Finality>))]
public enum Finality
{
    /// <summary>Not known: no answer, an unknown word, or a contested belief.</summary>
    Unknown = 0,

    /// <summary>More is expected to happen: ask again.</summary>
    Open = 1,

    /// <summary>Looks finished, but this gateway is known to revise it (PPRO <c>FAILED</c>, 709 <c>ERROR</c>): look again before acting on it.</summary>
    Provisional = 2,

    /// <summary>This gateway does not take it back by itself. A refund, reversal or chargeback may still follow.</summary>
    Final = 3,
}
