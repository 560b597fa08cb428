namespace PaymentStatusSdk.Tests.Model;

/// <summary>Which failures may pass, and the failure that each caller receives.</summary>
public sealed class TransactionStatusExceptionTests
{
    [Theory]
    [InlineData(TransactionStatusErrorKind.Unknown, false)]
    [InlineData(TransactionStatusErrorKind.Transport, true)]
    [InlineData(TransactionStatusErrorKind.Timeout, true)]
    [InlineData(TransactionStatusErrorKind.RateLimited, true)]
    [InlineData(TransactionStatusErrorKind.Unavailable, true)]
    [InlineData(TransactionStatusErrorKind.Authentication, false)]
    [InlineData(TransactionStatusErrorKind.Rejected, false)]
    [InlineData(TransactionStatusErrorKind.InvalidResponse, true)]
    [InlineData(TransactionStatusErrorKind.CallbackTimeout, true)]
    [InlineData(TransactionStatusErrorKind.Configuration, false)]
    [InlineData((TransactionStatusErrorKind)99, false)]
    public void Kind_decides_whether_a_failure_is_transient_unless_the_adapter_does(TransactionStatusErrorKind kind, bool isTransient)
    {
        var failure = new TransactionStatusException(kind, "It failed.");
        var other = new TransactionStatusException(kind, "It failed.") { IsTransient = !isTransient };

        Assert.Equal((kind, isTransient), (failure.Kind, failure.IsTransient));
        Assert.Equal((kind, !isTransient), (other.Kind, other.IsTransient));
    }

    [Theory]
    [InlineData(TransactionStatusErrorKind.Rejected, true)]
    [InlineData(TransactionStatusErrorKind.RateLimited, false)]
    public void Failure_of_a_caller_says_the_same(TransactionStatusErrorKind kind, bool isTransient)
    {
        var failure = new TransactionStatusException(kind, "It failed.")
        {
            IsTransient = isTransient,
            RetryAfter = TimeSpan.FromSeconds(3),
            GatewayCode = "W1",
        };

        var own = failure.ForCaller("cards");

        Assert.NotSame(failure, own);
        Assert.Equal(
            (kind, isTransient, "cards", TimeSpan.FromSeconds(3), "W1", "Client 'cards': It failed."),
            (own.Kind, own.IsTransient, own.ClientName, own.RetryAfter, own.GatewayCode, own.Message));
    }
}
