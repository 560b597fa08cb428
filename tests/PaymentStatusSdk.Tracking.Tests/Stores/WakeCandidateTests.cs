using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Tests.Checks;

namespace PaymentStatusSdk.Tracking.Tests.Stores;

public class WakeCandidateTests
{
    private static readonly DateTimeOffset Now = TrackedPayment.Start;
    private static readonly Money Expected = new(12.5m, "EUR");
    private static readonly Money Answered = new(13m, "EUR");
    private static readonly WakeCandidate Candidate = new(
        7, TrackingStatus.Active, Now, Now.AddDays(1), IsLeased: true, new TransactionKeys("g-1", "ORDER-1", true));

    [Fact]
    public void Candidate_without_a_document_has_only_its_columns()
    {
        Assert.Same(Candidate, Candidate.With(null));
        Assert.Null(Candidate.LastCheckedAt);
        Assert.Null(Candidate.Amount);
        Assert.Empty(Candidate.EarlierGatewayReferences);
        Assert.Empty(Candidate.EarlierAmounts);
        Assert.False(Candidate.HasUnknownEarlierAmount);
    }

    [Fact]
    public void Document_supplies_the_last_check_the_amount_and_the_references_of_earlier_attempts()
    {
        var document = Document(Expected, Answered) with
        {
            LastCheckedAt = Now.AddHours(-1),
            EarlierAttempts =
            [
                new TrackedAttempt { GatewayReference = "g-3", ExpectedAmount = new Money(9m, "EUR"), Belief = BeliefOf(Answered) },
                new TrackedAttempt(), new TrackedAttempt { GatewayReference = "g-2", Belief = BeliefOf(Answered) },
                new TrackedAttempt { Belief = BeliefOf(null) },
            ],
        };

        var candidate = Candidate.With(document);

        Assert.Equal((Now.AddHours(-1), Expected), (candidate.LastCheckedAt, candidate.Amount));
        Assert.Equal(["g-3", "g-2"], candidate.EarlierGatewayReferences);
        Assert.Equal([new Money(9m, "EUR"), Answered], candidate.EarlierAmounts);
        Assert.True(candidate.HasUnknownEarlierAmount);
        Assert.False(Candidate.With(document with { EarlierAttempts = [document.EarlierAttempts[0]] }).HasUnknownEarlierAmount);
        Assert.Equal(Candidate, candidate with
        {
            LastCheckedAt = null,
            Amount = null,
            EarlierGatewayReferences = Candidate.EarlierGatewayReferences,
            EarlierAmounts = Candidate.EarlierAmounts,
            HasUnknownEarlierAmount = false,
        });
    }

    [Fact]
    public void Amount_is_the_expected_one_or_else_the_answered_one()
    {
        Assert.Equal(Expected, Candidate.With(Document(Expected, null)).Amount);
        Assert.Equal(Answered, Candidate.With(Document(null, Answered)).Amount);
        Assert.Null(Candidate.With(Document(null, null)).Amount);
        Assert.Null(Candidate.With(new TrackedPayment().Row).Amount);
    }

    private static TrackedTransaction Document(Money? expected, Money? answered) => new TrackedPayment(
        query: TransactionQuery.ByMerchantReference("ORDER-1") with { ExpectedAmount = expected }).Row with
    {
        Belief = BeliefOf(answered),
    };

    private static StatusBelief? BeliefOf(Money? amount) =>
        StatusRules.Advance(null, TrackedPayment.Result(PaymentState.Captured) with { Amount = amount });
}
