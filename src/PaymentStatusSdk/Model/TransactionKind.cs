using System.Text.Json.Serialization;
using PaymentStatusSdk.Json;

namespace PaymentStatusSdk;

/// <summary>What kind of transaction an id stands for. Some gateways never say; the merchant's own records do.</summary>
/// <remarks>It decides how a state reads: a declined refund is not an unpaid order.</remarks>
[JsonConverter(typeof(TolerantEnumConverter<TransactionKind>))]
public enum TransactionKind
{
    /// <summary>Not told.</summary>
    Unknown = 0,

    /// <summary>A payment: authorization and capture in one, or the capture is up to the gateway.</summary>
    Purchase = 1,

    /// <summary>Reserves funds; nothing is charged until a completion.</summary>
    Preauthorization = 2,

    /// <summary>Captures a preauthorization.</summary>
    Completion = 3,

    /// <summary>Releases a preauthorization.</summary>
    Cancellation = 4,

    /// <summary>Pays a purchase back.</summary>
    Refund = 5,

    /// <summary>Sends money to the customer.</summary>
    Payout = 6,
}
