using PaymentStatusSdk.Dashboard.Pages;
using PaymentStatusSdk.Dashboard.Tests.Hosting;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Dashboard.Tests.Pages;

/// <summary>Each situation has its own advice.</summary>
public sealed class AdviceTextTests
{
    [Theory]
    [InlineData(PaymentState.Captured, Finality.Final, "The payment was made, and the gateway reports it as final.")]
    [InlineData(PaymentState.Captured, Finality.Provisional, "The payment was made so far.")]
    [InlineData(PaymentState.Declined, Finality.Final, "The payment was not made, and the gateway reports that as final.")]
    [InlineData(PaymentState.Declined, Finality.Provisional, "The payment was not made so far.")]
    [InlineData(PaymentState.Refunded, Finality.Final, "The money was returned")]
    [InlineData(PaymentState.Pending, Finality.Open, "The payment is under way.")]
    [InlineData(PaymentState.Approved, Finality.Open, "Nothing is known about the payment that may be acted on.")]
    public void Meaning_follows_the_verdict_and_its_finality(PaymentState state, Finality finality, string start) => Assert.StartsWith(
        start, Advice.Meaning(Sample.Payment with { Belief = Sample.Belief(state, finality) }), StringComparison.Ordinal);

    [Theory]
    [InlineData(StatusChangeKind.Changed, "The belief changed")]
    [InlineData(StatusChangeKind.Contested, "An answer contradicts")]
    [InlineData(StatusChangeKind.Mismatch, "The answer was about another")]
    [InlineData(StatusChangeKind.Ambiguous, "The gateway has several")]
    [InlineData(StatusChangeKind.NotFound, "The gateway does not know the transaction")]
    [InlineData(StatusChangeKind.Stalled, "The gateway repeatedly refuses")]
    [InlineData(StatusChangeKind.DeadlinePassed, "The deadline passed")]
    [InlineData(StatusChangeKind.TrackingEnded, "No further change is expected")]
    [InlineData(StatusChangeKind.Resolved, "A person resolved")]
    [InlineData(StatusChangeKind.Overturned, "A final failure turned out to be paid")]
    [InlineData(StatusChangeKind.Unknown, "A change that this version does not know")]
    public void Change_is_explained_by_its_kind(StatusChangeKind kind, string start) =>
        Assert.StartsWith(start, Advice.Of(kind), StringComparison.Ordinal);

    [Theory]
    [InlineData(TransactionStatusErrorKind.Transport, "could not be reached", "Checks continue by themselves.", null)]
    [InlineData(TransactionStatusErrorKind.Timeout, "could not be reached", "Checks continue by themselves.", null)]
    [InlineData(TransactionStatusErrorKind.Unavailable, "could not be reached", "Checks continue by themselves.", null)]
    [InlineData(TransactionStatusErrorKind.RateLimited, "limits the number", "Checks continue more slowly.", null)]
    [InlineData(TransactionStatusErrorKind.Authentication, "refused the credentials", "Correct them in", "Correct them in")]
    [InlineData(TransactionStatusErrorKind.Rejected, "refused the query", "Compare the reference", "Compare the reference")]
    [InlineData(TransactionStatusErrorKind.InvalidResponse, "was not understood", null, null)]
    [InlineData(TransactionStatusErrorKind.CallbackTimeout, "did not post", "Check that your callback", "Check that your callback")]
    [InlineData(TransactionStatusErrorKind.Configuration, "The options of the client", null, null)]
    [InlineData(TransactionStatusErrorKind.Unknown, "The log of the application says why.", null, null)]
    public void Failure_is_explained_by_its_kind(TransactionStatusErrorKind kind, string fact, string? ifChecked, string? otherwise)
    {
        var (checkedFact, checkedAction) = Advice.OfFailure(kind, isChecked: true);
        var (otherFact, otherAction) = Advice.OfFailure(kind, isChecked: false);

        Assert.Contains(fact, checkedFact, StringComparison.Ordinal);
        Assert.Equal(checkedFact, otherFact);
        AssertStart(ifChecked, checkedAction);
        AssertStart(otherwise, otherAction);
    }

    [Theory]
    [InlineData(TrackingStatus.Active, null)]
    [InlineData(TrackingStatus.Stopped, "resolve it, or let your own code track it again.")]
    [InlineData(TrackingStatus.Duplicate, "another payment continues for it.")]
    [InlineData(TrackingStatus.Unknown, "resolve it, or let your own code track it again.")]
    public void Failed_payment_that_only_the_shop_may_start_again_is_left_to_it(TrackingStatus status, string? end)
    {
        var next = Advice.Next(Sample.Payment with { Status = status, Belief = Sample.Belief(PaymentState.Declined) });

        Assert.Equal(end is null ? null : $"It is not checked any more: {end}", next);
    }

    [Fact]
    public void Payment_without_a_problem_has_no_advice()
    {
        Assert.Empty(Advice.Problems(Sample.Payment));
        Assert.Empty(Advice.Problems(Sample.Payment with
        {
            Belief = Sample.Belief(PaymentState.Captured),
            LastOutcome = LookupOutcome.Answered,
        }));
    }

    [Fact]
    public void Each_problem_is_found_on_its_own()
    {
        Assert.Equal(["Overturned"], TitlesOf(
            Sample.Payment with { Belief = Sample.Belief(PaymentState.Captured) with { FinalFailureAt = Sample.Now } }));
        Assert.Equal(["Mismatch"], TitlesOf(Sample.Payment with { HasMismatch = true }));
        Assert.Equal(["Contested"], TitlesOf(
            Sample.Payment with { Belief = Sample.Belief(PaymentState.Captured, latest: PaymentState.Pending) }));
        Assert.Equal(["Ambiguous"], TitlesOf(Sample.Payment with { LastOutcome = LookupOutcome.Ambiguous }));
        Assert.Equal(["Not found"], TitlesOf(Sample.Payment with { LastOutcome = LookupOutcome.NotFound }));
        Assert.Equal(
            ["Last check failed: Rate limited"],
            TitlesOf(Sample.Payment with { LastFailure = TransactionStatusErrorKind.RateLimited }));
    }

    [Fact]
    public void The_most_urgent_problem_is_first()
    {
        var payment = Sample.Payment with
        {
            Belief = Sample.Belief(PaymentState.Captured, latest: PaymentState.PartiallyRefunded) with { FinalFailureAt = Sample.Now },
            HasMismatch = true,
            LastOutcome = LookupOutcome.NotFound,
            LastFailure = TransactionStatusErrorKind.Timeout,
        };
        var torn = Sample.Belief(PaymentState.PartiallyRefunded, latest: PaymentState.ActionRequired);
        var contested = payment with
        {
            Belief = torn with { FinalFailureAt = Sample.Now },
            LastOutcome = LookupOutcome.Ambiguous,
        };

        Assert.Equal(["Overturned", "Mismatch", "Not found", "Last check failed: Timeout"], TitlesOf(payment));
        Assert.Equal(["Overturned", "Mismatch", "Contested", "Ambiguous", "Last check failed: Timeout"], TitlesOf(contested));
    }

    [Theory]
    [InlineData(TrackingStatus.Active, "It is checked again. If it stays contested, ask the gateway's support.")]
    [InlineData(TrackingStatus.Stopped, "Ask the gateway's support. It is not checked any more: start it again, or resolve it.")]
    public void Contested_payment_names_both_states_and_promises_a_check_only_while_it_is_tracked(TrackingStatus status, string end)
    {
        var payment = Sample.Payment with
        {
            Status = status,
            Belief = Sample.Belief(PaymentState.PartiallyRefunded, latest: PaymentState.ActionRequired),
        };

        Assert.Equal(
            ("Contested", $"The gateway said Partially refunded and later Action required. {end}"),
            Assert.Single(Advice.Problems(payment)));
        Assert.Equal(
            "The gateway said Partially refunded and later Action required.",
            Assert.Single(Advice.Problems(
                payment with { Resolution = new ManualResolution { Reason = "Refunded", ResolvedBy = "Ana" } })).Text);
    }

    private static IEnumerable<string> TitlesOf(TrackedTransaction payment) => Advice.Problems(payment).Select(one => one.Title);

    private static void AssertStart(string? start, string? text)
    {
        if (start is null) Assert.Null(text);
        else Assert.StartsWith(start, text, StringComparison.Ordinal);
    }
}
