using System.Text.Json.Serialization;
using PaymentStatusSdk.Json;

namespace PaymentStatusSdk;

/// <summary>The kind of a transaction. Some gateways never report it; the merchant's own records contain it.</summary>
/// <remarks>It determines the meaning of a state: a declined refund is not an unpaid order.</remarks>
[JsonConverter(typeof(TolerantEnumConverter<TransactionKind>))]
public enum TransactionKind
{
    /// <summary>Not specified.</summary>
    Unknown = 0,

    /// <summary>A payment: authorization and capture in one, or a capture at the discretion of the gateway.</summary>
    Purchase = 1,

    /// <summary>Reserves funds; nothing is charged until a completion.</summary>
    Preauthorization = 2,

    /// <summary>Captures a preauthorization.</summary>
    Completion = 3,

    /// <summary>Releases a preauthorization.</summary>
    Cancellation = 4,

    /// <summary>Refunds a purchase.</summary>
    Refund = 5,

    /// <summary>Sends money to the customer.</summary>
    Payout = 6,
}
