using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Invariants.Tests;

/// <summary>A payment that is not final has a next check, or a change that says why not, even if it was settled before.</summary>
public sealed class CompletionInvariantTests
{
    private readonly CheckedPayment _payment = new();

    [Theory]
    [InlineData(TrackingStatus.Completed, true)]
    [InlineData(TrackingStatus.Active, false)]
    public void Settled_payment_that_is_no_longer_final_and_stays_completed_is_a_violation(TrackingStatus status, bool isViolation)
    {
        var paid = CheckedPayment.Answer(PaymentState.Captured, 1);
        _payment.Commit(paid, _payment.After(paid) with { Status = TrackingStatus.Completed });

        var answer = CheckedPayment.Answer(PaymentState.Captured, 11) with { Finality = Finality.Provisional };
        _payment.Commit(answer, _payment.After(answer) with { Status = status });

        if (isViolation) _payment.AssertViolation("is completed although it is not final, and no change says why");
        else _payment.AssertLegal();
    }

    [Fact]
    public void Settled_payment_stays_completed_by_a_check_without_an_answer()
    {
        var paid = CheckedPayment.Answer(PaymentState.Captured, 1);
        _payment.Commit(paid, _payment.After(paid) with { Status = TrackingStatus.Completed });

        _payment.Commit(answer: null, _payment.Row, kind: null);

        _payment.AssertLegal();
    }
}
