namespace PaymentStatusSdk.ConvergeGate.Tests;

/// <summary>Fields count at their exact paths only.</summary>
public sealed class ConvergeGateLayoutTests
{
    private const string Fields = $"{Answers.Ids}{Answers.Money}<state>CAPTURED</state>";

    public static TheoryData<string, string> WrongPlaces => new()
    {
        { "flat", $"<transaction><result>SUCCESS</result>{Fields}</transaction>" },
        { "state one level too high",
            $"<transaction><result>SUCCESS</result><state>CAPTURED</state><transaction>{Answers.Ids}</transaction></transaction>" },
        { "state one level too deep", Answers.Nested($"{Answers.Ids}<detail><state>CAPTURED</state></detail>") },
        { "node nested twice", Answers.Nested($"<transaction>{Fields}</transaction>") },
        { "another node", $"<transaction><result>SUCCESS</result><order>{Fields}</order></transaction>" },
        { "after the node",
            $"<transaction><result>SUCCESS</result><transaction>{Answers.Ids}</transaction><other>{Fields}</other></transaction>" },
        { "attribute", Answers.Nested($"{Answers.Ids}<state value=\"CAPTURED\"/>") },
        { "comment", Answers.Nested($"{Answers.Ids}<!--<state>CAPTURED</state>-->") },
        { "upper-case name", Answers.Nested($"{Answers.Ids}<STATE>CAPTURED</STATE>") },
    };

    [Theory]
    [MemberData(nameof(WrongPlaces))]
    public void State_at_another_path_is_no_state(string place, string xml)
    {
        Assert.NotEmpty(place);
        Assert.Contains("has no state", Answers.Refused(xml).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html><body>Maintenance</body></html>", "root element")]
    [InlineData("<response><result>SUCCESS</result><transaction><state>CAPTURED</state></transaction></response>", "root element")]
    [InlineData("<Transaction/>", "root element")]
    [InlineData("<transaction/>", "no result")]
    [InlineData("<transaction><transaction><result>SUCCESS</result><state>CAPTURED</state></transaction></transaction>", "no result")]
    [InlineData("", "answer is empty")]
    [InlineData("   \n ", "answer is empty")]
    [InlineData("<!-- maintenance -->", "answer is empty")]
    [InlineData("strresponse=%3Ctransaction%2F%3E", "not well-formed")]
    [InlineData("<transaction><result>SUCCESS</result>", "not well-formed")]
    [InlineData("<transaction></transaction><transaction/>", "not well-formed")]
    [InlineData("<!DOCTYPE transaction><transaction/>", "not well-formed")]
    public void Another_document_is_rejected_with_a_reason(string body, string reason) =>
        Assert.Contains(reason, Answers.Refused(body).Message, StringComparison.Ordinal);

    [Fact]
    public void Two_sections_are_never_merged()
    {
        var xml = $"<transaction><result>SUCCESS</result><transaction>{Answers.Ids}</transaction><transaction><state>CAPTURED</state>"
            + "</transaction></transaction>";

        Assert.Contains("two 'transaction' sections", Answers.Refused(xml).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<result>SUCCESS</result>", "<result>ERROR</result>", "result", false)]
    [InlineData("<errorcode>000</errorcode>", "<errorcode>201</errorcode>", "errorcode", false)]
    [InlineData("<state>CAPTURED</state>", "<state>DECLINED</state>", "state", true)]
    [InlineData("<amount>1.00</amount>", "<amount>2.00</amount>", "amount", true)]
    [InlineData("<curcode>EUR</curcode>", "<curcode>USD</curcode>", "curcode", true)]
    [InlineData("<gatetransid>a</gatetransid>", "<gatetransid>b</gatetransid>", "gatetransid", true)]
    [InlineData("<merchanttransid>a</merchanttransid>", "<merchanttransid>b</merchanttransid>", "merchanttransid", true)]
    public void Deciding_field_with_two_different_values_is_rejected(string first, string second, string field, bool isNested)
    {
        string Xml(string twice) =>
            isNested ? Answers.Nested(twice) : $"<transaction>{twice}<transaction>{Fields}</transaction></transaction>";

        Assert.Contains($"'{field}' twice", Answers.Refused(Xml(first + second)).Message, StringComparison.Ordinal);
        Assert.Contains($"'{field}' twice", Answers.Refused(Xml(second + first)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Repeated_equal_value_is_read()
    {
        var reading = Answers.Read(
            Answers.Nested(Fields + Fields, "<errorcode>000</errorcode><errorcode> 000 </errorcode><result>SUCCESS</result>"));

        Assert.Equal(PaymentState.Captured, reading.State);
    }

    [Fact]
    public void Blank_values_are_absent()
    {
        var reading = Answers.Read(Answers.Nested(
            "<gatetransid> </gatetransid><merchanttransid>\n</merchanttransid><amount/><curcode> </curcode><state> CAPTURED\n</state>"
            + "<merchantspecific1> </merchantspecific1>",
            "<errorcode> </errorcode><errormessage> </errormessage>"));

        Assert.Equal(PaymentState.Captured, reading.State);
        Assert.Equal((null, null), (reading.GatewayReference, reading.MerchantReference));
        Assert.Equal((null, null, false), (reading.Amount.Value, reading.Amount.Currency, reading.Amount.IsUnreadable));
        Assert.Equal((null, null), (reading.Answer.Code, reading.Answer.Message));
        Assert.Empty(reading.Answer.SensitiveFields);
        Assert.Equal(["result"], reading.Answer.Fields.Keys);
    }

    [Fact]
    public void Fields_that_show_what_the_gateway_answered_are_reported_as_received()
    {
        var reading = Answers.Read(Answers.Xml("DECLINED", "Success", "201", "why"));

        Assert.Equal(
            [
                "result=Success", $"gatetransid={Answers.GatewayReference}", $"merchanttransid={Answers.MerchantReference}",
                "amount=125.45", "curcode=EUR",
            ],
            reading.Answer.Fields.Select(field => $"{field.Key}={field.Value}"));
    }

    [Fact]
    public void References_longer_than_a_query_allows_are_read()
    {
        var id = new string('m', 100);

        var reading = Answers.Read(
            Answers.Nested($"<gatetransid>{id}</gatetransid><merchanttransid>{id}</merchanttransid><state>PENDING</state>"));

        Assert.Equal((id, id), (reading.GatewayReference, reading.MerchantReference));
    }

    [Fact]
    public void Unknown_elements_are_counted_and_dropped()
    {
        var reading = Answers.Read(Answers.Xml(more: "<cardnumber>4111</cardnumber><extra><inner/></extra>").Replace(
            "<transaction><g", "<transref>1</transref><transaction><g", StringComparison.Ordinal));

        Assert.Equal(4, reading.Answer.UnknownFieldCount);
        Assert.DoesNotContain(reading.Answer.Fields, field => field.Value == "4111");
    }

    [Fact]
    public void Merchant_defined_texts_are_sensitive()
    {
        var reading = Answers.Read(Answers.Xml(
            more: "<merchantspecific5>five</merchantspecific5><merchantspecific1>one</merchantspecific1>"
                + "<merchantspecific4>four</merchantspecific4><merchantspecific2>two</merchantspecific2>"
                + "<merchantspecific3>three</merchantspecific3>"));

        Assert.Equal(
            [
                "merchantspecific1=one", "merchantspecific2=two", "merchantspecific3=three", "merchantspecific4=four",
                "merchantspecific5=five",
            ],
            reading.Answer.SensitiveFields.Select(field => $"{field.Key}={field.Value}"));
        Assert.Equal(0, reading.Answer.UnknownFieldCount);
        Assert.DoesNotContain("one", reading.Answer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void First_of_several_free_texts_is_kept()
    {
        var reading = Answers.Read(Answers.Nested(
            $"{Fields}<merchantspecific1>one</merchantspecific1><merchantspecific1>two</merchantspecific1>",
            "<errormessage>first</errormessage><errormessage>second</errormessage>"));
        var described = Answers.Read(Answers.Nested(Fields, "<description>first</description><description>second</description>"));

        Assert.Equal(("first", "first"), (reading.Answer.Message, described.Answer.Message));
        Assert.Equal("one", reading.Answer.SensitiveFields["merchantspecific1"]);
    }

    [Theory]
    [InlineData("\uFEFF")]
    [InlineData("\n \t")]
    [InlineData("\uFEFF\r\n")]
    public void Byte_order_mark_and_white_space_before_the_declaration_are_skipped(string before) =>
        Assert.Equal(PaymentState.Captured, Answers.Read(before + Answers.Xml()).State);

    [Fact]
    public void Description_is_the_message_when_there_is_no_errormessage()
    {
        Assert.Equal(
            "why", Answers.Read(Answers.Nested(Fields, "<description>why</description><errormessage> </errormessage>")).Answer.Message);
        Assert.Equal(
            "that", Answers.Read(Answers.Nested(Fields, "<description>why</description><errormessage>that</errormessage>")).Answer.Message);
    }
}
