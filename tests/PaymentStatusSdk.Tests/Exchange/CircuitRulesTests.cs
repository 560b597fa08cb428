using PaymentStatusSdk.Exchange;

namespace PaymentStatusSdk.Tests.Exchange;

/// <summary>Whether a failed attempt counts against the gateway, for it, or not at all.</summary>
public sealed class CircuitRulesTests
{
    [Theory]
    [InlineData(TransactionStatusErrorKind.Unknown, null)]
    [InlineData(TransactionStatusErrorKind.Transport, false)]
    [InlineData(TransactionStatusErrorKind.Timeout, false)]
    [InlineData(TransactionStatusErrorKind.RateLimited, true)]
    [InlineData(TransactionStatusErrorKind.Unavailable, false)]
    [InlineData(TransactionStatusErrorKind.Authentication, true)]
    [InlineData(TransactionStatusErrorKind.Rejected, true)]
    [InlineData(TransactionStatusErrorKind.InvalidResponse, false)]
    [InlineData(TransactionStatusErrorKind.CallbackTimeout, null)]
    [InlineData(TransactionStatusErrorKind.Configuration, null)]
    [InlineData((TransactionStatusErrorKind)99, null)]
    public void Kind_of_a_failure_shows_whether_the_gateway_works(TransactionStatusErrorKind kind, bool? works)
    {
        Assert.Equal(works, CircuitRules.Works(kind, lockNotAcquired: false));
        // Without its lock, the attempt sent nothing.
        Assert.Null(CircuitRules.Works(kind, lockNotAcquired: true));
    }
}
