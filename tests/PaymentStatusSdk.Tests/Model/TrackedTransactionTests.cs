using PaymentStatusSdk.Tracking;
using static PaymentStatusSdk.Tests.Belief.Answers;

namespace PaymentStatusSdk.Tests.Model;

public sealed class TrackedTransactionTests
{
    [Theory]
    [InlineData(PaymentState.Captured, Finality.Final, PaymentVerdict.Success)]
    [InlineData(PaymentState.Declined, Finality.Provisional, PaymentVerdict.Failure)]
    [InlineData(PaymentState.Pending, Finality.Open, PaymentVerdict.Undecided)]
    public void Verdict_and_finality_are_those_of_the_belief_unless_answers_do_not_match(
        PaymentState state, Finality finality, PaymentVerdict verdict)
    {
        var transaction = Tracked(Believe(Answer(state, 0, finality)));
        var mismatched = transaction with { HasMismatch = true };

        Assert.Equal((verdict, finality), (transaction.Verdict, transaction.Finality));
        Assert.Equal((PaymentVerdict.Unknown, Finality.Unknown), (mismatched.Verdict, mismatched.Finality));
    }

    [Fact]
    public void Verdict_and_finality_are_unknown_before_the_first_answer_and_while_the_belief_is_contested()
    {
        var unanswered = Tracked();
        var contested = Tracked(
            Believe(Answer(PaymentState.Captured, 1, Finality.Final), Answer(PaymentState.Declined, 2, Finality.Final)));

        Assert.Equal((PaymentVerdict.Unknown, Finality.Unknown), (unanswered.Verdict, unanswered.Finality));
        Assert.Equal((PaymentVerdict.Unknown, Finality.Unknown), (contested.Verdict, contested.Finality));
    }

    [Fact]
    public void Policy_and_progress_are_kept_and_null_counts_as_the_default()
    {
        var policy = new TrackingPolicy { Deadline = Start };
        var progress = new ScheduleProgress { Phase = SchedulePhase.Provisional, Step = 3 };

        var transaction = Tracked() with { Policy = policy, Progress = progress };
        var stored = transaction with { Policy = null!, Progress = null! };

        Assert.Equal((policy, progress), (transaction.Policy, transaction.Progress));
        // As for a stored document in which they are missing.
        Assert.Equal((TrackingPolicy.Default, new ScheduleProgress()), (stored.Policy, stored.Progress));
    }

    [Fact]
    public void Transactions_with_the_same_attempts_are_equal()
    {
        var attempts = new List<TrackedAttempt> { new() { StartedAt = Start, GatewayReference = "G1" } };

        var transaction = Tracked() with { EarlierAttempts = attempts };
        var same = Tracked() with { EarlierAttempts = [.. attempts] };
        attempts.Clear();

        Assert.Equal("G1", Assert.Single(transaction.EarlierAttempts).GatewayReference);
        Assert.Equal(transaction, same);
        Assert.NotEqual(transaction, Tracked());
        Assert.Empty((transaction with { EarlierAttempts = null! }).EarlierAttempts);
    }

    [Fact]
    public void Text_has_the_number_the_client_the_references_the_status_and_the_belief()
    {
        var transaction = Tracked(Believe(Answer(PaymentState.Pending)));

        Assert.Equal(
            "7 cards G1 ORDER-1 Active: cards G1 ORDER-1: Pending Open",
            (transaction with { GatewayReference = "G1", MerchantReference = "ORDER-1" }).ToString());
        Assert.Equal("7 cards - - Active: no answer yet", Tracked().ToString());
    }

    private static TrackedTransaction Tracked(StatusBelief? belief = null) => new()
    {
        Id = 7,
        ClientName = "cards",
        Query = TransactionQuery.ByMerchantReference("ORDER-1"),
        Status = TrackingStatus.Active,
        Belief = belief,
    };
}
