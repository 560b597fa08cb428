using System.Text.Json.Serialization;
using PaymentStatusSdk.Json;

namespace PaymentStatusSdk;

/// <summary>The state of a transaction, in one vocabulary for all gateways.</summary>
/// <remarks>
/// The state alone means neither paid nor unpaid: see <see cref="PaymentVerdict"/>, which includes the kind of the transaction.
/// </remarks>
[JsonConverter(typeof(TolerantEnumConverter<PaymentState>))]
public enum PaymentState
{
    /// <summary>
    /// Not known: no answer, a contradictory answer, or a value that this version does not know. Neither paid nor unpaid.
    /// </summary>
    Unknown = 0,

    /// <summary>In progress at the gateway, or at a system behind it.</summary>
    Pending = 1,

    /// <summary>Waiting for an action of the customer: a redirect or a confirmation.</summary>
    ActionRequired = 2,

    /// <summary>The funds are reserved and not yet captured.</summary>
    Authorized = 3,

    /// <summary>Approved by the gateway, but the kind of the transaction is unknown: neither success nor failure.</summary>
    Approved = 4,

    /// <summary>The customer's account has been charged.</summary>
    Captured = 5,

    /// <summary>The customer's account has been credited (a payout).</summary>
    Credited = 6,

    /// <summary>Declined by the issuer, the scheme or the gateway's risk rules.</summary>
    Declined = 7,

    /// <summary>Failed for a technical reason.</summary>
    Failed = 8,

    /// <summary>Canceled by the customer or the merchant before money moved.</summary>
    Canceled = 9,

    /// <summary>Timed out before completion.</summary>
    Expired = 10,

    /// <summary>Undone by a reversal.</summary>
    Reversed = 11,

    /// <summary>A refund awaits confirmation; the funds are still captured.</summary>
    RefundPending = 12,

    /// <summary>Fully refunded.</summary>
    Refunded = 13,

    /// <summary>Partially refunded.</summary>
    PartiallyRefunded = 14,

    /// <summary>Charged back by the cardholder; the chargeback may still be reversed.</summary>
    ChargedBack = 15,
}
