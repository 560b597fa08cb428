using System.Text.Json.Serialization;
using PaymentStatusSdk.Json;

namespace PaymentStatusSdk;

/// <summary>What became of the transaction, in one vocabulary for all gateways.</summary>
/// <remarks>The state alone says neither paid nor unpaid: see <see cref="PaymentVerdict"/>, which knows the kind of transaction as well.</remarks>
[JsonConverter(typeof(TolerantEnumConverter<PaymentState>))]
public enum PaymentState
{
    /// <summary>Not known: no answer, a contradictory answer, or a word that this version does not know. Neither paid nor unpaid.</summary>
    Unknown = 0,

    /// <summary>Under way at the gateway or behind it.</summary>
    Pending = 1,

    /// <summary>Waiting for the customer, who has to be redirected or has to confirm.</summary>
    ActionRequired = 2,

    /// <summary>Funds are reserved and not yet captured.</summary>
    Authorized = 3,

    /// <summary>Approved by the gateway while nobody told what kind of transaction it is: neither success nor failure.</summary>
    Approved = 4,

    /// <summary>The customer's account has been charged.</summary>
    Captured = 5,

    /// <summary>The customer's account has been credited (a payout).</summary>
    Credited = 6,

    /// <summary>The issuer, the scheme or the gateway's risk rules said no.</summary>
    Declined = 7,

    /// <summary>It did not complete for a technical reason.</summary>
    Failed = 8,

    /// <summary>Canceled by the customer or the merchant before money moved.</summary>
    Canceled = 9,

    /// <summary>Time ran out before it completed.</summary>
    Expired = 10,

    /// <summary>Undone by a reversal.</summary>
    Reversed = 11,

    /// <summary>A refund waits for its confirmation; the funds are still captured.</summary>
    RefundPending = 12,

    /// <summary>Paid back.</summary>
    Refunded = 13,

    /// <summary>Paid back in part.</summary>
    PartiallyRefunded = 14,

    /// <summary>Disputed by the card holder; the dispute may still turn.</summary>
    ChargedBack = 15,
}
