using PaymentStatusSdk.Exchange;

namespace PaymentStatusSdk.Tests.Exchange;

public sealed class FailureTextTests
{
    [Fact]
    public void Timeout_of_an_attempt_says_what_to_do()
    {
        var failure = ExchangeFailures.AttemptTimeout(TimeSpan.FromSeconds(10));

        Assert.Equal(TransactionStatusErrorKind.Timeout, failure.Kind);
        Assert.Equal(
            "The gateway did not answer within 00:00:10. The status of the payment is unknown: query again later, or raise AttemptTimeout "
            + "and TotalTimeout.",
            failure.Message);
    }

    [Fact]
    public void Timeout_of_a_login_says_what_to_do()
    {
        var failure = ExchangeFailures.LoginTimeout(TimeSpan.FromSeconds(10));

        Assert.Equal(TransactionStatusErrorKind.Timeout, failure.Kind);
        Assert.Equal(
            "The login did not end within AttemptTimeout (00:00:10). The status of the payment is unknown: query again later, or raise "
            + "AttemptTimeout.",
            failure.Message);
    }
}
