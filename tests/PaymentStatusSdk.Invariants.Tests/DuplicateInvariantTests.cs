using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Invariants.Tests;

/// <summary>A row that has taken over the attempts of its duplicate is judged like any other row after its next answer.</summary>
public sealed class DuplicateInvariantTests
{
    private readonly CheckedPayment _payment = new();

    public DuplicateInvariantTests()
    {
        _payment.TakeOver(CheckedPayment.Answer(PaymentState.Declined, 1, "g-2"));
        _payment.Merge(CheckedPayment.Answer(PaymentState.Pending, 21));
    }

    [Theory]
    [InlineData(StatusChangeKind.Changed, true)]
    [InlineData(StatusChangeKind.Overturned, false)]
    public void Attempt_of_a_duplicate_that_is_paid_after_its_final_failure_and_is_not_reported_as_overturned_is_a_violation(
        StatusChangeKind kind, bool isViolation)
    {
        var answer = CheckedPayment.Answer(PaymentState.Captured, 31, "g-2");
        var row = _payment.Row;
        var attempt = row.EarlierAttempts[0];
        _payment.Commit(
            answer,
            row with
            {
                Belief = StatusRules.Advance(attempt.Belief, answer),
                GatewayReference = attempt.GatewayReference,
                AttemptStartedAt = attempt.StartedAt,
                EarlierAttempts =
                [
                    new TrackedAttempt { StartedAt = row.TrackedAt, GatewayReference = row.GatewayReference, Belief = row.Belief },
                ],
            },
            kind);

        if (isViolation) _payment.AssertViolation("the final failure of g-2 was paid after all, and no change says so");
        else _payment.AssertLegal();
    }

    [Fact]
    public void State_of_no_answer_is_a_violation()
    {
        var answer = CheckedPayment.Answer(PaymentState.Authorized, 31);
        var after = _payment.After(answer);
        var belief = after.Belief!;

        _payment.Commit(answer, after with { Belief = belief with { Facts = [.. belief.Facts, PaymentState.ActionRequired] } });

        _payment.AssertViolation("has the states ActionRequired of no answer");
    }

    [Fact]
    public void Mismatch_that_outlasts_an_answer_about_the_payment_is_a_violation()
    {
        var answer = CheckedPayment.Answer(PaymentState.Captured, 31);

        _payment.Commit(answer, _payment.After(answer) with { HasMismatch = true });

        _payment.AssertViolation("has a mismatch after the answer Captured");
    }
}
