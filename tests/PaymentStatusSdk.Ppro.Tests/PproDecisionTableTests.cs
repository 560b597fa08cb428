namespace PaymentStatusSdk.Ppro.Tests;

/// <summary>The decision table row by row. <c>PROTOCOL.md, decision table</c></summary>
public sealed class PproDecisionTableTests
{
    private const string Url = "REDIRECTURL=https%3A%2F%2Fr%2Eexample%2F";

    [Theory]
    [InlineData("STATUS=SUCCEEDED&TXID=123887123", "no REQUESTSTATUS")]
    [InlineData("REQUESTSTATUS=&STATUS=SUCCEEDED&TXID=123887123", "no REQUESTSTATUS")]
    [InlineData("REQUESTSTATUS=succeeded&STATUS=SUCCEEDED&TXID=123887123", "neither SUCCEEDED nor FAILED")]
    [InlineData("REQUESTSTATUS=OK&STATUS=SUCCEEDED&TXID=123887123", "neither SUCCEEDED nor FAILED")]
    public void Row_2_request_status_missing_or_unknown_is_no_answer(string body, string reason)
    {
        var refused = PproWire.Refused(body);

        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, refused.Kind);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Row_3_rejected_credentials_are_authentication()
    {
        var refused = PproWire.Refused("REQUESTSTATUS=FAILED&REQUESTFAILREASON=AUTH_ERROR&STATUS=FAILED&TXID=0");

        Assert.Equal(
            (TransactionStatusErrorKind.Authentication, false, "AUTH_ERROR"), (refused.Kind, refused.IsTransient, refused.GatewayCode));
    }

    [Theory]
    [InlineData("TX_NOT_FOUND", "FAILED", LookupOutcome.NotFound)]
    // Even SUCCEEDED in STATUS does not count beside a call that failed.
    [InlineData("TX_NOT_UNIQUE", "SUCCEEDED&FUNDSSTATUS=RECEIVED", LookupOutcome.Ambiguous)]
    public void Rows_4_and_5_no_or_several_transactions_are_findings(string reason, string status, LookupOutcome outcome)
    {
        var parsed = PproWire.Read($"REQUESTSTATUS=FAILED&REQUESTFAILREASON={reason}&STATUS={status}&TXID=0");

        Assert.Equal((outcome, PaymentState.Unknown, FundsState.Unknown), (parsed.Outcome, parsed.State, parsed.Funds));
        Assert.Equal((null, reason), (parsed.Answer.State, parsed.Answer.Code));
    }

    [Theory]
    [InlineData("&REQUESTFAILREASON=SYSTEM_ERROR", "SYSTEM_ERROR")]
    [InlineData("&REQUESTFAILREASON=UNKNOWN", "UNKNOWN")]
    [InlineData("&REQUESTFAILREASON=REFUND_NOT_FOUND", "REFUND_NOT_FOUND")]
    [InlineData("&REQUESTFAILREASON=REFUND_NOT_UNIQUE", "REFUND_NOT_UNIQUE")]
    [InlineData("&REQUESTFAILREASON=A_NEW_ONE", "A_NEW_ONE")]
    [InlineData("&REQUESTFAILREASON=QUOTA_12H", "QUOTA_12H")]
    [InlineData("&REQUESTFAILREASON=A_REASON_OF_FORTY_CHARACTERS_ABCDEFGHIJK", "A_REASON_OF_FORTY_CHARACTERS_ABCDEFGHIJK")]
    [InlineData("&REQUESTFAILREASON=A_REASON_OF_FORTY_ONE_CHARACTERS_ABCDEFGH", null)]
    [InlineData("&REQUESTFAILREASON=tx_not_found", null)]
    [InlineData("&REQUESTFAILREASON=4111111111111111", null)]
    [InlineData("&REQUESTFAILREASON=CARD_4111111111111111", null)]
    [InlineData("&REQUESTFAILREASON=4111_1111_1111_1111", null)]
    [InlineData("&REQUESTFAILREASON=4111111111111112", "4111111111111112")]
    [InlineData("&REQUESTFAILREASON=a%20secret%20text", null)]
    [InlineData("&REQUESTFAILREASON=", null)]
    [InlineData("", null)]
    public void Row_6_every_other_reason_is_Rejected_and_transient(string reason, string? code)
    {
        var refused = PproWire.Refused($"REQUESTSTATUS=FAILED{reason}&STATUS=FAILED&TXID=0");

        Assert.Equal((TransactionStatusErrorKind.Rejected, true, code), (refused.Kind, refused.IsTransient, refused.GatewayCode));
        Assert.Contains($"REQUESTFAILREASON {code ?? "-"})", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }

    // A reason belongs to what failed: REQUESTFAILREASON to the call, FAILREASON to the payment. Otherwise it has no meaning.
    [Theory]
    [InlineData("SUCCEEDED", "SUCCEEDED", null, "")]
    [InlineData("SUCCEEDED", "PENDING", null, "")]
    [InlineData("SUCCEEDED", "FAILED", "TIMEOUT", "")]
    [InlineData("FAILED", "FAILED", "TX_NOT_UNIQUE", "REQUESTFAILREASON=TX_NOT_UNIQUE ")]
    public void Reason_is_reported_only_for_what_failed(string requestStatus, string status, string? code, string reason)
    {
        var parsed = PproWire.Read(
            $"REQUESTSTATUS={requestStatus}&REQUESTFAILREASON=TX_NOT_UNIQUE&STATUS={status}&FAILREASON=TIMEOUT&TXID=123887123"
            + "&MERCHANTTXID=sale1002&FUNDSSTATUS=MISSING&CHANNEL=sofort&TAG=web");

        Assert.Equal(code, parsed.Answer.Code);
        Assert.Equal(
            $"REQUESTSTATUS={requestStatus} {reason}TXID=123887123 MERCHANTTXID=sale1002 FUNDSSTATUS=MISSING CHANNEL=sofort TAG=web",
            string.Join(' ', parsed.Answer.Fields.Select(field => $"{field.Key}={field.Value}")));
    }

    [Theory]
    [InlineData("REQUESTSTATUS=SUCCEEDED&STATUS=SUCCEEDED&TXID=0&MERCHANTTXID=sale1002")]
    [InlineData("REQUESTSTATUS=SUCCEEDED&STATUS=SUCCEEDED&TXID=0")]
    public void Row_7_id_zero_is_a_mismatch(string body)
    {
        foreach (var query in new[] { TransactionQuery.ByGatewayReference("123887123"), TransactionQuery.ByMerchantReference("sale1002") })
        {
            var parsed = PproWire.Read(System.Text.Encoding.ASCII.GetBytes(body), query);

            Assert.Equal((LookupOutcome.Mismatch, PaymentState.Unknown), (parsed.Outcome, parsed.State));
            Assert.Null(parsed.GatewayReference);
            Assert.Equal([StatusAnomalyKind.ContradictoryFields], parsed.Anomalies.Select(anomaly => anomaly.Kind));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("&TXID=")]
    public void Row_7_missing_id_for_a_merchant_reference_is_a_mismatch(string txId)
    {
        var body = System.Text.Encoding.ASCII.GetBytes($"REQUESTSTATUS=SUCCEEDED&STATUS=SUCCEEDED&MERCHANTTXID=sale1002{txId}");

        var parsed = PproWire.Read(body, TransactionQuery.ByMerchantReference("sale1002"));

        Assert.Equal((LookupOutcome.Mismatch, PaymentState.Unknown), (parsed.Outcome, parsed.State));
        Assert.Equal([StatusAnomalyKind.MissingReference], parsed.Anomalies.Select(anomaly => anomaly.Kind));
    }

    // PPRO may return the first of several transactions with one MERCHANTTXID, so the TXID is needed to tell which one was found.
    [Fact]
    public void Row_7_id_that_was_found_by_a_merchant_reference_is_reported()
    {
        var body = System.Text.Encoding.ASCII.GetBytes(PproWire.Found("STATUS=SUCCEEDED"));

        var parsed = PproWire.Read(body, TransactionQuery.ByMerchantReference(PproWire.MerchantTxId));

        Assert.Equal((LookupOutcome.Answered, PaymentState.Captured), (parsed.Outcome, parsed.State));
        Assert.Equal((PproWire.TxId, PproWire.MerchantTxId), (parsed.GatewayReference, parsed.MerchantReference));
        Assert.Empty(parsed.Anomalies);
    }

    // The integrity check of the core compares the reference that was queried, and knows the option to accept an answer without it.
    [Fact]
    public void Row_7_missing_id_for_a_gateway_reference_is_left_to_the_core()
    {
        var parsed = PproWire.Read("REQUESTSTATUS=SUCCEEDED&STATUS=SUCCEEDED");

        Assert.Equal((LookupOutcome.Answered, PaymentState.Captured), (parsed.Outcome, parsed.State));
        Assert.Null(parsed.GatewayReference);
        Assert.Empty(parsed.Anomalies);
    }

    [Theory]
    [InlineData("FUNDSSTATUS=RECEIVED")]
    [InlineData("STATUS=&FUNDSSTATUS=RECEIVED")]
    public void Row_8_missing_status_is_no_answer(string fields) =>
        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, PproWire.Refused(PproWire.Found(fields)).Kind);

    [Fact]
    public void Row_8_unknown_status_is_unknown_with_any_funds()
    {
        var parsed = PproWire.Read(PproWire.Found("STATUS=AUTHORIZED&FUNDSSTATUS=RECEIVED&FAILREASON=TIMEOUT"));

        Assert.Equal(
            (LookupOutcome.Answered, PaymentState.Unknown, Finality.Unknown, FundsState.Unknown, FailureReason.Unknown),
            (parsed.Outcome, parsed.State, parsed.Finality, parsed.Funds, parsed.Reason));
        Assert.Equal("AUTHORIZED", parsed.Answer.State);
        Assert.Equal([StatusAnomalyKind.UnrecognizedValue], parsed.Anomalies.Select(anomaly => anomaly.Kind));
    }

    public static TheoryData<string, PaymentState, Finality, FundsState, FailureReason, string> Rows => new()
    {
        // 9 and 10
        { "STATUS=PENDING&" + Url, PaymentState.ActionRequired, Finality.Open, FundsState.NotReported, FailureReason.None, "" },
        { "STATUS=PENDING", PaymentState.Pending, Finality.Open, FundsState.NotReported, FailureReason.None, "" },
        { "STATUS=PENDING&REDIRECTURL=", PaymentState.Pending, Finality.Open, FundsState.NotReported, FailureReason.None, "" },
        { "STATUS=PENDING&FUNDSSTATUS=WAITING", PaymentState.Pending, Finality.Open, FundsState.Awaited, FailureReason.None, "" },
        { "STATUS=PENDING&FUNDSSTATUS=WAITING&" + Url, PaymentState.ActionRequired, Finality.Open, FundsState.Awaited,
            FailureReason.None, "" },
        { "STATUS=PENDING&FUNDSSTATUS=MISSING", PaymentState.Pending, Finality.Open, FundsState.Missing, FailureReason.None, "" },
        { "STATUS=PENDING&FUNDSSTATUS=NOT_EXPECTED", PaymentState.Pending, Finality.Open, FundsState.NotReported, FailureReason.None, "" },
        { "STATUS=PENDING&FUNDSSTATUS=NEW", PaymentState.Pending, Finality.Open, FundsState.Unknown, FailureReason.None,
            "UnrecognizedValue" },
        { "STATUS=PENDING&FUNDSSTATUS=RECEIVED", PaymentState.Pending, Finality.Open, FundsState.Received, FailureReason.None,
            "UnexpectedFunds" },
        { "STATUS=PENDING&FUNDSSTATUS=RECEIVED&" + Url, PaymentState.ActionRequired, Finality.Open, FundsState.Received, FailureReason.None,
            "UnexpectedFunds" },
        { "STATUS=PENDING&FAILREASON=TIMEOUT", PaymentState.Pending, Finality.Open, FundsState.NotReported, FailureReason.None, "" },

        // 11 to 15
        { "STATUS=SUCCEEDED&FUNDSSTATUS=RECEIVED", PaymentState.Captured, Finality.Final, FundsState.Received, FailureReason.None, "" },
        { "STATUS=SUCCEEDED&FUNDSSTATUS=NOT_EXPECTED", PaymentState.Captured, Finality.Final, FundsState.NotExpected,
            FailureReason.None, "" },
        { "STATUS=SUCCEEDED&FUNDSSTATUS=WAITING", PaymentState.Captured, Finality.Final, FundsState.Awaited, FailureReason.None, "" },
        { "STATUS=SUCCEEDED&FUNDSSTATUS=MISSING", PaymentState.Captured, Finality.Final, FundsState.Missing, FailureReason.None, "" },
        { "STATUS=SUCCEEDED", PaymentState.Captured, Finality.Final, FundsState.Unknown, FailureReason.None, "" },
        { "STATUS=SUCCEEDED&FUNDSSTATUS=", PaymentState.Captured, Finality.Final, FundsState.Unknown, FailureReason.None, "" },
        { "STATUS=SUCCEEDED&FUNDSSTATUS=received", PaymentState.Captured, Finality.Final, FundsState.Unknown, FailureReason.None,
            "UnrecognizedValue" },
        { "STATUS=SUCCEEDED&FAILREASON=UNKNOWN", PaymentState.Captured, Finality.Final, FundsState.Unknown, FailureReason.None, "" },
        { "STATUS=SUCCEEDED&REQUESTFAILREASON=AUTH_ERROR", PaymentState.Captured, Finality.Final, FundsState.Unknown,
            FailureReason.None, "" },
        { "STATUS=SUCCEEDED&" + Url, PaymentState.Captured, Finality.Final, FundsState.Unknown, FailureReason.None, "" },

        // 16 to 21
        { "STATUS=FAILED&FAILREASON=USER_ABORT", PaymentState.Canceled, Finality.Provisional, FundsState.NotReported,
            FailureReason.CustomerAborted, "" },
        { "STATUS=FAILED&FAILREASON=CANCELED", PaymentState.Canceled, Finality.Provisional, FundsState.NotReported,
            FailureReason.MerchantCanceled, "" },
        { "STATUS=FAILED&FAILREASON=TIMEOUT", PaymentState.Expired, Finality.Provisional, FundsState.NotReported,
            FailureReason.TimedOut, "" },
        { "STATUS=FAILED&FAILREASON=LOCAL_DECLINE", PaymentState.Declined, Finality.Provisional, FundsState.NotReported,
            FailureReason.GatewayDeclined, "" },
        { "STATUS=FAILED&FAILREASON=REMOTE_DECLINE", PaymentState.Declined, Finality.Provisional, FundsState.NotReported,
            FailureReason.RemoteDeclined, "" },
        { "STATUS=FAILED&FAILREASON=INPUT_DATA", PaymentState.Failed, Finality.Provisional, FundsState.NotReported,
            FailureReason.InvalidInput, "" },
        { "STATUS=FAILED&FAILREASON=LOCAL_ERROR", PaymentState.Failed, Finality.Provisional, FundsState.NotReported,
            FailureReason.GatewayError, "" },
        { "STATUS=FAILED&FAILREASON=REMOTE_ERROR", PaymentState.Failed, Finality.Provisional, FundsState.NotReported,
            FailureReason.RemoteError, "" },
        { "STATUS=FAILED&FAILREASON=UNKNOWN", PaymentState.Failed, Finality.Provisional, FundsState.NotReported,
            FailureReason.Unspecified, "" },
        { "STATUS=FAILED", PaymentState.Failed, Finality.Provisional, FundsState.NotReported, FailureReason.Unspecified, "" },
        { "STATUS=FAILED&FAILREASON=", PaymentState.Failed, Finality.Provisional, FundsState.NotReported, FailureReason.Unspecified, "" },
        { "STATUS=FAILED&FAILREASON=NEW_WORD", PaymentState.Failed, Finality.Provisional, FundsState.NotReported, FailureReason.Unknown,
            "UnrecognizedValue" },

        // 22
        { "STATUS=FAILED&FAILREASON=TIMEOUT&FUNDSSTATUS=RECEIVED", PaymentState.Expired, Finality.Provisional, FundsState.Received,
            FailureReason.TimedOut, "UnexpectedFunds" },
        { "STATUS=FAILED&FUNDSSTATUS=RECEIVED", PaymentState.Failed, Finality.Provisional, FundsState.Received, FailureReason.Unspecified,
            "UnexpectedFunds" },
        { "STATUS=FAILED&FUNDSSTATUS=NOT_EXPECTED", PaymentState.Failed, Finality.Provisional, FundsState.NotExpected,
            FailureReason.Unspecified, "" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Rows_9_to_22_map_status_reason_and_funds(
        string fields, PaymentState state, Finality finality, FundsState funds, FailureReason reason, string anomaly)
    {
        var parsed = PproWire.Read(PproWire.Found(fields));

        Assert.Equal(
            (LookupOutcome.Answered, state, finality, funds, reason),
            (parsed.Outcome, parsed.State, parsed.Finality, parsed.Funds, parsed.Reason));
        Assert.Equal(anomaly, string.Join(' ', parsed.Anomalies.Select(found => found.Kind)));
        Assert.Equal(default, parsed.Amount);
    }
}
