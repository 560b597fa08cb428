using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Invariants.Tests;

/// <summary>The changes report what the answers say, by their kinds.</summary>
public sealed class ReportInvariantTests
{
    private readonly CheckedPayment _payment = new();

    [Theory]
    [InlineData(StatusChangeKind.Changed, true)]
    [InlineData(StatusChangeKind.Overturned, false)]
    public void Final_failure_that_was_paid_and_is_not_reported_as_overturned_is_a_violation(StatusChangeKind kind, bool isViolation)
    {
        _payment.Merge(CheckedPayment.Answer(PaymentState.Declined, 1));

        _payment.Merge(CheckedPayment.Answer(PaymentState.Captured, 21), kind);

        if (isViolation) _payment.AssertViolation("the final failure of g-1 was paid after all, and no change says so");
        else _payment.AssertLegal();
    }

    [Fact]
    public void Failure_that_may_change_is_not_overturned()
    {
        _payment.Merge(CheckedPayment.Answer(PaymentState.Declined, 1) with { Finality = Finality.Provisional });

        _payment.Merge(CheckedPayment.Answer(PaymentState.Captured, 21));

        _payment.AssertLegal();
    }

    [Fact]
    public void Failure_of_an_earlier_attempt_is_not_overturned_by_the_payment_of_the_next_one()
    {
        _payment.Merge(CheckedPayment.Answer(PaymentState.Declined, 1));
        _payment.BeginAttempt();

        _payment.Merge(CheckedPayment.Answer(PaymentState.Captured, 21, "g-2"));

        _payment.AssertLegal();
    }

    [Fact]
    public void Earlier_attempt_that_was_paid_beside_the_current_one_and_is_not_reported_is_a_violation()
    {
        _payment.Merge(CheckedPayment.Answer(PaymentState.Declined, 1));
        _payment.BeginAttempt();
        _payment.Merge(CheckedPayment.Answer(PaymentState.Pending, 21, "g-2"));

        var answer = CheckedPayment.Answer(PaymentState.Captured, 31);
        var first = _payment.Row.EarlierAttempts[0];
        _payment.Commit(
            answer,
            _payment.Row with
            {
                HasMismatch = true,
                EarlierAttempts = [first with { Belief = StatusRules.Advance(first.Belief, answer) }],
            },
            StatusChangeKind.Mismatch);

        _payment.AssertViolation("the final failure of g-1 was paid after all, and no change says so");
    }

    [Theory]
    [InlineData(StatusChangeKind.Changed, true)]
    [InlineData(StatusChangeKind.Contested, false)]
    public void Contradiction_that_is_not_reported_as_such_is_a_violation(StatusChangeKind kind, bool isViolation)
    {
        _payment.Merge(CheckedPayment.Answer(PaymentState.Captured, 1));

        _payment.Merge(CheckedPayment.Answer(PaymentState.Pending, 21), kind);

        if (isViolation) _payment.AssertViolation("read Success, Pending contests it, and no change says so");
        else _payment.AssertLegal();
    }

    [Fact]
    public void Contradiction_that_lasts_is_reported_once()
    {
        _payment.Merge(CheckedPayment.Answer(PaymentState.Captured, 1));
        _payment.Merge(CheckedPayment.Answer(PaymentState.Pending, 21), StatusChangeKind.Contested);

        _payment.Merge(CheckedPayment.Answer(PaymentState.Pending, 31), kind: null);

        _payment.AssertLegal();
    }
}
