using System.Text;

namespace PaymentStatusSdk.Ppro.Tests;

/// <summary>Reading of the body, defect by defect. <c>PROTOCOL.md, encoding</c></summary>
public sealed class PproReaderTests
{
    [Theory]
    [InlineData("\n")]
    [InlineData("\r")]
    [InlineData("\r\n")]
    public void Line_breaks_between_and_inside_fields_are_layout(string lineBreak)
    {
        var parsed = PproWire.Read(PproWire.Found($"STATUS=SUCC{lineBreak}EEDED{lineBreak}&FUNDSSTATUS=RECEIVED{lineBreak}"));

        Assert.Equal((PaymentState.Captured, FundsState.Received), (parsed.State, parsed.Funds));
        Assert.Equal([StatusAnomalyKind.RepairedMarkup], parsed.Anomalies.Select(anomaly => anomaly.Kind));
    }

    [Fact]
    public void Of_repeated_texts_that_cannot_be_decoded_the_first_is_kept()
    {
        var parsed = PproWire.Read(PproWire.Found("STATUS=PENDING&ERRMSG=%FF&ERRMSG=%FE&TAG=%zz&ERRMSG=%FF"));

        Assert.Equal(
            [("ERRMSG", "%FF"), ("TAG", "%zz")], parsed.Answer.SensitiveFields.Select(field => (field.Key, field.Value)));
    }

    [Fact]
    public void Final_line_break_alone_is_no_anomaly() =>
        Assert.Empty(PproWire.Read(PproWire.Found("STATUS=PENDING\r\n")).Anomalies);

    [Fact]
    public void Answer_with_a_byte_order_mark_is_read_and_flagged()
    {
        var parsed = PproWire.Read(PproWire.File("byte-order-mark.txt"), TransactionQuery.ByGatewayReference(PproWire.TxId));

        Assert.Equal((PaymentState.Captured, FundsState.Received), (parsed.State, parsed.Funds));
        Assert.Equal([StatusAnomalyKind.RepairedMarkup], parsed.Anomalies.Select(anomaly => anomaly.Kind));
    }

    [Theory]
    [InlineData("\uFEFF", "REQUESTSTATUS=SUCCEEDED", "STATUS=SUCCEEDED", "")]
    [InlineData("\uFEFF", "STATUS=SUCCEEDED", "REQUESTSTATUS=SUCCEEDED", "")]
    [InlineData("\uFEFF", "RAND1=00", "REQUESTSTATUS=SUCCEEDED&STATUS=SUCCEEDED", "")]
    [InlineData("\uFEFF\r\n", "STATUS=SUCCEEDED", "REQUESTSTATUS=SUCCEEDED", "")]
    [InlineData("\r\n\uFEFF", "REQUESTSTATUS=SUCCEEDED", "STATUS=SUCCEEDED", "")]
    [InlineData("\uFEFF\uFEFF", "STATUS=SUCCEEDED", "REQUESTSTATUS=SUCCEEDED", "")]
    [InlineData("\n\uFEFF \uFEFF\n", "TAG=1", "REQUESTSTATUS=SUCCEEDED&STATUS=SUCCEEDED", "\0")]
    [InlineData("", "STATUS=SUCCEEDED", "REQUESTSTATUS=SUCCEEDED", "\0")]
    [InlineData("", "REQUESTSTATUS=SUCCEEDED", "STATUS=SUCCEEDED", "\r\n\0\0\n")]
    public void Byte_order_mark_before_and_NUL_after_the_answer_change_no_field(string before, string first, string last, string after)
    {
        var parsed = PproWire.Read($"{before}{first}&TXID={PproWire.TxId}&FUNDSSTATUS=RECEIVED&{last}{after}");

        Assert.Equal((PaymentState.Captured, FundsState.Received, PproWire.TxId), (parsed.State, parsed.Funds, parsed.GatewayReference));
        Assert.Contains(parsed.Anomalies, anomaly => anomaly.Kind == StatusAnomalyKind.RepairedMarkup);
        Assert.Equal(0, parsed.Answer.UnknownFieldCount);
    }

    [Theory]
    [InlineData("STATUS=SUCC\0EEDED")]
    [InlineData("STATUS=SUCCEEDED\0&TAG=1")]
    [InlineData("STATUS=%EF%BB%BFSUCCEEDED")]
    [InlineData("STATUS=SUCCEEDED%00")]
    [InlineData("STATUS=SUCCEEDED%EF%BF%BD")]
    public void Byte_order_mark_or_NUL_inside_a_deciding_value_makes_it_another_value(string status) =>
        Assert.Equal(PaymentState.Unknown, PproWire.Read(PproWire.Found(status)).State);

    [Fact]
    public void Encoded_line_break_in_a_value_is_data() =>
        Assert.Equal("a\r\nb", PproWire.Read(PproWire.Found("STATUS=PENDING&ERRMSG=a%0D%0Ab")).Answer.Message);

    [Theory]
    [InlineData("STATUS=PENDING&FOO&ERRMSG=x", 1)]
    [InlineData("STATUS=PENDING&&ERRMSG=x", 0)]
    [InlineData("STATUS=PENDING&=&ERRMSG=x", 1)]
    [InlineData("STATUS=PENDING&STATUS&ERRMSG=x", 1)]
    public void Bare_tokens_and_empty_fields_are_ignored(string fields, int unknown)
    {
        var parsed = PproWire.Read(PproWire.Found(fields));

        Assert.Equal(PaymentState.Pending, parsed.State);
        Assert.Equal(unknown, parsed.Answer.UnknownFieldCount);
        Assert.Equal("x", parsed.Answer.Message);
    }

    [Fact]
    public void Bare_token_and_empty_field_are_counted() =>
        Assert.Equal(
            [StatusAnomalyKind.RepairedMarkup, StatusAnomalyKind.RepairedMarkup],
            PproWire.Read(PproWire.Found("STATUS=PENDING&20found&&ERRMSG=")).Anomalies.Select(anomaly => anomaly.Kind));

    [Theory]
    [InlineData("&&", "")]
    [InlineData("", "&&")]
    public void Empty_field_at_an_end_of_the_answer_is_noted(string before, string after) =>
        Assert.Equal(
            [StatusAnomalyKind.RepairedMarkup],
            PproWire.Read($"{before}{PproWire.Found("STATUS=PENDING")}{after}").Anomalies.Select(anomaly => anomaly.Kind));

    [Theory]
    [InlineData("RAND1=&STATUS=PENDING")]
    [InlineData("RAND2034500137=cce3&STATUS=PENDING&RAND8735624512=5483b800c23e5005bd1c3cc11c9c2a310dc77725a")]
    [InlineData("rand21524356542999999999999=%zz&STATUS=PENDING&RAND1=a&RAND1=b")]
    public void Padding_is_ignored_and_not_counted(string fields)
    {
        var parsed = PproWire.Read(PproWire.Found(fields));

        Assert.Equal(PaymentState.Pending, parsed.State);
        Assert.Equal(0, parsed.Answer.UnknownFieldCount);
        Assert.Empty(parsed.Anomalies);
        Assert.DoesNotContain(parsed.Answer.Fields.Keys, key => key.StartsWith("RAND", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Unknown_fields_are_counted_and_dropped()
    {
        var parsed = PproWire.Read(PproWire.Found("STATUS=PENDING&RAND=1&RANDOM=2&SPECIALOUT.X=3"));

        Assert.Equal(3, parsed.Answer.UnknownFieldCount);
        Assert.Empty(parsed.Anomalies);
        Assert.Equal(["REQUESTSTATUS", "TXID", "MERCHANTTXID"], parsed.Answer.Fields.Keys);
    }

    [Fact]
    public void Names_are_read_in_any_case() =>
        Assert.Equal(PaymentState.Captured, PproWire.Read("requeststatus=SUCCEEDED&Status=SUCCEEDED&txId=123887123").State);

    [Theory]
    [InlineData("succeeded")]
    [InlineData("Succeeded")]
    [InlineData("SUCCEEDED%20")]
    [InlineData("SUCCEEDED%0A")]
    [InlineData("SUCCEEDED%00")]
    [InlineData("SUCC%2545EDED")]
    public void Values_are_exact(string value)
    {
        var parsed = PproWire.Read(PproWire.Found($"STATUS={value}"));

        Assert.Equal((PaymentState.Unknown, Finality.Unknown), (parsed.State, parsed.Finality));
        Assert.Equal([StatusAnomalyKind.UnrecognizedValue], parsed.Anomalies.Select(anomaly => anomaly.Kind));
    }

    [Fact]
    public void Values_are_decoded_once_and_plus_is_a_space() =>
        Assert.Equal("a b%20c=d ä", PproWire.Read(PproWire.Found("STATUS=PENDING&ERRMSG=a+b%2520c=d%20%C3%A4")).Answer.Message);

    [Theory]
    [InlineData("%zz")]
    [InlineData("a%")]
    [InlineData("%FFtest123")]
    public void Invalid_escape_in_a_text_keeps_it_raw_and_hidden(string text)
    {
        var parsed = PproWire.Read(PproWire.Found($"STATUS=PENDING&ERRMSG={text}"));

        Assert.Equal(PaymentState.Pending, parsed.State);
        Assert.Null(parsed.Answer.Message);
        Assert.Equal(text, parsed.Answer.SensitiveFields["ERRMSG"]);
        Assert.Equal([StatusAnomalyKind.RepairedMarkup], parsed.Anomalies.Select(anomaly => anomaly.Kind));
    }

    [Fact]
    public void Random_bodies_are_read_or_throw_TransactionStatusException()
    {
        var random = new Random(20260102);
        var pieces = new[]
        {
            "REQUESTSTATUS=", "STATUS=", "SUCCEEDED", "FAILED", "&", "=", "%", "%C3%A4", "\n", "TXID=", "0", "RAND1", "FAILREASON=", "+",
            "FUNDSSTATUS=",
        };
        for (var round = 0; round < 20_000; round++)
        {
            var body = new List<byte>();
            for (var count = random.Next(0, 40); count > 0; count--)
            {
                if (random.Next(4) == 0) body.Add((byte)random.Next(256));
                else body.AddRange(Encoding.ASCII.GetBytes(pieces[random.Next(pieces.Length)]));
            }

            var exception = Record.Exception(() => PproWire.Read([.. body], TransactionQuery.ByMerchantReference("sale1002")));

            if (exception is not null) Assert.IsType<TransactionStatusException>(exception);
        }
    }

    // With the reason TX_NOT_FOUND, such an answer is invalid.
    [Theory]
    [InlineData("TX_NOT_UNIQUE", "SUCCEEDED", true)]
    [InlineData("TX_NOT_UNIQUE", "PENDING", true)]
    [InlineData("TX_NOT_UNIQUE", "FAILED", false)]
    [InlineData("TX_NOT_UNIQUE", "", false)]
    [InlineData("TX_NOT_FOUND", "FAILED", false)]
    [InlineData("TX_NOT_FOUND", "", false)]
    public void Failed_call_with_a_status_that_has_not_failed_is_flagged(string reason, string status, bool isFlagged) =>
        Assert.Equal(
            isFlagged,
            PproWire.Read($"REQUESTSTATUS=FAILED&REQUESTFAILREASON={reason}&STATUS={status}&TXID=0")
                .Anomalies.Any(anomaly => anomaly.Kind == StatusAnomalyKind.ContradictoryFields));
}
