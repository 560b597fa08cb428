using System.Text.Json.Serialization;
using PaymentStatusSdk.Json;

namespace PaymentStatusSdk;

/// <summary>Where the money of a successful transaction is, for gateways that collect funds.</summary>
[JsonConverter(typeof(TolerantEnumConverter<FundsState>))]
public enum FundsState
{
    /// <summary>Not known: no answer, or a word that this version does not know.</summary>
    Unknown = 0,

    /// <summary>This gateway or this answer says nothing about funds.</summary>
    NotReported = 1,

    /// <summary>The gateway awaits no money for this transaction.</summary>
    NotExpected = 2,

    /// <summary>The gateway expects the money; it has not come yet.</summary>
    Awaited = 3,

    /// <summary>The gateway has the money.</summary>
    Received = 4,

    /// <summary>The money did not come in the expected time. It may still come late.</summary>
    Missing = 5,
}
