using System.Text.Json.Serialization;
using PaymentStatusSdk.Json;

namespace PaymentStatusSdk;

/// <summary>Whether the state may still change.</summary>
/// <remarks>It comes from the adapter's map of the gateway's values, never from a timer.</remarks>
[JsonConverter(typeof(TolerantEnumConverter<Finality>))]
public enum Finality
{
    /// <summary>Not known: no answer, an unknown value, or a contested belief.</summary>
    Unknown = 0,

    /// <summary>Changes are expected: query again.</summary>
    Open = 1,

    /// <summary>
    /// Apparently final, but this gateway is known to revise it (PPRO <c>FAILED</c>, 709 <c>ERROR</c>): query again before acting on it.
    /// </summary>
    Provisional = 2,

    /// <summary>This gateway does not revise it. A refund, reversal or chargeback may still follow.</summary>
    Final = 3,
}
