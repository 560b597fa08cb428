using PaymentStatusSdk.Exchange;
using PaymentStatusSdk.Tests.Kit;

namespace PaymentStatusSdk.Tests.Exchange;

/// <summary>Whether a failed attempt is repeated, and the pause before the next one.</summary>
public sealed class RetryRulesTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly FailedAttempt First = Attempt(TransactionStatusErrorKind.Transport);

    private readonly KitOptions _options = new() { MaxRetries = 3, RetryDelay = Second, MinRetryDelay = TimeSpan.Zero };

    [Theory]
    [InlineData(TransactionStatusErrorKind.Unknown, false, false)]
    [InlineData(TransactionStatusErrorKind.Transport, true, false)]
    [InlineData(TransactionStatusErrorKind.Timeout, false, false)]
    [InlineData(TransactionStatusErrorKind.RateLimited, true, true)]
    [InlineData(TransactionStatusErrorKind.Unavailable, true, true)]
    [InlineData(TransactionStatusErrorKind.Authentication, false, false)]
    [InlineData(TransactionStatusErrorKind.Rejected, true, false)]
    [InlineData(TransactionStatusErrorKind.InvalidResponse, true, true)]
    [InlineData(TransactionStatusErrorKind.CallbackTimeout, false, false)]
    [InlineData(TransactionStatusErrorKind.Configuration, false, false)]
    public void Kind_of_the_failure_allows_a_retry(TransactionStatusErrorKind kind, bool whenTransient, bool whenPermanent)
    {
        _options.RetryTimeouts = false;

        Assert.Equal(whenTransient, PauseAfter(Attempt(kind, isTransient: true)) is not null);
        Assert.Equal(whenPermanent, PauseAfter(Attempt(kind, isTransient: false)) is not null);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Options_decide_whether_a_timeout_is_repeated(bool isRepeated)
    {
        _options.RetryTimeouts = isRepeated;

        Assert.Equal(isRepeated, PauseAfter(Attempt(TransactionStatusErrorKind.Timeout, isTransient: !isRepeated)) is not null);
    }

    [Fact]
    public void Exchange_must_have_its_lock_and_allow_another_attempt_and_have_a_caller_without_an_answer()
    {
        Assert.NotNull(PauseAfter(First));
        Assert.Null(PauseAfter(First with { LockNotAcquired = true }));
        Assert.Null(PauseAfter(First with { IsAnswered = true }));
        Assert.Null(PauseAfter(First with { IsRepeatable = false }));
        Assert.Null(PauseAfter(First with { IsAbandoned = true }));
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void Number_of_attempts_is_limited(int number, bool isRepeated) =>
        Assert.Equal(isRepeated, PauseAfter(First with { Number = number }) is not null);

    [Theory]
    [InlineData(1, 0, 0.75)]
    [InlineData(1, 1, 1.25)]
    [InlineData(2, 0.5, 2)]
    [InlineData(3, 0.5, 4)]
    public void Pause_doubles_with_each_attempt_and_varies_by_a_quarter(int number, double random, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryRules.PauseAfter(First with { Number = number }, _options, random));

    [Theory]
    [InlineData(7, 2, 7)]
    [InlineData(7, 9, 9)]
    public void RetryAfter_of_the_gateway_comes_before_the_back_off_and_is_at_least_MinRetryDelay(
        double retryAfter, double minRetryDelay, double seconds)
    {
        _options.MinRetryDelay = TimeSpan.FromSeconds(minRetryDelay);
        var failure = new TransactionStatusException(TransactionStatusErrorKind.RateLimited, "It failed.")
        {
            RetryAfter = TimeSpan.FromSeconds(retryAfter),
        };

        Assert.Equal(TimeSpan.FromSeconds(seconds), PauseAfter(First with { Failure = failure }));
    }

    [Fact]
    public void Pause_must_end_before_the_time_of_the_exchange()
    {
        Assert.Null(PauseAfter(First with { TimeLeft = Second }));
        Assert.Equal(Second, PauseAfter(First with { TimeLeft = Second + TimeSpan.FromTicks(1) }));
    }

    private TimeSpan? PauseAfter(FailedAttempt attempt) => RetryRules.PauseAfter(attempt, _options, random: 0.5);

    private static FailedAttempt Attempt(TransactionStatusErrorKind kind, bool isTransient = true) =>
        new(new TransactionStatusException(kind, "It failed.") { IsTransient = isTransient }, Number: 1, TimeSpan.FromMinutes(1))
        {
            LockNotAcquired = false,
            IsAnswered = false,
            IsRepeatable = true,
            IsAbandoned = false,
        };
}
