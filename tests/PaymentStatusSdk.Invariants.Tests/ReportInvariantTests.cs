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

    [Theory]
    [InlineData(FundsState.Missing, 10, 1, true)]
    [InlineData(FundsState.Awaited, 20, 1, true)]
    [InlineData(FundsState.Awaited, 10, 2, true)]
    [InlineData(FundsState.Awaited, 10, 1, false)]
    public void Other_funds_or_amounts_without_a_change_are_a_violation(FundsState funds, int amount, int refunded, bool isViolation)
    {
        _payment.Merge(Refunded(1, FundsState.Awaited, 10, 1));

        _payment.Merge(Refunded(21, funds, amount, refunded), kind: null);

        if (isViolation) _payment.AssertViolation("went from ReportedAnswer");
        else _payment.AssertLegal();
    }

    [Fact]
    public void Finality_of_a_state_without_a_verdict_is_reported()
    {
        _payment.Merge(CheckedPayment.Answer(PaymentState.Authorized, 1) with { Finality = Finality.Open });

        _payment.Merge(CheckedPayment.Answer(PaymentState.Authorized, 21) with { Finality = Finality.Provisional }, kind: null);

        _payment.AssertViolation("went from ReportedAnswer");
    }

    [Theory]
    [InlineData(StatusChangeKind.Stalled, true)]
    [InlineData(StatusChangeKind.Changed, false)]
    public void Other_amount_that_a_change_about_something_else_reports_is_a_violation(StatusChangeKind kind, bool isViolation)
    {
        _payment.Merge(Refunded(1, FundsState.Awaited, 10, 1));

        _payment.Merge(Refunded(21, FundsState.Awaited, 10, 2), kind);

        if (isViolation) _payment.AssertViolation("went from ReportedAnswer");
        else _payment.AssertLegal();
    }

    [Fact]
    public void Unreadable_answer_needs_no_change()
    {
        _payment.Merge(Refunded(1, FundsState.Awaited, 10, 1));

        _payment.Merge(CheckedPayment.Answer(PaymentState.Unknown, 21), kind: null);

        _payment.AssertLegal();
    }

    [Fact]
    public void Contradiction_that_lasts_is_reported_once()
    {
        _payment.Merge(CheckedPayment.Answer(PaymentState.Captured, 1));
        _payment.Merge(CheckedPayment.Answer(PaymentState.Pending, 21), StatusChangeKind.Contested);

        _payment.Merge(CheckedPayment.Answer(PaymentState.Pending, 31), kind: null);

        _payment.AssertLegal();
    }

    private static TransactionStatusResult Refunded(double at, FundsState funds, int amount, int refunded) =>
        CheckedPayment.Answer(PaymentState.PartiallyRefunded, at) with
        {
            Funds = funds,
            Amount = new Money(amount, "EUR"),
            RefundedAmount = new Money(refunded, "EUR"),
        };
}
