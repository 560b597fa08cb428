namespace PaymentStatusSdk.Ppro.Tests;

/// <summary>The four samples of the provider's page, exactly as printed.</summary>
public sealed class PproSampleTests
{
    [Fact]
    public void Sample_succeeded_is_captured_with_funds()
    {
        var reading = PproWire.Read(PproWire.File("S1-succeeded.txt"), TransactionQuery.ByGatewayId("123887123"));

        Assert.Equal(
            (LookupOutcome.Answered, PaymentState.Captured, Finality.Final, FundsState.Received, FailureReason.None),
            (reading.Outcome, reading.State, reading.Finality, reading.Funds, reading.Reason));
        Assert.Equal(("123887123", "sale1002"), (reading.GatewayId, reading.MerchantId));
        Assert.Equal(("SUCCEEDED", null, null), (reading.Answer.State, reading.Answer.Code, reading.Answer.Message));
        Assert.Equal(0, reading.Answer.UnknownFieldCount);
        Assert.Equal("dcn94nd2oud8eedhg38dkhed", reading.Answer.SensitiveFields["REDIRECTSECRET"]);
        Assert.Equal(["REQUESTSTATUS", "TXID", "MERCHANTTXID", "FUNDSSTATUS", "CHANNEL", "TAG"], reading.Answer.Fields.Keys);
        Assert.Equal([StatusAnomalyKind.RepairedMarkup], reading.Anomalies.Select(anomaly => anomaly.Kind));
    }

    [Fact]
    public void Sample_pending_asks_for_action_and_tells_no_funds()
    {
        var reading = PproWire.Read(PproWire.File("S2-pending.txt"), TransactionQuery.ByGatewayId("123887123"));

        Assert.Equal(
            (LookupOutcome.Answered, PaymentState.ActionRequired, Finality.Open, FundsState.NotReported, FailureReason.None),
            (reading.Outcome, reading.State, reading.Finality, reading.Funds, reading.Reason));
        Assert.Equal("https://r.girogate.de/process?tx=123887123&rs=12h2", reading.Answer.SensitiveFields["REDIRECTURL"]);
        Assert.False(reading.Answer.Fields.ContainsKey("REDIRECTURL"));
    }

    [Fact]
    public void Sample_failed_is_read_through_its_slips()
    {
        var reading = PproWire.Read(PproWire.File("S3-failed.txt"), TransactionQuery.ByGatewayId("12398874"));

        Assert.Equal(
            (LookupOutcome.Answered, PaymentState.Failed, Finality.Provisional, FundsState.NotExpected, FailureReason.InvalidInput),
            (reading.Outcome, reading.State, reading.Finality, reading.Funds, reading.Reason));
        Assert.Equal(("FAILED", "INPUT_DATA", "Channel not"), (reading.Answer.State, reading.Answer.Code, reading.Answer.Message));
        Assert.Equal(1, reading.Answer.UnknownFieldCount);
        Assert.Empty(reading.Answer.SensitiveFields);
        Assert.Equal(2, reading.Anomalies.Count(anomaly => anomaly.Kind == StatusAnomalyKind.RepairedMarkup));
    }

    [Fact]
    public void Sample_call_failed_says_nothing_about_a_payment()
    {
        var reading = PproWire.Read(PproWire.File("S4-call-failed.txt"), TransactionQuery.ByGatewayId("123887123"));

        Assert.Equal((LookupOutcome.NotFound, PaymentState.Unknown, Finality.Unknown), (reading.Outcome, reading.State, reading.Finality));
        Assert.Equal((null, "TX_NOT_FOUND", "Transaction not found"), (reading.Answer.State, reading.Answer.Code, reading.Answer.Message));
        Assert.Null(reading.GatewayId);
    }
}
