using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Invariants.Tests;

/// <summary>An answer belongs to the attempt that it names, and a failure begins or ends no other attempt.</summary>
public sealed class AttemptInvariantTests
{
    private readonly CheckedPayment _payment = new();

    public AttemptInvariantTests() => _payment.Merge(CheckedPayment.Answer(PaymentState.Declined, 1));

    [Fact]
    public void Failure_of_the_last_attempt_that_becomes_the_failure_of_the_next_one_is_a_violation()
    {
        _payment.BeginAttempt();

        _payment.Merge(CheckedPayment.Answer(PaymentState.Declined, 21));

        _payment.AssertViolation("has two attempts with the reference g-1");
    }

    [Fact]
    public void Failure_of_the_next_attempt_under_its_own_reference_is_legal()
    {
        _payment.BeginAttempt();

        _payment.Merge(CheckedPayment.Answer(PaymentState.Declined, 21, "g-2"));

        _payment.AssertLegal();
    }

    [Theory]
    [InlineData(PaymentState.Declined, true)]
    [InlineData(PaymentState.Captured, false)]
    public void Earlier_attempt_that_has_failed_and_becomes_the_current_one_is_a_violation(PaymentState state, bool isViolation)
    {
        var first = _payment.Row;
        _payment.BeginAttempt();
        var answer = CheckedPayment.Answer(state, 21);

        _payment.Commit(
            answer, first with { Belief = StatusRules.Advance(first.Belief, answer), Sequence = _payment.Row.Sequence },
            StatusChangeKind.Overturned);

        if (isViolation) _payment.AssertViolation("is no longer the current one after the answer Declined");
        else _payment.AssertLegal();
    }

    [Theory]
    [InlineData(PaymentState.Declined, true)]
    [InlineData(PaymentState.Pending, false)]
    public void Attempt_of_a_duplicate_that_fails_and_becomes_the_current_one_is_a_violation(PaymentState state, bool isViolation)
    {
        _payment.TakeOver(CheckedPayment.Answer(PaymentState.Pending, 1, "g-2"));
        _payment.Merge(CheckedPayment.Answer(PaymentState.Declined, 21));
        _payment.BeginAttempt();
        var (first, second) = (_payment.Row.EarlierAttempts[0], _payment.Row.EarlierAttempts[1]);
        var answer = CheckedPayment.Answer(state, 41, "g-2");

        _payment.Commit(answer, _payment.Row with
        {
            Belief = StatusRules.Advance(second.Belief, answer),
            GatewayReference = second.GatewayReference,
            AttemptStartedAt = second.StartedAt,
            EarlierAttempts = [first],
        });

        if (isViolation) _payment.AssertViolation("is no longer the current one after the answer Declined");
        else _payment.AssertLegal();
    }

    [Theory]
    [InlineData(true, PaymentState.Captured)]
    [InlineData(true, PaymentState.Refunded)]
    [InlineData(false, PaymentState.Captured)]
    public void Verdict_of_one_of_two_attempts_that_were_paid_is_a_violation(bool keepsMismatch, PaymentState next)
    {
        _payment.BeginAttempt();
        _payment.Merge(CheckedPayment.Answer(PaymentState.Captured, 21, "g-2"));
        var answer = CheckedPayment.Answer(PaymentState.Captured, 31);
        var first = _payment.Row.EarlierAttempts[0];
        var both = _payment.Row with
        {
            HasMismatch = true,
            EarlierAttempts = [first with { Belief = StatusRules.Advance(first.Belief, answer) }],
        };
        _payment.Commit(answer, both, StatusChangeKind.Overturned);

        answer = CheckedPayment.Answer(next, 41, "g-2");
        _payment.Commit(answer, _payment.After(answer) with { HasMismatch = keepsMismatch });

        if (keepsMismatch) _payment.AssertLegal();
        else _payment.AssertViolation("reads Success although 2 of its attempts were paid");
    }

    [Fact]
    public void Attempt_that_replaces_the_current_one_without_an_answer_is_a_violation()
    {
        var first = _payment.Row;
        _payment.BeginAttempt();

        _payment.Commit(null, first);

        _payment.AssertViolation("is no longer the current one after the answer");
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("g-1", false)]
    public void Payment_that_is_tracked_again_after_its_failure_without_a_new_attempt_is_a_violation(string? reference, bool isViolation)
    {
        var fresh = Payment.Row() with { GatewayReference = reference, Query = TransactionQuery.ByMerchantReference("m-1") };

        _payment.Track(_payment.Row, fresh);

        if (isViolation) _payment.AssertViolation("was tracked again after its final failure, and no attempt began");
        else _payment.AssertLegal();
    }
}
