namespace PaymentStatusSdk.Ppro.Tests;

/// <summary>The four samples of the provider's page, exactly as printed.</summary>
public sealed class PproSampleTests
{
    [Fact]
    public void Sample_succeeded_is_captured_with_funds()
    {
        var parsed = PproWire.Read(PproWire.File("S1-succeeded.txt"), TransactionQuery.ByGatewayReference("123887123"));

        Assert.Equal(
            (LookupOutcome.Answered, PaymentState.Captured, Finality.Final, FundsState.Received, FailureReason.None),
            (parsed.Outcome, parsed.State, parsed.Finality, parsed.Funds, parsed.Reason));
        Assert.Equal(("123887123", "sale1002"), (parsed.GatewayReference, parsed.MerchantReference));
        Assert.Equal(("SUCCEEDED", null, null), (parsed.Answer.State, parsed.Answer.Code, parsed.Answer.Message));
        Assert.Equal(0, parsed.Answer.UnknownFieldCount);
        Assert.Equal("dcn94nd2oud8eedhg38dkhed", parsed.Answer.SensitiveFields["REDIRECTSECRET"]);
        Assert.Equal(["REQUESTSTATUS", "TXID", "MERCHANTTXID", "FUNDSSTATUS", "CHANNEL", "TAG"], parsed.Answer.Fields.Keys);
        Assert.Equal([StatusAnomalyKind.RepairedMarkup], parsed.Anomalies.Select(anomaly => anomaly.Kind));
    }

    [Fact]
    public void Sample_pending_requires_action_and_reports_no_funds()
    {
        var parsed = PproWire.Read(PproWire.File("S2-pending.txt"), TransactionQuery.ByGatewayReference("123887123"));

        Assert.Equal(
            (LookupOutcome.Answered, PaymentState.ActionRequired, Finality.Open, FundsState.NotReported, FailureReason.None),
            (parsed.Outcome, parsed.State, parsed.Finality, parsed.Funds, parsed.Reason));
        Assert.Equal("https://r.girogate.de/process?tx=123887123&rs=12h2", parsed.Answer.SensitiveFields["REDIRECTURL"]);
        Assert.False(parsed.Answer.Fields.ContainsKey("REDIRECTURL"));
    }

    [Fact]
    public void Sample_failed_is_read_despite_its_defects()
    {
        var parsed = PproWire.Read(PproWire.File("S3-failed.txt"), TransactionQuery.ByGatewayReference("12398874"));

        Assert.Equal(
            (LookupOutcome.Answered, PaymentState.Failed, Finality.Provisional, FundsState.NotExpected, FailureReason.InvalidInput),
            (parsed.Outcome, parsed.State, parsed.Finality, parsed.Funds, parsed.Reason));
        Assert.Equal(("FAILED", "INPUT_DATA", "Channel not"), (parsed.Answer.State, parsed.Answer.Code, parsed.Answer.Message));
        Assert.Equal(1, parsed.Answer.UnknownFieldCount);
        Assert.Empty(parsed.Answer.SensitiveFields);
        Assert.Equal(2, parsed.Anomalies.Count(anomaly => anomaly.Kind == StatusAnomalyKind.RepairedMarkup));
    }

    [Fact]
    public void Sample_call_failed_gives_no_state()
    {
        var parsed = PproWire.Read(PproWire.File("S4-call-failed.txt"), TransactionQuery.ByGatewayReference("123887123"));

        Assert.Equal((LookupOutcome.NotFound, PaymentState.Unknown, Finality.Unknown), (parsed.Outcome, parsed.State, parsed.Finality));
        Assert.Equal((null, "TX_NOT_FOUND", "Transaction not found"), (parsed.Answer.State, parsed.Answer.Code, parsed.Answer.Message));
        Assert.Null(parsed.GatewayReference);
    }
}
