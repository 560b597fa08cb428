namespace PaymentStatusSdk.ConvergeGate.Tests;

/// <summary>
/// NOTFOUND counts only when the answer describes no transaction: a payment that exists must never be reported as missing.
/// </summary>
public sealed class ConvergeGateNotFoundTests
{
    private const string NotFound = "<result>NOTFOUND</result>";
    private const string Id = $"<gatetransid>{Answers.GatewayReference}</gatetransid>";
    private static readonly TransactionQuery ByGateway = TransactionQuery.ByGatewayReference(Answers.GatewayReference);
    private static readonly TransactionQuery ByOrder = TransactionQuery.ByMerchantReference(Answers.MerchantReference);

    [Theory]
    [InlineData("<state>CAPTURED</state>")]
    [InlineData("<amount>125.45</amount>")]
    [InlineData("<curcode>EUR</curcode>")]
    [InlineData("<merchantspecific1>a</merchantspecific1>")]
    [InlineData("<merchantspecific5>a</merchantspecific5>")]
    [InlineData("<status>CAPTURED</status>")]
    [InlineData($"<status>CAPTURED</status>{Id}")]
    [InlineData($"{Id}<detail><status>CAPTURED</status></detail>")]
    [InlineData($"{Id}<![CDATA[CAPTURED]]>")]
    [InlineData($"CAPTURED{Id}")]
    public void Any_part_of_a_transaction_contradicts_NOTFOUND(string inner)
    {
        AssertContradiction(Answers.Nested(inner, "<errorcode>000</errorcode><errormessage>none</errormessage>", "NOTFOUND"));
        AssertContradiction(Answers.Nested(inner, result: "NOTFOUND"));
    }

    // The text behind the section must not hide the one inside it.
    [Theory]
    [InlineData("<errorcode>000</errorcode>")]
    [InlineData("")]
    public void Unknown_field_contradicts_NOTFOUND_when_text_follows_the_section(string after) => AssertContradiction(
        $"<transaction>{NotFound}<transaction>{Id}<status>CAPTURED</status></transaction>more{after}</transaction>");

    // Each at the place of notifications, in a wrapper, and in another namespace.
    [Theory]
    [InlineData("gatetransid")]
    [InlineData("merchanttransid")]
    [InlineData("amount")]
    [InlineData("curcode")]
    [InlineData("state")]
    [InlineData("merchantspecific1")]
    [InlineData("merchantspecific5")]
    [InlineData("status")]
    [InlineData("statuscode")]
    public void Field_of_a_transaction_outside_of_the_section_contradicts_NOTFOUND(string name)
    {
        var field = $"<{name}>1</{name}>";
        foreach (var misplaced in new[] { field, $"<order><new/>{field}<new/></order>", $"<x:{name} xmlns:x=\"urn:x\">1</x:{name}>" })
        {
            AssertContradiction($"<transaction>{NotFound}{misplaced}</transaction>");
            AssertContradiction($"<transaction>{misplaced}{NotFound}<errorcode>000</errorcode></transaction>");
            AssertContradiction($"<transaction>{NotFound}<transaction>{Answers.Ids}</transaction>{misplaced}<new/></transaction>");
        }
    }

    [Theory]
    [InlineData("<state><value>CAPTURED</value></state>")]
    [InlineData("<state><new/><value>CAPTURED</value></state><errorcode>000</errorcode>")]
    [InlineData("<state><![CDATA[CAPTURED]]></state>")]
    [InlineData("<state>CAPTURED</state>more")]
    [InlineData("<amount><curcode/><new/>12</amount><errorcode>000</errorcode>")]
    public void Misplaced_field_contradicts_NOTFOUND_wherever_its_text_is(string misplaced) =>
        AssertContradiction($"<transaction>{NotFound}<transaction/>{misplaced}</transaction>");

    // A second section is a section even when it is empty, as beside the first.
    [Theory]
    [InlineData("<transaction><transaction/></transaction>")]
    [InlineData("<transaction><transaction><state>CAPTURED</state></transaction></transaction><new/>")]
    [InlineData("<transaction><detail><transaction/></detail></transaction>")]
    [InlineData("<order><transaction/></order>")]
    [InlineData("<order><transaction/><new/></order><errorcode>000</errorcode>")]
    [InlineData("<transaction/><orders><transaction><state>CAPTURED</state></transaction></orders>")]
    [InlineData("<x:transaction xmlns:x=\"urn:x\"/>")]
    public void Section_at_another_place_contradicts_NOTFOUND(string content) =>
        AssertContradiction($"<transaction>{NotFound}{content}</transaction>");

    [Fact]
    public void Flat_answer_in_the_layout_of_notifications_contradicts_NOTFOUND()
    {
        var exception = Assert.Throws<TransactionStatusException>(() => Answers.Read(WireFile.Read("answer-not-found-flat.xml")));

        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, exception.Kind);
        Assert.Contains("but describes a transaction", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(NotFound)]
    [InlineData($"{NotFound}<transaction/>")]
    [InlineData($"{NotFound}<gatetransid/><amount> </amount><state>\n</state><status/><transaction/><errorcode>000</errorcode>")]
    [InlineData($"{NotFound}<order><state/><statuscode/></order><transaction>{Id}</transaction>")]
    [InlineData($"{NotFound}<transaction>{Id}</transaction>")]
    [InlineData($"{NotFound}<transaction>{Id}<status/><detail><status> </status></detail></transaction>")]
    [InlineData($"{NotFound}<transaction>{Id}<merchantspecific1/><merchantspecific5> </merchantspecific5></transaction>")]
    [InlineData($"{NotFound}<transaction>{Id}</transaction><errorcode>000</errorcode><errormessage>none</errormessage>")]
    [InlineData($"none{NotFound}<transaction>{Id}</transaction>")]
    [InlineData($"<note>none</note>{NotFound}<transaction>{Id}</transaction>")]
    [InlineData($"{NotFound}<note>none</note><transaction>{Id}</transaction><errorcode>000</errorcode>")]
    [InlineData($"{NotFound}<transaction>{Id}</transaction><note>none</note>")]
    [InlineData($"{NotFound}<transaction>{Id}</transaction><note>none</note><errorcode>000</errorcode>")]
    [InlineData($"{NotFound}<note>none</note><transaction><state/></transaction><errorcode>101</errorcode>")]
    public void Section_without_more_than_references_is_not_found(string content)
    {
        var reading = Answers.Read($"<transaction>{content}</transaction>");

        Assert.Equal((LookupOutcome.NotFound, PaymentState.Unknown), (reading.Outcome, reading.State));
    }

    [Theory]
    // Echoed as queried, in another spelling, or left out.
    [InlineData(Id, LookupOutcome.NotFound)]
    [InlineData("<gatetransid>5D3C1F60-8A2B-4C7E-9B10-2F6E7A8C9D01</gatetransid>", LookupOutcome.NotFound)]
    [InlineData("<gatetransid>5d3c1f608a2b4c7e9b102f6e7a8c9d01</gatetransid>", LookupOutcome.NotFound)]
    [InlineData("<gatetransid> </gatetransid><merchanttransid/>", LookupOutcome.NotFound)]
    [InlineData("", LookupOutcome.NotFound)]
    // Another transaction: an answer that was mixed up, or stored for another query.
    [InlineData("<gatetransid>OTHER</gatetransid>", LookupOutcome.Mismatch)]
    public async Task Missing_transaction_is_the_queried_one_or_a_mismatch(string section, LookupOutcome outcome)
    {
        await using var services = StubGateway.Services($"<transaction>{NotFound}<transaction>{section}</transaction></transaction>");
        var query = ByGateway with { ExpectedMerchantReference = Answers.MerchantReference };

        var result = await StubGateway.QueryAsync(services, query);

        Assert.Equal((outcome, PaymentState.Unknown), (result.Outcome, result.State));
    }

    // The request has one of them.
    [Fact]
    public async Task Reference_that_was_not_queried_contradicts_NOTFOUND()
    {
        await AssertAsync(ByGateway, "<merchanttransid>A</merchanttransid>", isContradiction: true);
        await AssertAsync(ByGateway with { ExpectedMerchantReference = Answers.MerchantReference }, Answers.Ids, isContradiction: true);
        await AssertAsync(ByOrder, Answers.Ids, isContradiction: true);
        await AssertAsync(ByOrder, Id, isContradiction: true);
        await AssertAsync(ByOrder, $"<merchanttransid>{Answers.MerchantReference}</merchanttransid>", isContradiction: false);
        // Without a query, one reference alone may be the queried one.
        AssertContradiction(Answers.Nested(Answers.Ids, result: "NOTFOUND"));
        var reading = Answers.Read(Answers.Nested("<merchanttransid>A</merchanttransid>", result: "NOTFOUND"));
        Assert.Equal(LookupOutcome.NotFound, reading.Outcome);

        static async Task AssertAsync(TransactionQuery query, string section, bool isContradiction)
        {
            await using var services = StubGateway.Services($"<transaction>{NotFound}<transaction>{section}</transaction></transaction>");
            var answer = StubGateway.QueryAsync(services, query);
            if (isContradiction)
            {
                var failure = await Assert.ThrowsAsync<TransactionStatusException>(() => answer);
                Assert.Equal(TransactionStatusErrorKind.InvalidResponse, failure.Kind);
            }
            else
            {
                Assert.Equal(LookupOutcome.NotFound, (await answer).Outcome);
            }
        }
    }

    private static void AssertContradiction(string xml) =>
        Assert.Contains("but describes a transaction", Answers.Refused(xml).Message, StringComparison.Ordinal);
}
