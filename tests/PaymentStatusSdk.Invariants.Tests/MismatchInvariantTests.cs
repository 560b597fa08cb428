using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Invariants.Tests;

/// <summary>A mismatch suspends the verdict until an answer about the payment has a state.</summary>
public sealed class MismatchInvariantTests
{
    private readonly CheckedPayment _payment = new();

    [Theory]
    [InlineData(PaymentState.Declined)]
    [InlineData(PaymentState.Captured)]
    public void Mismatch_that_an_answer_without_a_state_ends_is_a_violation(PaymentState state)
    {
        _payment.Merge(CheckedPayment.Answer(state, 1));
        Mismatch();

        _payment.Merge(CheckedPayment.Answer(PaymentState.Unknown, 21));

        _payment.AssertViolation("an answer without a readable state ended its mismatch");
    }

    [Fact]
    public void Mismatch_that_outlasts_an_answer_without_a_state_is_legal()
    {
        var answer = CheckedPayment.Answer(PaymentState.Unknown, 21);
        _payment.Merge(CheckedPayment.Answer(PaymentState.Captured, 1));
        Mismatch();

        _payment.Commit(answer, _payment.After(answer) with { HasMismatch = true }, kind: null);
        _payment.Merge(CheckedPayment.Answer(PaymentState.Captured, 31));

        _payment.AssertLegal();
    }

    [Theory]
    [InlineData(TrackingStatus.Completed, true)]
    [InlineData(TrackingStatus.Active, false)]
    public void Settled_payment_that_stays_completed_by_an_answer_about_another_one_is_a_violation(TrackingStatus status, bool isViolation)
    {
        var answer = CheckedPayment.Answer(PaymentState.Captured, 1);
        _payment.Commit(answer, _payment.After(answer) with { Status = TrackingStatus.Completed });

        Mismatch(status);

        if (isViolation) _payment.AssertViolation("is completed although its last answer was about another transaction");
        else _payment.AssertLegal();
    }

    private void Mismatch(TrackingStatus status = TrackingStatus.Active) => _payment.Commit(
        CheckedPayment.Answer(PaymentState.Unknown, 11) with { Outcome = LookupOutcome.Mismatch },
        _payment.Row with { HasMismatch = true, Status = status }, StatusChangeKind.Mismatch);
}
