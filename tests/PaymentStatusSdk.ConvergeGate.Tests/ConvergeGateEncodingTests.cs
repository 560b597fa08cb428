using System.Text;

namespace PaymentStatusSdk.ConvergeGate.Tests;

/// <summary>
/// Text that decides nothing makes no answer unreadable; a deciding text that had to be replaced makes it InvalidResponse.
/// </summary>
public sealed class ConvergeGateEncodingTests
{
    [Theory]
    [InlineData("709-01-latin1-octet-in-free-text.xml", true, "Caf\uFFFD")]
    [InlineData("709-03-declared-iso-8859-1.xml", false, "Café")]
    [InlineData("709-04-ascii-declared-iso-8859-1.xml", false, "basket 17")]
    [InlineData("709-05-ascii-declared-utf8.xml", false, "basket 17")]
    [InlineData("709-06-ascii-declared-us-ascii.xml", false, "basket 17")]
    [InlineData("709-07-declared-windows-1252.xml", false, "€ 5")]
    [InlineData("709-08-utf-16-with-mark.xml", false, "basket 17")]
    [InlineData("709-09-stylesheet-instruction.xml", false, "basket 17")]
    [InlineData("709-10-instruction-inside.xml", false, "basket 17")]
    [InlineData("709-11-xml-1.1.xml", false, "basket 17")]
    [InlineData("709-12-control-character.xml", true, "a\uFFFDb")]
    [InlineData("709-13-control-reference.xml", true, "a\uFFFDb")]
    [InlineData("709-14-trailing-nul.xml", true, "basket 17")]
    public void Captured_answer_is_read_with_free_text_in_any_encoding(string file, bool isFlagged, string text)
    {
        var reading = Answers.Read(WireFile.Read(file));

        Assert.Equal((LookupOutcome.Answered, PaymentState.Captured), (reading.Outcome, reading.State));
        Assert.Equal(("g-1", "ORDER-1"), (reading.GatewayReference, reading.MerchantReference));
        Assert.Equal(new Money(125.45m, "EUR"), reading.Amount.ToMoney());
        Assert.Equal(text, reading.Answer.SensitiveFields["merchantspecific1"]);
        Assert.Equal(isFlagged ? [StatusAnomalyKind.RepairedMarkup] : [], reading.Kinds());
    }

    [Fact]
    public void Declined_answer_is_read_with_a_message_in_another_encoding()
    {
        var reading = Answers.Read(WireFile.Read("709-02-cp1252-in-errormessage-declined.xml"));

        Assert.Equal((PaymentState.Declined, "Refus\uFFFD \uFFFD voir banque"), (reading.State, reading.Answer.Message));
        Assert.Equal([StatusAnomalyKind.RepairedMarkup], reading.Kinds());
    }

    [Theory]
    [InlineData("iso-8859-1", "E9")]
    [InlineData("ISO_8859-15", "E9")]
    [InlineData("windows-1252", "E9")]
    [InlineData("utf-8", "C3A9")]
    [InlineData(null, "C3A9")]
    public void Charset_of_the_content_type_applies_where_the_document_declares_none(string? charset, string octets)
    {
        var reading = Answers.Read(
            Spliced(Answers.Xml(errorMessage: "Refus~")["<?xml version=\"1.0\" encoding=\"utf-8\"?>".Length..], octets), charset: charset);

        Assert.Equal("Refusé", reading.Answer.Message);
        Assert.Empty(reading.Anomalies);
    }

    [Fact]
    public void Rejected_query_with_a_damaged_message_is_Rejected_and_one_with_a_damaged_code_is_InvalidResponse()
    {
        var message = Spliced(Answers.Nested("", "<errorcode>998</errorcode><errormessage>Refus~</errormessage>", "ERROR"), "E9");
        var code = Spliced(Answers.Nested("", "<errorcode>99~</errorcode><errormessage>Refus</errormessage>", "ERROR"), "E9");

        var rejected = Assert.Throws<TransactionStatusException>(() => Answers.Read(message));
        Assert.Equal((TransactionStatusErrorKind.Rejected, "998"), (rejected.Kind, rejected.GatewayCode));
        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, Assert.Throws<TransactionStatusException>(() => Answers.Read(code)).Kind);
    }

    [Theory]
    [InlineData("<state>", "CAPTURED")]
    [InlineData("<curcode>", "EUR")]
    [InlineData("<amount>", "125.45")]
    [InlineData("<result>", "SUCCESS")]
    [InlineData("<merchanttransid>", Answers.MerchantReference)]
    [InlineData("<gatetransid>", Answers.GatewayReference)]
    public void Deciding_text_beyond_ascii_in_a_mislabelled_answer_is_InvalidResponse(string field, string value)
    {
        var xml = Answers.Xml(errorMessage: "é").Replace("utf-8", "iso-8859-1", StringComparison.Ordinal);

        Assert.Equal([StatusAnomalyKind.RepairedMarkup], Answers.Read(xml).Kinds());
        Answers.Refused(xml.Replace(field + value, $"{field}{value}é", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("NOTFOUND")]
    [InlineData("ERROR")]
    public void Damaged_name_of_the_state_is_never_overlooked(string result)
    {
        var xml = Answers.Xml(result: result).Replace("state>", "st~te>", StringComparison.Ordinal);

        Assert.Equal(
            TransactionStatusErrorKind.InvalidResponse,
            Assert.Throws<TransactionStatusException>(() => Answers.Read(Spliced(xml, "E9"))).Kind);
        Answers.Refused(xml.Replace('~', '\u0001'));
    }

    [Fact]
    public void Reference_beyond_ascii_is_read_in_the_declared_encoding()
    {
        var xml = Answers.Xml().Replace(Answers.MerchantReference, "Bücher-1", StringComparison.Ordinal);

        Assert.Equal("Bücher-1", Answers.Read(xml).MerchantReference);
        Assert.Equal(
            "Bücher-1",
            Answers.Read(Encoding.Latin1.GetBytes(xml.Replace("utf-8", "iso-8859-1", StringComparison.Ordinal))).MerchantReference);
        Assert.Throws<TransactionStatusException>(() => Answers.Read(Encoding.Latin1.GetBytes(xml)));
    }

    // The octets replace '~' in the text.
    private static byte[] Spliced(string text, string octets)
    {
        var latin1 = text.Replace("~", Encoding.Latin1.GetString(Convert.FromHexString(octets)), StringComparison.Ordinal);
        return Encoding.Latin1.GetBytes(latin1);
    }
}
