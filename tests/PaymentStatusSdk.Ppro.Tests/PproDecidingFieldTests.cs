using System.Text;

namespace PaymentStatusSdk.Ppro.Tests;

/// <summary>A defect of a field that decides about a payment makes the whole body no answer. <c>PROTOCOL.md, encoding</c></summary>
public sealed class PproDecidingFieldTests
{
    public static TheoryData<string> DecidingFields =>
        ["REQUESTSTATUS", "REQUESTFAILREASON", "STATUS", "TXID", "MERCHANTTXID", "FUNDSSTATUS", "FAILREASON"];

    [Theory]
    [MemberData(nameof(DecidingFields))]
    public void Conflicting_repeat_of_a_deciding_field_is_no_answer(string field)
    {
        var body = $"{field}=A1&{field.ToLowerInvariant()}=A2";

        AssertNoAnswer($"The answer has {field} twice", body);
    }

    [Theory]
    [MemberData(nameof(DecidingFields))]
    public void Empty_repeat_of_a_filled_deciding_field_is_no_answer(string field)
    {
        AssertNoAnswer($"The answer has {field} twice", $"{field}=&{field}=A1");
        AssertNoAnswer($"The answer has {field} twice", $"{field}=A1&{field}=");
    }

    [Theory]
    [MemberData(nameof(DecidingFields))]
    public void Invalid_escape_in_a_deciding_field_is_no_answer(string field)
    {
        foreach (var escape in new[] { "%zz", "%", "%4", "%C3", "%FF" })
            AssertNoAnswer($"The answer's {field} cannot be decoded", $"{field}=A{escape}");
    }

    [Fact]
    public void Equal_repeat_of_a_deciding_field_is_accepted() =>
        Assert.Equal(PaymentState.Captured, PproWire.Read(PproWire.Found("STATUS=SUCCEEDED&STATUS=SUCCEEDED")).State);

    [Fact]
    public void Success_injected_by_an_unescaped_text_is_no_answer() =>
        AssertNoAnswer("The answer has STATUS twice", PproWire.Found("STATUS=FAILED&ERRMSG=you&STATUS=SUCCEEDED&FUNDSSTATUS=RECEIVED"));

    [Theory]
    [InlineData("STATUS=SUCC%E9EDED")]
    [InlineData("STATUS=SUCC\u00E9EDED")]
    public void Octet_that_is_not_UTF8_in_a_deciding_value_is_no_answer(string status)
    {
        var body = Encoding.Latin1.GetBytes(PproWire.Found(status));

        var exception = Assert.Throws<TransactionStatusException>(
            () => PproWire.Read(body, TransactionQuery.ByGatewayReference(PproWire.TxId)));
        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, exception.Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html><body>STATUS=SUCCEEDED</body></html>")]
    [InlineData("{\"REQUESTSTATUS\":\"SUCCEEDED\",\"STATUS\":\"SUCCEEDED\"}")]
    [InlineData("STATUS=SUCCEEDED&TXID=123887123")]
    public void Body_without_request_status_is_no_answer(string body) =>
        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, PproWire.Refused(body).Kind);

    private static void AssertNoAnswer(string why, string body)
    {
        var refused = PproWire.Refused(body);

        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, refused.Kind);
        Assert.StartsWith(why, refused.Message, StringComparison.Ordinal);
    }
}
