using System.Text.Json.Serialization;
using PaymentStatusSdk.Json;

namespace PaymentStatusSdk;

/// <summary>The reason why a query failed. It says nothing about the payment.</summary>
/// <remarks>Queries that fail with a transient kind may succeed later: see <see cref="TransactionStatusException.IsTransient"/>.</remarks>
[JsonConverter(typeof(TolerantEnumConverter<TransactionStatusErrorKind>))]
public enum TransactionStatusErrorKind
{
    /// <summary>Not known, or a value that this version does not know.</summary>
    Unknown = 0,

    /// <summary>A failure of DNS, connection or TLS, a connection reset, or a truncated body.</summary>
    Transport = 1,

    /// <summary>The attempt or the exchange timed out.</summary>
    Timeout = 2,

    /// <summary>The gateway limits the rate of queries (HTTP 429 or a quota).</summary>
    RateLimited = 3,

    /// <summary>
    /// The gateway answered 5xx, its circuit is open, the query queue is full, or the query waited too long in the queue.
    /// </summary>
    Unavailable = 4,

    /// <summary>The gateway rejected the credentials or the client certificate.</summary>
    Authentication = 5,

    /// <summary>The gateway rejected the query.</summary>
    Rejected = 6,

    /// <summary>The answer is unreadable, too large, contradictory, or not of this protocol.</summary>
    InvalidResponse = 7,

    /// <summary>The gateway accepted the query, but its answer did not reach the callback address in time.</summary>
    CallbackTimeout = 8,

    /// <summary>The client's options are not valid.</summary>
    Configuration = 9,
}
