using System.Text.Json.Serialization;
using PaymentStatusSdk.Json;

namespace PaymentStatusSdk;

/// <summary>Why a transaction did not succeed, as far as the gateway tells.</summary>
[JsonConverter(typeof(TolerantEnumConverter<FailureReason>))]
public enum FailureReason
{
    /// <summary>Not known, or a word that this version does not know.</summary>
    Unknown = 0,

    /// <summary>There is no failure to explain.</summary>
    None = 1,

    /// <summary>Failed, and the gateway gives no reason or says that it has none.</summary>
    Unspecified = 2,

    /// <summary>Something in the data of the original request was wrong.</summary>
    InvalidInput = 3,

    /// <summary>The customer aborted.</summary>
    CustomerAborted = 4,

    /// <summary>Time ran out while waiting for the customer or a remote system.</summary>
    TimedOut = 5,

    /// <summary>A technical error at the gateway.</summary>
    GatewayError = 6,

    /// <summary>A technical error behind the gateway: scheme, bank or wallet.</summary>
    RemoteError = 7,

    /// <summary>Declined by the gateway, for example by its risk rules.</summary>
    GatewayDeclined = 8,

    /// <summary>Declined behind the gateway, for example by the issuer.</summary>
    RemoteDeclined = 9,

    /// <summary>Canceled at the merchant's request, or automatically on the merchant's behalf.</summary>
    MerchantCanceled = 10,
}
