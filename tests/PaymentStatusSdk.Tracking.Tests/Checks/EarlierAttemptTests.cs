using static PaymentStatusSdk.Tracking.Tests.Checks.TrackedPayment;

namespace PaymentStatusSdk.Tracking.Tests.Checks;

/// <summary>Answers about the attempts before the current one, which the gateway does not know yet.</summary>
public class EarlierAttemptTests
{
    // Only the gateway reference distinguishes attempts, and a gateway may write it in another case.
    [Theory]
    [InlineData("G-1")]
    [InlineData("G-2")]
    public void Failure_of_an_earlier_attempt_is_recognized_in_another_spelling(string gatewayReference)
    {
        var payment = ThirdAttempt();

        Assert.Empty(payment.CheckNow(AnswerOf(gatewayReference, PaymentState.Declined)));

        Assert.Equal((LookupOutcome.NotFound, false), (payment.Row.LastOutcome, payment.Row.HasMismatch));
        Assert.Equal(["g-2", "g-1"], payment.Row.EarlierAttempts.Select(attempt => attempt.Belief!.GatewayReference));
    }

    // As for a payment that was never made. The grace time begins with the current attempt.
    [Theory]
    [InlineData(59, false)]
    [InlineData(60, true)]
    public void Failure_of_an_earlier_attempt_is_reported_as_not_found_after_the_grace_time(int minutes, bool isReported)
    {
        var payment = ThirdAttempt();
        payment.Now += TimeSpan.FromMinutes(minutes);

        Assert.Equal(isReported ? [StatusChangeKind.NotFound] : [], payment.CheckNow(AnswerOf("g-2", PaymentState.Declined)));
    }

    private static TrackedPayment ThirdAttempt()
    {
        var payment = new TrackedPayment();
        foreach (var gatewayReference in (string[])["g-1", "g-2"])
        {
            payment.CheckNow(AnswerOf(gatewayReference, PaymentState.Declined));
            payment.TrackAgain(later: TimeSpan.FromHours(2));
        }

        return payment;
    }
}
