using System.Text.Json.Serialization;
using PaymentStatusSdk.Json;

namespace PaymentStatusSdk;

/// <summary>Why a query failed. It says nothing about the payment.</summary>
/// <remarks>Transient kinds may be asked again later: see <see cref="TransactionStatusException.IsTransient"/>.</remarks>
[JsonConverter(typeof(TolerantEnumConverter<TransactionStatusErrorKind>))]
public enum TransactionStatusErrorKind
{
    /// <summary>Not known, or a word that this version does not know.</summary>
    Unknown = 0,

    /// <summary>DNS, connect, TLS, a reset or a cut body.</summary>
    Transport = 1,

    /// <summary>Our own attempt or total time ran out.</summary>
    Timeout = 2,

    /// <summary>The gateway asked us to slow down (HTTP 429 or a quota).</summary>
    RateLimited = 3,

    /// <summary>The gateway answered 5xx, its circuit is open, or the boarding queue was full or too slow.</summary>
    Unavailable = 4,

    /// <summary>Credentials or client certificate were refused.</summary>
    Authentication = 5,

    /// <summary>The gateway refused the query.</summary>
    Rejected = 6,

    /// <summary>The answer was unreadable, oversized, contradictory, or not this protocol at all.</summary>
    InvalidResponse = 7,

    /// <summary>The gateway accepted the query and its answer did not reach our endpoint in time.</summary>
    CallbackTimeout = 8,

    /// <summary>The client's options cannot work.</summary>
    Configuration = 9,
}
