namespace PaymentStatusSdk.ConvergeGate.Tests;

public sealed class ConvergeGateStateTests
{
    [Theory]
    [InlineData("AUTHORIZED", PaymentState.Authorized, Finality.Open, FailureReason.None)]
    [InlineData("CAPTURED", PaymentState.Captured, Finality.Final, FailureReason.None)]
    [InlineData("DECLINED", PaymentState.Declined, Finality.Final, FailureReason.Unspecified)]
    [InlineData("PENDING", PaymentState.Pending, Finality.Open, FailureReason.None)]
    [InlineData("CANCELED", PaymentState.Canceled, Finality.Final, FailureReason.MerchantCanceled)]
    [InlineData("CANCELED_AUTO", PaymentState.Canceled, Finality.Final, FailureReason.MerchantCanceled)]
    [InlineData("ERROR", PaymentState.Failed, Finality.Provisional, FailureReason.GatewayError)]
    [InlineData("REVERSED", PaymentState.Reversed, Finality.Final, FailureReason.None)]
    [InlineData("REFUNDED", PaymentState.Refunded, Finality.Final, FailureReason.None)]
    [InlineData("REFUND PENDING", PaymentState.RefundPending, Finality.Open, FailureReason.None)]
    [InlineData("CHARGEBACK", PaymentState.ChargedBack, Finality.Open, FailureReason.None)]
    [InlineData("CREDITED", PaymentState.Credited, Finality.Final, FailureReason.None)]
    public void State_has_its_documented_meaning(string value, PaymentState state, Finality finality, FailureReason reason)
    {
        var reading = Answers.Read(Answers.Xml(value));

        Assert.Equal((LookupOutcome.Answered, state, finality, reason), (reading.Outcome, reading.State, reading.Finality, reading.Reason));
        Assert.Equal(FundsState.NotReported, reading.Funds);
        Assert.Equal(value, reading.Answer.State);
        Assert.Empty(reading.Anomalies);
    }

    [Theory]
    [InlineData("captured", PaymentState.Captured)]
    [InlineData("Captured", PaymentState.Captured)]
    [InlineData("  CAPTURED\t", PaymentState.Captured)]
    [InlineData("refund pending", PaymentState.RefundPending)]
    [InlineData("Refund Pending", PaymentState.RefundPending)]
    [InlineData("REFUND_PENDING", PaymentState.RefundPending)]
    [InlineData("REFUND-PENDING", PaymentState.RefundPending)]
    [InlineData("refund  -_ pending", PaymentState.RefundPending)]
    [InlineData("RefundPending", PaymentState.RefundPending)]
    [InlineData("refundPending", PaymentState.RefundPending)]
    [InlineData("REFUND\u00A0PENDING", PaymentState.RefundPending)]
    [InlineData("Canceled Auto", PaymentState.Canceled)]
    [InlineData("canceledAuto", PaymentState.Canceled)]
    [InlineData("chargeback", PaymentState.ChargedBack)]
    public void Spellings_of_one_value_are_equal(string value, PaymentState state)
    {
        var reading = Answers.Read(Answers.Xml(value));

        Assert.Equal(state, reading.State);
        Assert.Empty(reading.Anomalies);
    }

    [Theory]
    [InlineData("CANCELLED", PaymentState.Canceled)]
    [InlineData("cancelled auto", PaymentState.Canceled)]
    [InlineData("AUTHORISED", PaymentState.Authorized)]
    [InlineData("Authorised", PaymentState.Authorized)]
    public void British_spellings_are_read_and_flagged(string value, PaymentState state)
    {
        var reading = Answers.Read(Answers.Xml(value));

        Assert.Equal(state, reading.State);
        Assert.Equal([StatusAnomalyKind.SpellingVariant], reading.Kinds());
    }

    [Theory]
    [InlineData("SETTLED")]
    [InlineData("CAPTURED-")]
    [InlineData("_CAPTURED")]
    [InlineData("CAPTURED!")]
    [InlineData("CAP TURED")]
    [InlineData("C\u0410PTURED")]
    [InlineData("NOT CAPTURED")]
    [InlineData("CHARGE BACK")]
    [InlineData("REFUNDPENDING")]
    [InlineData("PARTIALLY CAPTURED")]
    [InlineData("101")]
    public void Unknown_value_is_neither_success_nor_failure(string value)
    {
        var reading = Answers.Read(Answers.Xml(value));

        Assert.Equal((LookupOutcome.Answered, PaymentState.Unknown, Finality.Unknown), (reading.Outcome, reading.State, reading.Finality));
        Assert.Equal((FundsState.Unknown, FailureReason.Unknown), (reading.Funds, reading.Reason));
        Assert.Equal(value, reading.Answer.State);
        Assert.Equal(
            (StatusAnomalyKind.UnrecognizedValue, $"state has the unknown value '{value}'."),
            (Assert.Single(reading.Anomalies).Kind, reading.Anomalies[0].Text));
    }

    // Only short values are normalized; no documented state is nearly as long.
    [Theory]
    [InlineData(64, PaymentState.RefundPending)]
    [InlineData(65, PaymentState.Unknown)]
    public void Value_of_more_than_64_characters_is_no_spelling_of_a_state(int length, PaymentState state) =>
        Assert.Equal(state, Answers.Read(Answers.Xml($"REFUND{new string(' ', length - 13)}PENDING")).State);

    [Fact]
    public void Very_long_value_is_unknown_and_quoted_in_part()
    {
        var reading = Answers.Read(Answers.Xml(new string('X', 10_000)));

        Assert.Equal(PaymentState.Unknown, reading.State);
        Assert.InRange(Assert.Single(reading.Anomalies).Text.Length, 10, 120);
    }

    [Theory]
    [InlineData("PARTIAL_SUCCESS")]
    [InlineData("partial success")]
    public void Partial_success_is_known_and_has_an_unknown_state(string value)
    {
        var reading = Answers.Read(Answers.Xml(value));

        Assert.Equal((LookupOutcome.Answered, PaymentState.Unknown, Finality.Unknown), (reading.Outcome, reading.State, reading.Finality));
        Assert.Equal((FundsState.Unknown, FailureReason.Unknown), (reading.Funds, reading.Reason));
        Assert.Empty(reading.Anomalies);
    }

    [Theory]
    [InlineData("CREDITED", TransactionKind.Purchase, true)]
    [InlineData("CREDITED", TransactionKind.Preauthorization, true)]
    [InlineData("CREDITED", TransactionKind.Refund, true)]
    [InlineData("CREDITED", TransactionKind.Payout, false)]
    [InlineData("CREDITED", TransactionKind.Unknown, true)] // the default kind is Purchase
    [InlineData("CAPTURED", TransactionKind.Payout, true)]
    [InlineData("AUTHORIZED", TransactionKind.Payout, true)]
    [InlineData("CAPTURED", TransactionKind.Purchase, false)]
    [InlineData("DECLINED", TransactionKind.Payout, false)]
    public async Task State_that_the_kind_cannot_have_is_flagged(string value, TransactionKind kind, bool isFlagged)
    {
        await using var services = StubGateway.Services(Answers.Xml(value));

        var result = await StubGateway.QueryAsync(
            services, TransactionQuery.ByMerchantReference(Answers.MerchantReference) with { Kind = kind });

        Assert.Equal(isFlagged, result.Anomalies.Any(anomaly => anomaly.Kind == StatusAnomalyKind.UnexpectedState));
        Assert.Equal(value, result.State.ToString().ToUpperInvariant());
    }

    [Fact]
    public async Task State_that_the_kind_cannot_have_is_flagged_beside_other_anomalies()
    {
        await using var services = StubGateway.Services(Answers.Xml("CAPTURED", errorCode: "201"));

        var result = await StubGateway.QueryAsync(
            services, TransactionQuery.ByMerchantReference(Answers.MerchantReference) with { Kind = TransactionKind.Payout });

        Assert.Equal(
            [StatusAnomalyKind.ContradictoryFields, StatusAnomalyKind.UnexpectedState], result.Anomalies.Select(anomaly => anomaly.Kind));
    }

    [Fact]
    public async Task Credit_is_expected_when_neither_query_nor_options_state_a_kind()
    {
        await using var services = StubGateway.Services(Answers.Xml("CREDITED"), o => o.DefaultKind = TransactionKind.Unknown);

        var result = await StubGateway.QueryAsync(services, TransactionQuery.ByMerchantReference(Answers.MerchantReference));

        Assert.DoesNotContain(result.Anomalies, anomaly => anomaly.Kind == StatusAnomalyKind.UnexpectedState);
    }
}
