using PaymentStatusSdk.Adapters.Wire;
using static System.FormattableString;

namespace PaymentStatusSdk.Http;

/// <summary>Converts an HTTP status other than success to a failure.</summary>
internal static class StatusFailures
{
    public static TransactionStatusException From(int status, TimeSpan? retryAfter, Uri? proxy) => status switch
    {
        401 or 403 => new TransactionStatusException(
            TransactionStatusErrorKind.Authentication,
            Invariant($"The gateway refused access (HTTP {status}). ")
            + "Check the client's credentials, its certificate, and whether this address is allowed."),
        429 => new TransactionStatusException(
            TransactionStatusErrorKind.RateLimited,
            $"The gateway limits the rate of queries (HTTP 429). Query again {(retryAfter is null ? "later" : "after RetryAfter")}.")
        {
            RetryAfter = retryAfter,
        },
        407 => ProxyFailures.CredentialsRequired(proxy),
        // 425: the gateway does not process a request that might be a replay; a later one is accepted.
        408 or 425 or >= 500 => new TransactionStatusException(
            TransactionStatusErrorKind.Unavailable,
            Invariant($"The gateway is temporarily unavailable (HTTP {status}). The status of the payment is unknown: ")
            + $"query again {(retryAfter is null ? "later" : "after RetryAfter")}.")
        {
            RetryAfter = retryAfter,
        },
        >= 400 => new TransactionStatusException(
            TransactionStatusErrorKind.Rejected,
            Invariant($"The gateway refused the request (HTTP {status}). ")
            + "Check that Endpoint is the gateway's address for status queries."),
        _ => ProtocolErrors.Invalid(
            Invariant($"The gateway answered with HTTP {status}, which is neither an answer nor an error ")
            + "(the client does not follow redirects)."),
    };
}
