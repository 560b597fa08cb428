using System.Text.Json.Serialization;
using PaymentStatusSdk.Json;

namespace PaymentStatusSdk;

/// <summary>The reason why a transaction did not succeed, if the gateway reports one.</summary>
[JsonConverter(typeof(TolerantEnumConverter<FailureReason>))]
public enum FailureReason
{
    /// <summary>Not known, or a value that this version does not know.</summary>
    Unknown = 0,

    /// <summary>There is no failure to explain.</summary>
    None = 1,

    /// <summary>The transaction failed, and the gateway reports no reason.</summary>
    Unspecified = 2,

    /// <summary>The data of the original request was not valid.</summary>
    InvalidInput = 3,

    /// <summary>The customer aborted.</summary>
    CustomerAborted = 4,

    /// <summary>The transaction timed out while waiting for the customer or a remote system.</summary>
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
