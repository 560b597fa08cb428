using System.Text;
using PaymentStatusSdk.Adapters.Wire;
using PaymentStatusSdk.Desjardins.Protocol;

namespace PaymentStatusSdk.Desjardins.Tests;

/// <summary>How much of a document was not understood, and how it is outlined. PROTOCOL.md, result.</summary>
public sealed class DesjardinsStructureTests
{
    public static TheoryData<string> Texts => [.. DesjardinsFields.Texts];

    [Theory]
    [InlineData("<trx/>", 0, 1)]
    [InlineData("<trx id=\"T1\"/>", 0, 1)]
    [InlineData("<a><b/></a>", 0, 2)]
    [InlineData("<a><b><c/></b></a>", 0, 3)]
    [InlineData("<transaction/>", 1, 0)]
    [InlineData("<transaction approved=\"yes\"/>", 1, 0)]
    [InlineData("<transaction><trx/></transaction>", 1, 1)]
    [InlineData("<transaction approved=\"yes\"><transaction id=\"T2\" approved=\"no\"/></transaction>", 1, 0)]
    [InlineData("T1", 0, 1)]
    [InlineData("<transactions>T1</transactions>", 0, 1)]
    [InlineData("<transactions status=\"T1\"/>", 0, 1)]
    [InlineData("<transactions status=\"T1\"/><transactions status=\"T2\"/>", 0, 2)]
    [InlineData("<transactions status=\"T1\"/><trx/>", 0, 2)]
    [InlineData("<transaction id=\"T1\" approved=\"yes\"><a><transactions/></a></transaction>", 0, 1)]
    [InlineData("<transaction id=\"T1\" approved=\"yes\"><a b=\"c\"/></transaction>", 0, 1)]
    [InlineData("<amount>1</amount>", 0, 1)]
    public void Content_that_was_not_understood_is_counted(string inner, int withoutId, int unknown) =>
        Assert.StartsWith(
            $"{withoutId} transactions without an id, {unknown} elements or texts of unknown meaning; root 'request', below it merchant",
            Account.Message(inner).NotUnderstood, StringComparison.Ordinal);

    [Theory]
    [InlineData("<request><merchant id=\"100001\"/></request>", true)]
    [InlineData("<request input=\"xml\"><merchant id=\"100001\"/></request>", true)]
    [InlineData("<request><merchant id=\"100001\" key=\"K\"/></request>", true)]
    [InlineData("<request><merchant key=\"K\"/></request>", true)]
    [InlineData("<request><merchant/></request>", true)]
    [InlineData("<request code=\"E12\"><merchant id=\"100001\"/></request>", false)]
    [InlineData("<request input=\"xml\" code=\"E12\"><merchant id=\"100001\"/></request>", false)]
    [InlineData("<request><merchant name=\"T1\"/></request>", false)]
    [InlineData("<request><merchant id=\"100001\" name=\"T1\"/></request>", false)]
    [InlineData("<request><merchant id=\"100001\" key=\"K\" name=\"T1\"/></request>", false)]
    public void Attributes_of_root_and_merchant_are_known_or_counted(string document, bool isUnderstood)
    {
        var message = Account.ReadDocument(Encoding.ASCII.GetBytes(document)).ToMessage();

        if (isUnderstood) Assert.Equal((null, true), (message.NotUnderstood, message.IsEmpty));
        else Assert.StartsWith("0 transactions without an id, 1 elements", message.NotUnderstood, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<request/>")]
    [InlineData("<request input=\"xml\"/>")]
    [InlineData("<response/>")]
    public void Document_without_a_merchant_is_not_an_empty_answer(string document) =>
        Assert.False(Account.ReadDocument(Encoding.ASCII.GetBytes(document)).ToMessage().IsEmpty);

    [Theory]
    [MemberData(nameof(Texts))]
    public void Transaction_in_a_misplaced_text_is_no_answer(string text)
    {
        var message = Account.Message($"<{text}><transaction id=\"T1\" approved=\"yes\"/></{text}>");

        Assert.Empty(message.Results);
        Assert.StartsWith("0 transactions without an id, 2 elements", message.NotUnderstood, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<a><!-- <b> --><c/></a>", "root 'a', below it c (1)")]
    [InlineData("<a><![CDATA[<b>]]><c/></a>", "root 'a', below it c (1)")]
    [InlineData("<a><b-1_2.3:4/></a>", "root 'a', below it b-1_2.3:4 (1)")]
    [InlineData("<a><_b/></a>", "root 'a', below it _b (1)")]
    [InlineData("<a><\u0080/><\u00ff/></a>", "root 'a', below it ? (2)")]
    [InlineData("<a><\u007f/><1/><-b/></a>", "root 'a', below it nothing")]
    [InlineData("<a><aaaaaaaaaabbbbbbbbbbccccccccccdd/></a>", "root 'a', below it aaaaaaaaaabbbbbbbbbbccccccccccdd (1)")]
    [InlineData("<a><", "root 'a', below it nothing")]
    [InlineData("<a><b1/><b2/><b3/><b4/><b5/><b6/><b7/><b8/></a>",
        "root 'a', below it b1 (1), b2 (1), b3 (1), b4 (1), b5 (1), b6 (1), b7 (1), b8 (1)")]
    [InlineData("<a><b1/><b2/><b3/><b4/><b5/><b6/><b7/><b8/><b9/></a>",
        "root 'a', below it b1 (1), b2 (1), b3 (1), b4 (1), b5 (1), b6 (1), b7 (1), b8 (1) and 1 more")]
    public void Outline_lists_up_to_8_names_of_up_to_32_characters(string document, string outline) =>
        Assert.Equal(outline, DesjardinsOutline.Of(Encoding.Latin1.GetBytes(document)));

    [Fact]
    public void Printable_ascii_is_written_as_it_is()
    {
        using var buffer = new RequestBuffer();

        new DesjardinsXmlWriter(buffer).Text("\u001f ~\u007f\u0080");

        Assert.Equal("&#31; ~&#127;&#128;", Encoding.ASCII.GetString(buffer.ToArray()));
    }
}
