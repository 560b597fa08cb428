using System.Net;
namespace PaymentStatusSdk.ConvergeGate.Tests;

/// <summary>The decision table (result, state, errorcode), row by row. <c>PROTOCOL.md, decision table</c></summary>
public sealed class ConvergeGateDecisionTableTests
{
    [Theory]
    // Row 2: found, known state, no error.
    [InlineData("SUCCESS", "CAPTURED", "000", PaymentState.Captured, null)]
    [InlineData("SUCCESS", "CAPTURED", "", PaymentState.Captured, null)]
    [InlineData("SUCCESS", "CAPTURED", null, PaymentState.Captured, null)]
    [InlineData(" success ", "PENDING", "000", PaymentState.Pending, null)]
    [InlineData("Success", "REFUNDED", "000", PaymentState.Refunded, null)]
    // Row 3: a failure and the code that explains it.
    [InlineData("SUCCESS", "DECLINED", "999", PaymentState.Declined, null)]
    [InlineData("SUCCESS", "ERROR", "902", PaymentState.Failed, null)]
    [InlineData("SUCCESS", "CANCELED", "x12", PaymentState.Canceled, null)]
    [InlineData("SUCCESS", "CANCELED_AUTO", "254", PaymentState.Canceled, null)]
    // Row 4: any other state with an error: the state counts, flagged.
    [InlineData("SUCCESS", "CAPTURED", "902", PaymentState.Captured, StatusAnomalyKind.ContradictoryFields)]
    [InlineData("SUCCESS", "PENDING", "999", PaymentState.Pending, StatusAnomalyKind.ContradictoryFields)]
    [InlineData("SUCCESS", "REFUNDED", "201", PaymentState.Refunded, StatusAnomalyKind.ContradictoryFields)]
    [InlineData("SUCCESS", "AUTHORIZED", "0", PaymentState.Authorized, StatusAnomalyKind.ContradictoryFields)]
    // Row 5: an unknown value.
    [InlineData("SUCCESS", "SETTLED", "000", PaymentState.Unknown, StatusAnomalyKind.UnrecognizedValue)]
    [InlineData("SUCCESS", "SETTLED", "101", PaymentState.Unknown, StatusAnomalyKind.UnrecognizedValue)]
    public void Found_transaction_is_answered(string result, string state, string? code, PaymentState expected, StatusAnomalyKind? anomaly)
    {
        var reading = Answers.Read(Answers.Xml(state, result, code));

        Assert.Equal((LookupOutcome.Answered, expected), (reading.Outcome, reading.State));
        StatusAnomalyKind[] anomalies = anomaly is { } kind ? [kind] : [];
        Assert.Equal(anomalies, reading.Kinds());
    }

    [Theory]
    // Row 7.
    [InlineData("NOTFOUND", "000")]
    [InlineData("NotFound", "101")]
    [InlineData("notfound ", null)]
    public void Missing_transaction_is_not_found_and_never_declined(string result, string? code)
    {
        var reading = Answers.Read(
            $"<transaction><result>{result}</result><transaction><state> </state></transaction><errorcode>{code}</errorcode>"
            + "</transaction>");

        Assert.Equal((LookupOutcome.NotFound, PaymentState.Unknown, Finality.Unknown), (reading.Outcome, reading.State, reading.Finality));
        Assert.Equal((FundsState.Unknown, FailureReason.Unknown), (reading.Funds, reading.Reason));
    }

    [Theory]
    [InlineData("SUCCESS", null, "no state")] // Row 6.
    [InlineData("SUCCESS", "  ", "no state")]
    [InlineData("NOTFOUND", "CAPTURED", "but describes a transaction")] // Row 8.
    [InlineData("NOTFOUND", "whatever", "but describes a transaction")]
    [InlineData("ERROR", "CAPTURED", "but also a state")] // Row 10.
    [InlineData("ERROR", "ERROR", "but also a state")]
    [InlineData(null, "CAPTURED", "no result")] // Row 11.
    [InlineData(" ", "CAPTURED", "no result")]
    [InlineData("PENDING", "CAPTURED", "none of")] // results of other commands
    [InlineData("DECLINED", "DECLINED", "none of")]
    [InlineData("CANCELED", null, "none of")]
    [InlineData("OK", "CAPTURED", "none of")]
    [InlineData("RequestPending", null, "none of")]
    [InlineData("NOT FOUND", null, "none of")]
    [InlineData("SUCCESSFUL", "CAPTURED", "none of")]
    public void Inconsistent_answer_is_invalid_and_transient(string? result, string? state, string reason)
    {
        var exception = Answers.Refused(Answers.Xml(state, result));

        Assert.True(exception.IsTransient);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    // Row 9.
    [InlineData("ERROR", null, null, false)]
    [InlineData("error", "000", "000", false)]
    [InlineData("ERROR", "998", "998", false)]
    [InlineData("ERROR", "x1Y", "x1Y", false)]
    [InlineData("ERROR", "901", "901", true)]
    // A text that is no code could be anything, such as a secret.
    [InlineData("ERROR", "a much longer text", null, false)]
    [InlineData("ERROR", "longer", null, false)]
    [InlineData("ERROR", "1\u00e42", null, false)]
    public void Error_without_a_state_rejects_the_query(string result, string? code, string? gatewayCode, bool isTransient)
    {
        var exception = Answers.Refused(
            $"<transaction><result>{result}</result><errorcode>{code}</errorcode><errormessage>body text</errormessage></transaction>",
            TransactionStatusErrorKind.Rejected);

        Assert.Equal((gatewayCode, isTransient), (exception.GatewayCode, exception.IsTransient));
        Assert.Contains($"errorcode {gatewayCode ?? "-"})", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("body text", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("longer", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    // Row 12.
    [InlineData("other-id", Answers.MerchantReference, "125.45", "EUR", false)]
    [InlineData(Answers.GatewayReference, "other-id", "125.45", "EUR", false)]
    [InlineData(Answers.GatewayReference, Answers.MerchantReference, "125.46", "EUR", false)]
    [InlineData(Answers.GatewayReference, Answers.MerchantReference, "125.45", "USD", false)]
    [InlineData(Answers.GatewayReference, Answers.MerchantReference, "lots", "EUR", false)]
    [InlineData(Answers.GatewayReference, Answers.MerchantReference, "125,45", "EUR", false)]
    [InlineData(Answers.GatewayReference, Answers.MerchantReference, "125.45", "EURO", false)]
    [InlineData(Answers.GatewayReference, Answers.MerchantReference, "125.45", "EUR", true)]
    [InlineData(Answers.GatewayReference, Answers.MerchantReference, "125.450", "eur", true)]
    [InlineData("5D3C1F60-8A2B-4C7E-9B10-2F6E7A8C9D01", Answers.MerchantReference, "125.45", "EUR", true)]
    public async Task Answer_about_another_transaction_or_amount_is_a_mismatch(
        string gatewayReference, string merchantReference, string amount, string currency, bool matches)
    {
        await using var services = StubGateway.Services(Answers.Nested(
            $"<gatetransid>{gatewayReference}</gatetransid><merchanttransid>{merchantReference}</merchanttransid><amount>{amount}</amount>"
            + $"<curcode>{currency}</curcode><state>CAPTURED</state>"));
        var query = TransactionQuery.ByGatewayReference(Answers.GatewayReference) with
        {
            ExpectedMerchantReference = Answers.MerchantReference,
            ExpectedAmount = new Money(125.45m, "EUR"),
        };

        var result = await StubGateway.QueryAsync(services, query);

        Assert.Equal(matches ? LookupOutcome.Answered : LookupOutcome.Mismatch, result.Outcome);
        Assert.Equal(matches ? PaymentState.Captured : PaymentState.Unknown, result.State);
        Assert.Equal(matches ? AmountCheck.Matched : AmountCheck.Unknown, result.AmountCheck);
    }

    [Fact]
    public async Task Amount_with_fewer_digits_is_the_same_amount()
    {
        await using var services = StubGateway.Services(
            Answers.Nested($"{Answers.Ids}<amount>125.4</amount><curcode>EUR</curcode><state>CAPTURED</state>"));

        var result = await StubGateway.QueryAsync(
            services, TransactionQuery.ByMerchantReference(Answers.MerchantReference) with { ExpectedAmount = new Money(125.40m, "EUR") });

        Assert.Equal((LookupOutcome.Answered, AmountCheck.Matched), (result.Outcome, result.AmountCheck));
        Assert.Equal("125.4", result.Answer.Fields["amount"]);
    }

    [Fact]
    public async Task Unreadable_amount_is_flagged_when_none_is_expected()
    {
        await using var services = StubGateway.Services(
            Answers.Nested($"{Answers.Ids}<amount>1.000,00</amount><curcode>EUR</curcode><state>CAPTURED</state>"));

        var result = await StubGateway.QueryAsync(services, TransactionQuery.ByMerchantReference(Answers.MerchantReference));

        Assert.Equal((LookupOutcome.Answered, PaymentState.Captured), (result.Outcome, result.State));
        Assert.Null(result.Amount);
        Assert.Equal([StatusAnomalyKind.UnreadableAmount], result.Anomalies.Select(anomaly => anomaly.Kind));
    }

    [Theory]
    [InlineData(false, PaymentState.Unknown)]
    [InlineData(true, PaymentState.Captured)]
    public async Task Answer_without_the_reference_is_flagged_and_believed_only_by_option(bool accept, PaymentState state)
    {
        await using var services = StubGateway.Services(
            Answers.Nested($"<gatetransid>{Answers.GatewayReference}</gatetransid><state>CAPTURED</state>"),
            o => o.AcceptAnswerWithoutReference = accept);

        var result = await StubGateway.QueryAsync(services, TransactionQuery.ByMerchantReference(Answers.MerchantReference));

        Assert.Equal((LookupOutcome.Answered, state, "CAPTURED"), (result.Outcome, result.State, result.Answer.State));
        Assert.Equal([StatusAnomalyKind.MissingReference], result.Anomalies.Select(anomaly => anomaly.Kind));
    }

    // 203 comes from a proxy that changed the answer, 206 is a part of one.
    [Theory]
    [InlineData(HttpStatusCode.Accepted)]
    [InlineData(HttpStatusCode.NonAuthoritativeInformation)]
    [InlineData(HttpStatusCode.PartialContent)]
    public async Task Answer_with_an_http_status_other_than_200_is_no_answer(HttpStatusCode status)
    {
        await using var services = StubGateway.Services(Answers.Xml("CAPTURED"), status: status);

        var exception = await Assert.ThrowsAsync<TransactionStatusException>(
            () => StubGateway.QueryAsync(services, TransactionQuery.ByGatewayReference(Answers.GatewayReference)));

        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, exception.Kind);
    }

    // That the gateway's ids are UUIDs is inferred: of any others, two that differ in case may be two transactions.
    [Theory]
    [InlineData(Answers.GatewayReference, true)]
    [InlineData("a1b2c3", false)]
    public async Task Only_uuids_are_compared_ignoring_case(string id, bool isSame)
    {
        await using var services = StubGateway.Services(
            Answers.Nested($"<gatetransid>{id.ToUpperInvariant()}</gatetransid><state>CAPTURED</state>"));

        var result = await StubGateway.QueryAsync(services, TransactionQuery.ByGatewayReference(id));

        Assert.Equal(
            isSame ? (LookupOutcome.Answered, PaymentState.Captured) : (LookupOutcome.Mismatch, PaymentState.Unknown),
            (result.Outcome, result.State));
    }
}
