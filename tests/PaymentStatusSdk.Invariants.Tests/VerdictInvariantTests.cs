using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Invariants.Tests;

/// <summary>The invariants of the verdict report what violates them, and accept the histories that only look like it.</summary>
public sealed class VerdictInvariantTests
{
    private readonly InvariantChecker _checker = new(new InvariantSettings { SeesEveryEvent = true });
    private TrackedTransaction _row = Payment.Row();
    private long _fence;

    public VerdictInvariantTests() => Enroll(_row);

    [Fact]
    public void Mismatch_that_outlasts_an_answer_about_the_payment_is_a_violation()
    {
        var answer = Payment.Answer(PaymentState.Declined);

        Commit(answer, After(answer) with { HasMismatch = true });

        AssertViolation("has a mismatch after the answer Declined for g-1");
    }

    [Fact]
    public void Mismatch_without_a_belief_that_outlasts_an_answer_is_a_violation()
    {
        Commit(Payment.Answer(PaymentState.Declined), _row with { HasMismatch = true });

        AssertViolation("has a mismatch after the answer Declined for g-1");
    }

    [Fact]
    public void Mismatch_that_lasts_until_the_next_answer_is_legal()
    {
        Merge(Payment.Answer(PaymentState.Captured));
        Commit(Other(LookupOutcome.Mismatch), _row with { HasMismatch = true });
        Commit(null, _row);
        Merge(Payment.Answer(PaymentState.Captured, 31));

        Assert.Empty(_checker.Violations);
    }

    [Fact]
    public void Mismatch_for_an_answer_of_another_kind_is_legal()
    {
        Merge(Payment.Answer(PaymentState.Captured));
        Commit(Payment.Answer(PaymentState.Captured, 11) with { Kind = TransactionKind.Refund }, _row with { HasMismatch = true });

        Assert.Empty(_checker.Violations);
    }

    [Fact]
    public void Contested_row_whose_answers_agree_is_a_violation()
    {
        var answer = Payment.Answer(PaymentState.Declined);
        var belief = StatusRules.Advance(null, answer)!;

        Commit(answer, _row with { Belief = belief with { Latest = belief.Latest with { State = PaymentState.Pending } } });

        AssertViolation("reads Unknown, but its answers up to Declined say Failure");
    }

    [Fact]
    public void Row_that_is_not_contested_by_a_contradiction_is_a_violation()
    {
        Merge(Payment.Answer(PaymentState.Captured));
        var answer = Payment.Answer(PaymentState.Pending, 11);
        var belief = StatusRules.Advance(_row.Belief, answer)!;

        Commit(answer, _row with { Belief = belief with { Latest = belief.Strongest } });

        AssertViolation("reads Success, but its answers up to Pending say Unknown");
    }

    [Theory]
    [InlineData(PaymentState.Captured, PaymentState.Pending, PaymentState.Captured)]
    [InlineData(PaymentState.Declined, PaymentState.Failed, PaymentState.Captured)]
    [InlineData(PaymentState.Captured, PaymentState.PartiallyRefunded, PaymentState.Refunded)]
    [InlineData(PaymentState.Captured, PaymentState.Unknown, PaymentState.Declined)]
    public void Verdict_that_follows_from_the_answers_is_legal(PaymentState first, PaymentState second, PaymentState third)
    {
        Merge(Payment.Answer(first));
        Merge(Payment.Answer(second, 11));
        Merge(Payment.Answer(third, 21));

        Assert.Empty(_checker.Violations);
    }

    [Fact]
    public void Verdict_that_ends_although_the_gateway_does_not_know_the_payment_is_a_violation()
    {
        Merge(Payment.Answer(PaymentState.Declined));

        Commit(Other(LookupOutcome.NotFound), _row with { HasMismatch = true });

        AssertViolation("went from Failure to Unknown without an answer that said so");
    }

    [Fact]
    public void Verdict_that_stays_although_the_gateway_does_not_know_the_payment_is_legal()
    {
        Merge(Payment.Answer(PaymentState.Declined));

        Commit(Other(LookupOutcome.NotFound), _row);

        Assert.Empty(_checker.Violations);
    }

    [Fact]
    public void Payment_that_is_contested_by_an_unreadable_answer_is_a_violation()
    {
        Merge(Payment.Answer(PaymentState.Captured));
        var answer = Payment.Answer(PaymentState.Unknown, 11);
        var belief = StatusRules.Advance(_row.Belief, answer)!;

        Commit(answer, _row with { Belief = belief with { Latest = belief.Latest with { State = PaymentState.Unknown } } });

        AssertViolation("went from Success to Unknown by the unreadable answer Unknown");
    }

    [Fact]
    public void Failure_of_a_payment_whose_kind_is_lost_is_a_violation()
    {
        var answer = Payment.Answer(PaymentState.Declined);
        var belief = StatusRules.Advance(null, answer)!;

        Commit(answer, _row with { Belief = belief with { Kind = TransactionKind.Unknown } });

        AssertViolation("reads Unknown, but its answers up to Declined say Failure");
    }

    [Fact]
    public void Verdict_by_an_answer_about_another_payment_is_a_violation()
    {
        Merge(Payment.Answer(PaymentState.Declined));
        var answer = Payment.Answer(PaymentState.Captured, 11) with { GatewayReference = "g-2" };

        Commit(answer, _row with { Belief = StatusRules.Advance(null, answer) });

        AssertViolation("went from Failure to Success by an answer for g-2");
    }

    [Fact]
    public void State_of_no_answer_is_a_violation()
    {
        var answer = Payment.Answer(PaymentState.Pending);
        var belief = StatusRules.Advance(null, answer)!;

        Commit(answer, _row with { Belief = belief with { Facts = [.. belief.Facts, PaymentState.ActionRequired] } });

        AssertViolation("has the states ActionRequired of no answer");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void New_attempt_that_keeps_the_belief_of_the_last_one_is_a_violation(bool keepsBelief)
    {
        Merge(Payment.Answer(PaymentState.Declined));

        BeginAttempt(keepsBelief ? _row.Belief : null);

        if (keepsBelief) AssertViolation("begins an attempt, and reads Failure before any answer about it");
        else Assert.Empty(_checker.Violations);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Payment_that_is_tracked_again_with_another_verdict_is_a_violation(bool losesVerdict)
    {
        Merge(Payment.Answer(PaymentState.Captured));

        Enroll(_row with { HasMismatch = losesVerdict });

        if (losesVerdict) AssertViolation("was tracked again, and went from Success to Unknown");
        else Assert.Empty(_checker.Violations);
    }

    [Fact]
    public void Failure_of_the_last_attempt_without_a_reference_does_not_count_for_the_next_one()
    {
        BeginWithoutReference();
        var failed = _row.Belief;
        BeginAttempt(null);

        Commit(Nameless(PaymentState.Pending, 21), _row with { Belief = failed });

        AssertViolation("reads Failure, and no answer for it said so");
    }

    [Fact]
    public void Failure_of_the_next_attempt_without_a_reference_is_legal_after_another_answer()
    {
        BeginWithoutReference();
        BeginAttempt(null);

        Merge(Nameless(PaymentState.Pending, 21));
        Merge(Nameless(PaymentState.Declined, 31));

        Assert.Empty(_checker.Violations);
    }

    [Fact]
    public void Earlier_attempt_that_is_paid_becomes_the_current_one_legally()
    {
        Merge(Payment.Answer(PaymentState.Declined));
        var first = _row;
        BeginAttempt(null);

        var answer = Payment.Answer(PaymentState.Captured, 21);
        Commit(answer, first with { Belief = StatusRules.Advance(first.Belief, answer) });

        Assert.Empty(_checker.Violations);
    }

    [Theory]
    [InlineData(false, 2, false)]
    [InlineData(false, 2.1, true)]
    [InlineData(true, 1, false)]
    [InlineData(true, 1.1, true)]
    public void Next_check_long_after_the_deadline_is_a_violation(bool isAnswered, double hours, bool isViolation)
    {
        var answer = isAnswered ? Payment.Answer(PaymentState.Pending) : null;

        Commit(answer, answer is null ? _row : After(answer), _row.DeadlineAt + TimeSpan.FromHours(hours));

        if (isViolation) AssertViolation("after its deadline");
        else Assert.Empty(_checker.Violations);
    }

    private static TransactionStatusResult Other(LookupOutcome outcome) =>
        Payment.Answer(PaymentState.Unknown, 11) with { Outcome = outcome };

    private static TransactionStatusResult Nameless(PaymentState state, double at) =>
        Payment.Answer(state, at) with { GatewayReference = null, MerchantReference = "m-1" };

    private void BeginWithoutReference()
    {
        _row = _row with { Id = 2, GatewayReference = null, MerchantReference = "m-1" };
        Enroll(_row);
        Merge(Nameless(PaymentState.Declined, 1));
    }

    /// <summary>The merchant tracks the payment again after its failure.</summary>
    private void BeginAttempt(StatusBelief? belief) => Enroll(_row with
    {
        Belief = belief,
        GatewayReference = null,
        AttemptStartedAt = ProcessLog.At(_fence + 1_000),
        EarlierAttempts =
        [
            new TrackedAttempt { StartedAt = _row.TrackedAt, GatewayReference = _row.GatewayReference, Belief = _row.Belief },
        ],
    });

    private void Enroll(TrackedTransaction row)
    {
        _row = row;
        _checker.Add(new RowEnrolled(ProcessLog.Start, row, ++_fence));
    }

    private TrackedTransaction After(TransactionStatusResult answer) =>
        _row with { Belief = StatusRules.Advance(_row.Belief, answer), HasMismatch = false };

    private void Merge(TransactionStatusResult answer) => Commit(answer, After(answer));

    /// <summary>Commits the next check, with a change that reports it.</summary>
    private void Commit(TransactionStatusResult? answer, TrackedTransaction after, DateTimeOffset? next = null)
    {
        var (fence, at) = (++_fence, ProcessLog.At(10 * _fence));
        after = after with { CheckCount = _row.CheckCount + 1, Sequence = _row.Sequence + 1, NextCheckAt = next ?? at.AddSeconds(20) };
        _checker.Add(new CheckClaimed(at, after.Id, fence, at.AddSeconds(5)));
        _checker.Add(new QueryAnswered(at.AddSeconds(1), after.Id, fence, at, answer));
        var isContested = after.Belief?.IsContested == true && _row.Belief?.IsContested != true;
        var change = after.Change(isContested ? StatusChangeKind.Contested : StatusChangeKind.Changed);
        _checker.Add(new CheckCommitted(at.AddSeconds(2), after, fence, CommitOutcome.Written, [change]));
        _row = after;
    }

    private void AssertViolation(string text) =>
        Assert.Contains(_checker.Violations, violation => violation.Contains(text, StringComparison.Ordinal));
}
