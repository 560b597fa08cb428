using PaymentStatusSdk.Simulators.Recordings;
using PaymentStatusSdk.TestDoubles;

namespace PaymentStatusSdk.Testing.Tests.Recordings;

public sealed class RecordedReadingTests
{
    [Fact]
    public void Reading_of_a_result_has_its_values_without_free_text()
    {
        var result = SampleResults.Paid with
        {
            Reason = FailureReason.TimedOut,
            GatewayReference = "g-1",
            MerchantReference = "m-1",
            Amount = new Money(12.50m, "EUR"),
            RefundedAmount = new Money(1.5m, "CHF"),
            Answer = new GatewayAnswer { State = "CAPTURED", Code = "000", Message = "free text" },
            Anomalies = [new(StatusAnomalyKind.TooEarly, "free text"), new(StatusAnomalyKind.MissingKind, "free text")],
        };

        var reading = RecordedReading.Of(result);

        Assert.Null(reading.Failure);
        Assert.Equal(
            (LookupOutcome.Answered, PaymentState.Captured, Finality.Final, PaymentVerdict.Success),
            (reading.Outcome, reading.State, reading.Finality, reading.Verdict));
        Assert.Equal((FundsState.Received, FailureReason.TimedOut), (reading.Funds, reading.Reason));
        Assert.Equal(("g-1", "m-1"), (reading.GatewayReference, reading.MerchantReference));
        Assert.Equal(("12.50 EUR", "1.5 CHF"), (reading.Amount, reading.RefundedAmount));
        Assert.Equal(("CAPTURED", "000"), (reading.GatewayState, reading.GatewayCode));
        Assert.Equal([StatusAnomalyKind.TooEarly, StatusAnomalyKind.MissingKind], reading.Anomalies);
    }

    [Fact]
    public void Reading_of_a_result_without_amounts_has_none()
    {
        var reading = RecordedReading.Of(new TransactionStatusResult { ClientName = "cards" });

        Assert.Null(reading.Amount);
        Assert.Null(reading.RefundedAmount);
        Assert.Empty(reading.Anomalies);
    }

    [Fact]
    public void Reading_of_a_failure_has_its_kind_and_code()
    {
        var failure = new TransactionStatusException(TransactionStatusErrorKind.Rejected, "free text") { GatewayCode = "998" };

        var reading = RecordedReading.Of(failure);

        Assert.Equal((TransactionStatusErrorKind.Rejected, "998"), (reading.Failure, reading.GatewayCode));
        Assert.Equal((LookupOutcome.Unknown, PaymentState.Unknown), (reading.Outcome, reading.State));
    }

    [Fact]
    public void Each_part_that_differs_has_a_line()
    {
        var recorded = new RecordedReading();
        var actual = new RecordedReading
        {
            Failure = TransactionStatusErrorKind.Timeout,
            Outcome = LookupOutcome.Answered,
            State = PaymentState.Captured,
            Finality = Finality.Final,
            Verdict = PaymentVerdict.Success,
            Funds = FundsState.Received,
            Reason = FailureReason.TimedOut,
            GatewayReference = "g-1",
            MerchantReference = "m-1",
            Amount = "12.50 EUR",
            RefundedAmount = "1.5 EUR",
            GatewayState = "CAPTURED",
            GatewayCode = "000",
            Anomalies = [StatusAnomalyKind.TooEarly, StatusAnomalyKind.MissingKind],
        };

        Assert.Equal(
            [
                "Failure is Timeout, recorded was -.", "Outcome is Answered, recorded was Unknown.",
                "State is Captured, recorded was Unknown.", "Finality is Final, recorded was Unknown.",
                "Verdict is Success, recorded was Unknown.", "Funds is Received, recorded was Unknown.",
                "Reason is TimedOut, recorded was Unknown.", "GatewayReference is g-1, recorded was -.",
                "MerchantReference is m-1, recorded was -.", "Amount is 12.50 EUR, recorded was -.",
                "RefundedAmount is 1.5 EUR, recorded was -.", "GatewayState is CAPTURED, recorded was -.",
                "GatewayCode is 000, recorded was -.", "Anomalies is TooEarly MissingKind, recorded was .",
            ],
            recorded.DifferencesTo(actual));
        Assert.Equal("Failure is -, recorded was Timeout.", actual.DifferencesTo(recorded)[0]);
        Assert.Empty(actual.DifferencesTo(actual with { Anomalies = [.. actual.Anomalies] }));
        Assert.Equal(
            ["GatewayCode is 001, recorded was 000."], actual.DifferencesTo(actual with { GatewayCode = "001" }));
    }

    [Fact]
    public void Query_is_sent_with_its_references_and_kind()
    {
        var query = RecordingSample.Query("m-1") with { GatewayReference = "g-1" };

        Assert.Equal(
            new TransactionQuery { GatewayReference = "g-1", MerchantReference = "m-1", Kind = TransactionKind.Purchase }, query.ToQuery());
    }
}
