using System.Text.Json.Serialization;
using PaymentStatusSdk.Json;

namespace PaymentStatusSdk;

/// <summary>The state of the funds of a successful transaction, for gateways that collect funds.</summary>
[JsonConverter(typeof(TolerantEnumConverter<FundsState>))]
public enum FundsState
{
    /// <summary>Not known: no answer, or a value that this version does not know.</summary>
    Unknown = 0,

    /// <summary>This gateway or this answer does not report funds.</summary>
    NotReported = 1,

    /// <summary>The gateway expects no money for this transaction.</summary>
    NotExpected = 2,

    /// <summary>The gateway expects the money; it has not arrived yet.</summary>
    Awaited = 3,

    /// <summary>The gateway has received the money.</summary>
    Received = 4,

    /// <summary>The money did not arrive in the expected time. It may still arrive late.</summary>
    Missing = 5,
}
