using PaymentStatusSdk.Tracking.Checks;
using static PaymentStatusSdk.Tracking.Tests.Checks.TrackedPayment;

namespace PaymentStatusSdk.Tracking.Tests.Checks;

/// <summary>Answers: what they add to the row, and which of them are reported.</summary>
public class CheckRulesAnswerTests
{
    private const string Uuid = "5b1c2d3e-4f50-6172-8394-a5b6c7d8e9f0";
    private const string OtherSpelling = "{5B1C2D3E-4F50-6172-8394-A5B6C7D8E9F0}";

    // Handlers and stores compare references as text, so the spelling that the caller knows is kept.
    [Theory]
    [InlineData(Uuid, null, OtherSpelling, "ORDER-1", Uuid, "ORDER-1")]
    [InlineData(Uuid, null, Uuid, null, Uuid, null)]
    [InlineData(null, "ORDER-1", OtherSpelling, "order-1", OtherSpelling, "ORDER-1")]
    [InlineData(null, "ORDER-1", null, "ORDER-1", null, "ORDER-1")]
    [InlineData(Uuid, "ORDER-1", null, "ORDER-1", Uuid, "ORDER-1")]
    [InlineData(Uuid, "ORDER-1", Uuid, null, Uuid, "ORDER-1")]
    public void Answer_adds_the_references_that_the_row_does_not_know(
        string? knownGateway, string? knownMerchant, string? gateway, string? merchant, string? expectedGateway, string? expectedMerchant)
    {
        var payment = new TrackedPayment();
        payment.Row = payment.Row with { GatewayReference = knownGateway, MerchantReference = knownMerchant };

        payment.CheckWhenDue(
            CheckReport.Of(Result(PaymentState.Pending) with { GatewayReference = gateway, MerchantReference = merchant }));

        Assert.Equal((expectedGateway, expectedMerchant), (payment.Row.GatewayReference, payment.Row.MerchantReference));
    }

    // The last change that the merchant received says Unknown, so a verdict that applies again is news; a pending payment is none.
    [Theory]
    [InlineData(PaymentState.Captured, true)]
    [InlineData(PaymentState.Declined, true)]
    [InlineData(PaymentState.Refunded, true)]
    [InlineData(PaymentState.Pending, false)]
    [InlineData(PaymentState.Unknown, false)]
    public void Verdict_that_a_mismatch_suspended_is_reported_when_it_applies_again(PaymentState state, bool isReported)
    {
        var payment = new TrackedPayment();
        payment.CheckWhenDue(Answer(state, Finality.Provisional));
        payment.CheckWhenDue(Found(LookupOutcome.Mismatch));

        Assert.Equal(isReported ? [StatusChangeKind.Changed] : [], payment.CheckWhenDue(Answer(state, Finality.Provisional)));
        Assert.Empty(payment.CheckWhenDue(Answer(state, Finality.Provisional)));
    }

    [Fact]
    public void Row_has_the_outcome_of_its_latest_result()
    {
        var payment = new TrackedPayment();
        LookupOutcome[] outcomes =
        [
            LookupOutcome.Answered, LookupOutcome.NotFound, LookupOutcome.Answered, LookupOutcome.Ambiguous, LookupOutcome.Answered,
            LookupOutcome.Mismatch, LookupOutcome.NotFound, LookupOutcome.Unknown,
        ];

        foreach (var outcome in outcomes)
        {
            payment.CheckWhenDue(outcome == LookupOutcome.Answered ? Answer(PaymentState.Pending) : Found(outcome));
            Assert.Equal(outcome, payment.Row.LastOutcome);
        }
    }

    // Only news restarts the schedule.
    [Fact]
    public void Answer_about_another_transaction_does_not_restart_the_schedule()
    {
        var payment = new TrackedPayment();
        for (var i = 0; i < 3; i++) payment.CheckWhenDue(Answer(PaymentState.Pending));

        payment.CheckWhenDue(AnswerOf("g-2", PaymentState.Captured));

        Assert.Equal(TimeSpan.FromSeconds(40), payment.Wait);
    }

    // One tick is the smallest step: the time of the answer stays as close to the real one as the order permits.
    [Theory]
    [InlineData(0, 1)]
    [InlineData(-10, 1)]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    public void Answer_of_a_later_check_is_later_than_the_previous_answer(long ticks, long expected)
    {
        var payment = new TrackedPayment();
        payment.CheckWhenDue(Answer(PaymentState.Pending));

        payment.CheckWhenDue(CheckReport.Of(Result(PaymentState.Authorized) with { AskedAt = Start.AddTicks(ticks) }));

        Assert.Equal(Start.AddTicks(expected), payment.Row.Belief!.Latest.AskedAt);
    }
}
