namespace PaymentStatusSdk.ConvergeGate.Tests;

/// <summary>
/// NOTFOUND counts only when the section describes no transaction: a payment that exists must never be reported as missing.
/// </summary>
public sealed class ConvergeGateNotFoundTests
{
    private const string NotFound = "<result>NOTFOUND</result>";

    [Theory]
    [InlineData("<state>CAPTURED</state>")]
    [InlineData("<amount>125.45</amount>")]
    [InlineData("<curcode>EUR</curcode>")]
    [InlineData("<merchantspecific1>a</merchantspecific1>")]
    [InlineData("<merchantspecific5>a</merchantspecific5>")]
    [InlineData("<status>CAPTURED</status>")]
    [InlineData($"<status>CAPTURED</status>{Answers.Ids}")]
    [InlineData($"{Answers.Ids}<detail><status>CAPTURED</status></detail>")]
    [InlineData($"{Answers.Ids}<![CDATA[CAPTURED]]>")]
    [InlineData($"CAPTURED{Answers.Ids}")]
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
        $"<transaction>{NotFound}<transaction>{Answers.Ids}<status>CAPTURED</status></transaction>more{after}</transaction>");

    [Theory]
    [InlineData(NotFound)]
    [InlineData($"{NotFound}<transaction/>")]
    [InlineData($"{NotFound}<transaction>{Answers.Ids}</transaction>")]
    [InlineData($"{NotFound}<transaction>{Answers.Ids}<status/><detail><status> </status></detail></transaction>")]
    [InlineData($"{NotFound}<transaction>{Answers.Ids}<merchantspecific1/><merchantspecific5> </merchantspecific5></transaction>")]
    [InlineData($"{NotFound}<transaction>{Answers.Ids}</transaction><errorcode>000</errorcode><errormessage>none</errormessage>")]
    [InlineData($"none{NotFound}<transaction>{Answers.Ids}</transaction>")]
    [InlineData($"<note>none</note>{NotFound}<transaction>{Answers.Ids}</transaction>")]
    [InlineData($"{NotFound}<note>none</note><transaction>{Answers.Ids}</transaction><errorcode>000</errorcode>")]
    [InlineData($"{NotFound}<transaction>{Answers.Ids}</transaction><note>none</note>")]
    [InlineData($"{NotFound}<transaction>{Answers.Ids}</transaction><note>none</note><errorcode>000</errorcode>")]
    public void Section_without_more_than_references_is_not_found(string content)
    {
        var reading = Answers.Read($"<transaction>{content}</transaction>");

        Assert.Equal((LookupOutcome.NotFound, PaymentState.Unknown), (reading.Outcome, reading.State));
    }

    private static void AssertContradiction(string xml) =>
        Assert.Contains("but describes a transaction", Answers.Refused(xml).Message, StringComparison.Ordinal);
}
