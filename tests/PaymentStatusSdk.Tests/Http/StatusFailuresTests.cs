using PaymentStatusSdk.Http;

namespace PaymentStatusSdk.Tests.Http;

public sealed class StatusFailuresTests
{
    [Theory]
    [InlineData(429, null, TransactionStatusErrorKind.RateLimited, "The gateway limits the rate of queries (HTTP 429). Query again later.")]
    [InlineData(
        429, 7, TransactionStatusErrorKind.RateLimited, "The gateway limits the rate of queries (HTTP 429). Query again after RetryAfter.")]
    [InlineData(
        503, null, TransactionStatusErrorKind.Unavailable,
        "The gateway is temporarily unavailable (HTTP 503). The status of the payment is unknown: query again later.")]
    [InlineData(
        503, 7, TransactionStatusErrorKind.Unavailable,
        "The gateway is temporarily unavailable (HTTP 503). The status of the payment is unknown: query again after RetryAfter.")]
    public void Failure_says_when_to_query_again(int status, int? seconds, TransactionStatusErrorKind kind, string expected)
    {
        TimeSpan? pause = seconds is { } value ? TimeSpan.FromSeconds((double)value) : null;

        var failure = StatusFailures.From(status, pause, proxy: null);

        Assert.Equal(kind, failure.Kind);
        Assert.Equal(expected, failure.Message);
        Assert.Equal(pause, failure.RetryAfter);
    }

    [Theory]
    [InlineData(302, TransactionStatusErrorKind.InvalidResponse)]
    [InlineData(399, TransactionStatusErrorKind.InvalidResponse)]
    [InlineData(400, TransactionStatusErrorKind.Rejected)]
    [InlineData(401, TransactionStatusErrorKind.Authentication)]
    [InlineData(402, TransactionStatusErrorKind.Rejected)]
    [InlineData(403, TransactionStatusErrorKind.Authentication)]
    [InlineData(404, TransactionStatusErrorKind.Rejected)]
    [InlineData(408, TransactionStatusErrorKind.Unavailable)]
    [InlineData(425, TransactionStatusErrorKind.Unavailable)]
    [InlineData(499, TransactionStatusErrorKind.Rejected)]
    [InlineData(500, TransactionStatusErrorKind.Unavailable)]
    public void Status_has_a_kind(int status, TransactionStatusErrorKind kind) =>
        Assert.Equal(kind, StatusFailures.From(status, retryAfter: null, proxy: null).Kind);

    [Fact]
    public void Proxy_may_have_answered_in_place_of_the_gateway() =>
        Assert.StartsWith(
            "The gateway, or the proxy proxy.example:8080 in between, is temporarily unavailable (HTTP 502).",
            StatusFailures.From(502, retryAfter: null, new Uri("http://proxy.example:8080/")).Message,
            StringComparison.Ordinal);
}
