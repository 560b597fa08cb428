using PaymentStatusSdk.Desjardins.Protocol;

namespace PaymentStatusSdk.Desjardins.Tests;

/// <summary>A document is understood as a whole, or nothing follows from what it does not name. PROTOCOL.md, result.</summary>
public sealed class DesjardinsUnderstandingTests
{
    public static TheoryData<string> OpaqueFiles =>
    [
        "step4-opaque-id-element.xml", "step4-opaque-other-element.xml", "step4-opaque-other-attribute.xml", "step4-opaque-other-case.xml",
        "step4-opaque-status-text.xml", "step4-opaque-receipt.xml",
    ];

    [Theory]
    [MemberData(nameof(OpaqueFiles))]
    public void Document_with_unknown_content_is_not_understood(string file)
    {
        var document = Account.ReadDocument(WireFile.Read(file));

        Assert.True(document.SaysNothing);
        Assert.Contains("root 'request', below it merchant (1)", document.NotUnderstood, StringComparison.Ordinal);
        Assert.DoesNotContain("T1", document.NotUnderstood, StringComparison.Ordinal);
        Assert.False(document.ToMessage().IsEmpty);
    }

    [Theory]
    [InlineData("card_holder_name")]
    [InlineData("urls")]
    [InlineData("receipt")]
    [InlineData("receipt_text")]
    public void Transaction_in_a_text_is_no_answer_wherever_the_text_is(string text)
    {
        var injected = $"<{text}><transaction id=\"T1\" approved=\"yes\"/></{text}>";
        foreach (var inner in new[] { injected, $"<transactions>{injected}</transactions>", $"<a>{injected}</a>" })
        {
            var message = Account.Message(inner);

            Assert.Empty(message.Results);
            Assert.NotNull(message.NotUnderstood);
        }

        var outside = Account.ReadDocument(System.Text.Encoding.UTF8.GetBytes($"<request>{injected}</request>"));
        Assert.True(outside.SaysNothing);
    }

    [Theory]
    [InlineData("<receipt>0APPROUVEE</receipt>", true)]
    [InlineData("<receipt>0APPROUVEE</receipt><receipt/>", true)]
    [InlineData("<receipt/>", false)]
    [InlineData("<receipt>-</receipt>", false)]
    [InlineData("", false)]
    public void Receipt_with_content_is_more_than_a_repeated_id(string fields, bool isResult)
    {
        var message = Account.Message($"<transaction id=\"T1\">{fields}</transaction>");

        Assert.Equal((isResult ? 1 : 0, isResult ? 0 : 1), (message.Results.Count, message.Echoes!.Count));
        Assert.Null(message.NotUnderstood);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n  \n")]
    [InlineData("<!-- T1 -->")]
    [InlineData("<transactions/>")]
    [InlineData("<transaction id=\"S\" type=\"status\"><transactions> </transactions></transaction>")]
    public void Document_without_results_is_understood(string inner)
    {
        var message = Account.Message(inner);

        Assert.Equal((null, true), (message.NotUnderstood, message.IsEmpty));
    }

    [Theory]
    [InlineData("<transaction id=\"T1\" approved=\"yes\"/>")]
    [InlineData("<transactions><transaction id=\"T1\" approved=\"yes\"/></transactions>")]
    [InlineData("<status><a><b><transaction id=\"T1\" approved=\"yes\"/></b></a></status>")]
    [InlineData("<transaction><transaction id=\"T1\" approved=\"yes\"/></transaction>")]
    [InlineData("<transaction id=\"T1\" approved=\"yes\"><a_new_field>text</a_new_field></transaction>")]
    [InlineData("<transaction id=\"T1\" approved=\"yes\"><urls><url name=\"x\"><path>p</path></url></urls></transaction>")]
    [InlineData("<transaction id=\"T1\" accepted=\"yes\"/>")]
    [InlineData("<transaction id=\"T1\"><error><code>W1</code><detail><a/></detail></error></transaction>")]
    public void Document_with_a_known_structure_is_understood(string inner)
    {
        var message = Account.Message(inner);

        Assert.Equal((null, false), (message.NotUnderstood, message.IsEmpty));
    }

    [Theory]
    [InlineData("T1 approved")]
    [InlineData("<![CDATA[T1]]>")]
    [InlineData("<transactions>T1</transactions>")]
    [InlineData("<transactions status=\"T1\"/>")]
    [InlineData("<transactions><trx id=\"T1\" approved=\"yes\"/></transactions>")]
    [InlineData("<status/>")]
    [InlineData("<x:transaction xmlns:x=\"urn:x\" id=\"T1\" approved=\"yes\"/>")]
    [InlineData("<transaction id=\"-\" approved=\"yes\"/>")]
    [InlineData("<transaction id=\"\" approved=\"yes\"/>")]
    [InlineData("<transaction id=\"T2\" approved=\"yes\"/><trx id=\"T1\" approved=\"yes\"/>")]
    [InlineData("<transaction id=\"T2\" approved=\"yes\"/>T1")]
    [InlineData("<trx id=\"T1\"><transaction id=\"T2\" approved=\"yes\"/></trx>")]
    [InlineData("<status>T1<transaction id=\"T2\" approved=\"yes\"/></status>")]
    [InlineData("<status><trx id=\"T1\"/><transaction id=\"T2\" approved=\"yes\"/></status>")]
    [InlineData("<transaction id=\"T2\" approved=\"yes\"><trx id=\"T1\" approved=\"yes\"/></transaction>")]
    [InlineData("<transaction id=\"T2\" approved=\"yes\"><transactions><trx id=\"T1\"/></transactions></transaction>")]
    [InlineData("<transaction approved=\"yes\"><transaction id=\"T2\" approved=\"no\"/></transaction>")]
    [InlineData("<transaction id=\"T1\" status=\"approved\"/>")]
    [InlineData("<transaction id=\"T1\">approved</transaction>")]
    [InlineData("<transaction id=\"T1\"><status>approved</status></transaction>")]
    public void Unknown_content_is_detected_at_any_position(string inner) =>
        Assert.NotNull(Account.Message(inner).NotUnderstood);

    [Theory]
    [InlineData("<request>T1<merchant id=\"100001\"/></request>")]
    [InlineData("<request><merchant id=\"100001\"/><result id=\"T1\"/></request>")]
    [InlineData("<request><merchant id=\"100001\" result=\"T1\"/></request>")]
    [InlineData("<request code=\"E12\" message=\"T1\"><merchant id=\"100001\"/></request>")]
    public void Unknown_content_beside_the_merchant_is_detected(string document) =>
        Assert.NotNull(Account.ReadDocument(System.Text.Encoding.ASCII.GetBytes(document)).ToMessage().NotUnderstood);

    [Theory]
    [InlineData("sample-ok.xml")]
    [InlineData("sample-nc.xml")]
    [InlineData("sample-cx.xml")]
    public void Public_sample_is_understood_completely(string file) =>
        Assert.Null(Account.ReadDocument(WireFile.Read(file)).ToMessage().NotUnderstood);

    [Theory]
    [InlineData("<a><b/><b/><c>secret <x</c></a>", "root 'a', below it b (2), c (1), ? (1)")]
    [InlineData("<a><!-- <b> --><![CDATA[<c>]]></a>", "root 'a', below it nothing")]
    [InlineData("<a><b\u0001d/><caf\u00e9/></a>", "root 'a', below it ? (2)")]
    [InlineData("<a><aaaaaaaaaabbbbbbbbbbccccccccccddd/></a>", "root 'a', below it ? (1)")]
    [InlineData("<a><b1/><b2/><b3/><b4/><b5/><b6/><b7/><b8/><b9/><b1/><b0/></a>",
        "root 'a', below it b1 (2), b2 (1), b3 (1), b4 (1), b5 (1), b6 (1), b7 (1), b8 (1) and 2 more")]
    [InlineData("no markup", "9 bytes without an element")]
    [InlineData("<a\0", "3 bytes that are not text")]
    [InlineData("<!--", "4 bytes without an element")]
    public void Outline_contains_only_names_and_counts(string document, string outline) =>
        Assert.Equal(outline, DesjardinsOutline.Of(System.Text.Encoding.Latin1.GetBytes(document)));
}
