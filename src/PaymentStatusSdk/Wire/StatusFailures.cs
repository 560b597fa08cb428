using static System.FormattableString;

namespace PaymentStatusSdk.Adapters;

/// <summary>What an HTTP status other than success means for a query.</summary>
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
            $"The gateway asks for fewer queries (HTTP 429). Ask again {(retryAfter is null ? "later" : "after RetryAfter")}.")
        {
            RetryAfter = retryAfter,
        },
        407 => ProxyFailures.CredentialsRequired(proxy),
        // 425: the gateway is not willing to risk a request that might be a replay; a later one is another matter.
        408 or 425 or >= 500 => new TransactionStatusException(
            TransactionStatusErrorKind.Unavailable,
            Invariant($"The gateway is not available at the moment (HTTP {status}). That says nothing about the payment: ")
            + $"ask again {(retryAfter is null ? "later" : "after RetryAfter")}.")
        {
            RetryAfter = retryAfter,
        },
        >= 400 => new TransactionStatusException(
            TransactionStatusErrorKind.Rejected,
            Invariant($"The gateway refused the request (HTTP {status}). ")
            + "Check that Endpoint is the address you were given for status queries."),
        _ => ProtocolErrors.Invalid(
            Invariant($"The gateway answered with HTTP {status}, which is neither an answer nor an error (redirects are not followed).")),
    };
}
