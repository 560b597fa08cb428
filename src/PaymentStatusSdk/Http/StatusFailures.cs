using PaymentStatusSdk.Adapters.Wire;
using static System.FormattableString;

namespace PaymentStatusSdk.Http;

/// <summary>Converts an HTTP status other than success to a failure.</summary>
internal static class StatusFailures
{
    /// <summary>Creates the failure.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="retryAfter">The pause that the answer requests; null for none.</param>
    /// <param name="proxy">The proxy that may have answered in place of the gateway; null when none can have.</param>
    public static TransactionStatusException From(int status, TimeSpan? retryAfter, Uri? proxy) => status switch
    {
        401 or 403 => new TransactionStatusException(
            TransactionStatusErrorKind.Authentication,
            Invariant($"{Sender(proxy)} refused access (HTTP {status}). ")
            + "Check the client's credentials, its certificate, and whether this address is allowed."),
        429 => new TransactionStatusException(
            TransactionStatusErrorKind.RateLimited,
            $"{Sender(proxy)} limits the rate of queries (HTTP 429). Query again {(retryAfter is null ? "later" : "after RetryAfter")}.")
        {
            RetryAfter = retryAfter,
        },
        407 => ProxyFailures.CredentialsRequired(proxy),
        // 425: the gateway does not process a request that might be a replay; a later one is accepted.
        408 or 425 or >= 500 => new TransactionStatusException(
            TransactionStatusErrorKind.Unavailable,
            Invariant($"{Sender(proxy)} is temporarily unavailable (HTTP {status}). The status of the payment is unknown: ")
            + $"query again {(retryAfter is null ? "later" : "after RetryAfter")}.")
        {
            RetryAfter = retryAfter,
        },
        >= 400 => new TransactionStatusException(
            TransactionStatusErrorKind.Rejected,
            Invariant($"{Sender(proxy)} refused the request (HTTP {status}). ")
            + "Check that Endpoint is the gateway's address for status queries."),
        _ => ProtocolErrors.Invalid(
            Invariant($"{Sender(proxy)} answered with HTTP {status}, which is neither an answer nor an error ")
            + "(the client does not follow redirects)."),
    };

    private static string Sender(Uri? proxy) =>
        proxy is null ? "The gateway" : $"The gateway, or the proxy {proxy.Authority} in between,";
}
