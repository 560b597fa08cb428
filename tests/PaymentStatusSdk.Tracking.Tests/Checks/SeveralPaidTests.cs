using PaymentStatusSdk.Tracking.Checks;
using static PaymentStatusSdk.Tracking.Tests.Checks.TrackedPayment;

namespace PaymentStatusSdk.Tracking.Tests.Checks;

/// <summary>
/// Several attempts of one payment that were paid, or an earlier one with another amount: the verdict stays Unknown, whatever an answer
/// about one of them says.
/// </summary>
public class SeveralPaidTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void Two_paid_attempts_are_reported_and_have_no_verdict()
    {
        var payment = Declined("g-1");
        payment.TrackAgain(later: Hour);
        payment.CheckWhenDue(AnswerOf("g-2", PaymentState.Captured));
        payment.Row = payment.Row with { Status = TrackingStatus.Active };
        payment.Wakes++;

        var reported = payment.CheckNow(AnswerOf("g-1", PaymentState.Captured));

        Assert.Equal([StatusChangeKind.Mismatch, StatusChangeKind.Overturned], reported);
        Assert.Equal(("g-2", PaymentVerdict.Unknown), (payment.Row.GatewayReference, payment.Row.Verdict));
        Assert.True(payment.Row.EarlierAttempts[0].Belief!.IsOverturned);
        Assert.Empty(payment.CheckNow(AnswerOf("g-1", PaymentState.Captured)));
        Assert.Equal(SchedulePosition.RechecksAfterWakeup - 2, payment.Row.Progress.Rechecks);
        // An answer about one of them does not decide which one counts.
        Assert.Empty(payment.CheckNow(AnswerOf("g-2", PaymentState.Captured)));
        Assert.Equal((true, PaymentVerdict.Unknown), (payment.Row.HasMismatch, payment.Row.Verdict));
    }

    [Fact]
    public void Second_attempt_that_is_paid_after_the_first_one_leaves_no_verdict()
    {
        var payment = Declined("g-1");
        payment.TrackAgain(later: Hour);
        payment.CheckWhenDue(AnswerOf("g-2", PaymentState.Pending));
        payment.CheckWhenDue(AnswerOf("g-1", PaymentState.Captured));
        payment.Row = payment.Row with { Status = TrackingStatus.Active };
        payment.Wakes++;

        Assert.Equal([StatusChangeKind.Mismatch], payment.CheckNow(AnswerOf("g-2", PaymentState.Captured)));

        Assert.Empty(payment.CheckNow(AnswerOf("g-1", PaymentState.Captured)));
        Assert.Equal(
            ("g-1", PaymentVerdict.Unknown, Finality.Unknown),
            (payment.Row.GatewayReference, payment.Row.Verdict, payment.Row.Finality));
    }

    // As after the merge of two rows.
    [Fact]
    public void Payment_beside_another_paid_attempt_is_reported_as_a_mismatch_after_each_change()
    {
        var payment = new TrackedPayment();
        payment.Row = payment.Row with { EarlierAttempts = [Earlier("g-1", PaymentState.Captured)] };

        Assert.Equal(
            [StatusChangeKind.Changed, StatusChangeKind.Mismatch], payment.CheckWhenDue(AnswerOf("g-2", PaymentState.Captured)));
        Assert.All(payment.Changes, change => Assert.Equal(PaymentVerdict.Unknown, change.Transaction.Verdict));
        Assert.Empty(payment.CheckWhenDue(AnswerOf("g-2", PaymentState.Captured)));
        Assert.Equal(
            [StatusChangeKind.Changed, StatusChangeKind.Mismatch], payment.CheckWhenDue(AnswerOf("g-2", PaymentState.Refunded)));
        Assert.Equal((TrackingStatus.Active, PaymentVerdict.Unknown), (payment.Row.Status, payment.Row.Verdict));
    }

    [Fact]
    public void Attempt_that_becomes_current_again_beside_another_paid_one_is_a_mismatch()
    {
        var payment = new TrackedPayment();
        payment.Row = payment.Row with
        {
            GatewayReference = "g-3",
            Belief = Believe(PaymentState.Pending, "g-3"),
            EarlierAttempts = [Earlier("g-2", PaymentState.Declined), Earlier("g-1", PaymentState.Captured)],
        };

        Assert.Equal(
            [StatusChangeKind.Overturned, StatusChangeKind.Mismatch], payment.CheckWhenDue(AnswerOf("g-2", PaymentState.Captured)));

        Assert.Equal(("g-2", PaymentVerdict.Unknown), (payment.Row.GatewayReference, payment.Row.Verdict));
    }

    // A person has to examine it, and must not learn from the next answer that the payment has failed.
    [Theory]
    [InlineData(PaymentState.Pending)]
    [InlineData(PaymentState.Declined)]
    [InlineData(PaymentState.Captured)]
    public void Earlier_attempt_that_is_paid_with_another_amount_leaves_no_verdict(PaymentState next)
    {
        var payment = Declined("g-1");
        payment.Row = payment.Row with { Query = payment.Row.Query with { ExpectedAmount = new Money(10, "EUR") } };
        payment.TrackAgain(
            TransactionQuery.ByMerchantReference("ORDER-1") with { ExpectedAmount = new Money(20, "EUR") }, later: Hour);
        var paid = Result(PaymentState.Captured, Finality.Final) with { Amount = new Money(20, "EUR") };
        payment.CheckNow(CheckReport.Of(paid));
        // An answer without an amount does not make the payment one of the expected amount.
        payment.CheckWhenDue(AnswerOf("g-1", PaymentState.Declined));
        Assert.Equal((null, true), (payment.Row.GatewayReference, payment.Row.HasMismatch));

        payment.CheckWhenDue(AnswerOf("g-2", next));

        Assert.Equal(("g-2", true), (payment.Row.GatewayReference, payment.Row.HasMismatch));
        Assert.Contains(StatusChangeKind.Mismatch, payment.Reported);
        Assert.All(payment.Changes.Skip(1), change => Assert.Equal(PaymentVerdict.Unknown, change.Transaction.Verdict));
        Assert.Equal(TrackingStatus.Active, payment.Row.Status);
    }

    [Theory]
    [InlineData(10, 10, false)]
    [InlineData(10, null, false)]
    [InlineData(10, 20, true)]
    [InlineData(null, 20, false)]
    public void Earlier_attempt_is_of_another_amount_when_an_answer_states_one(int? expected, int? stated, bool isOther)
    {
        var attempt = Earlier("g-1", PaymentState.Declined) with { ExpectedAmount = Euros(expected) };
        var paid = StatusRules.Advance(null, Result(PaymentState.Captured) with { Amount = Euros(stated) })!;
        var contested = StatusRules.Advance(paid, Result(PaymentState.Pending) with { AskedAt = Start.AddHours(1) });
        var pending = StatusRules.Advance(
            Believe(PaymentState.Captured), Result(PaymentState.Pending) with { AskedAt = Start.AddHours(1), Amount = Euros(stated) });

        StatusBelief[] beliefs = [paid, contested, pending];
        Assert.All(beliefs, belief => Assert.Equal(isOther, Attempts.IsOfAnotherAmount(attempt, belief)));

        static Money? Euros(int? amount) => amount is { } known ? new Money(known, "EUR") : null;
    }

    private static TrackedAttempt Earlier(string gatewayReference, PaymentState state) => new()
    {
        StartedAt = Start.AddHours(-1),
        GatewayReference = gatewayReference,
        Belief = Believe(state, gatewayReference),
    };

    private static TrackedPayment Declined(string gatewayReference)
    {
        var payment = new TrackedPayment();
        payment.CheckWhenDue(AnswerOf(gatewayReference, PaymentState.Declined));
        return payment;
    }

    private static CheckReport AnswerOf(string gatewayReference, PaymentState state) => CheckReport.Of(
        Result(state, state is PaymentState.Pending ? Finality.Open : Finality.Final) with { GatewayReference = gatewayReference });
}
