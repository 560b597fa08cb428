using System.Text;
using PaymentStatusSdk.Desjardins.Callbacks;
using PaymentStatusSdk.Desjardins.Protocol;

namespace PaymentStatusSdk.Desjardins.Tests;

/// <summary>
/// Text that decides nothing never makes a document unreadable; damage in a field that decides always does. PROTOCOL.md, encodings.
/// </summary>
public sealed class DesjardinsRepairTests
{
    public static TheoryData<string, bool> Files => new()
    {
        { "step4-says-utf8-is-latin1.xml", true },
        { "step4-windows-1252.xml", false },
        { "step4-latin1-alias.xml", false },
        { "step4-raw-ampersand.xml", true },
        { "step4-html-entity.xml", true },
        { "step4-instruction.xml", false },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Non_deciding_text_is_read_and_its_repairs_are_reported(string file, bool isFlagged)
    {
        var message = DesjardinsMessage.FromJson(Account.ReadDocument(WireFile.Read(file)).ToMessage().ToJson())!;

        var result = Assert.Single(message.Results);
        var reading = DesjardinsResponse.Read(result, isContested: false, Account.Request(), Account.Now);
        Assert.Equal(("T1", "yes", "12545", null), (result.Id, result.Approved, result[DesjardinsFields.Amount], message.NotUnderstood));
        Assert.Equal(isFlagged ? [StatusAnomalyKind.RepairedMarkup] : [], reading.Kinds());
    }

    [Theory]
    [InlineData("merchant id=\"100001\"", "merchant id=\"10000\u00e9\"")]
    [InlineData("id=\"T1\"", "id=\"T\u00e91\"")]
    [InlineData("id=\"T1\"", "id=\"T&1\"")]
    [InlineData("approved=\"yes\"", "approved=\"y\u00e9s\"")]
    [InlineData("currency=\"CAD\"", "currency=\"C\u00e9D\"")]
    [InlineData("<amount>12545</amount>", "<amount>12\u00e9545</amount>")]
    [InlineData("<amount>12545</amount>", "<amount>12&#1;545</amount>")]
    [InlineData("<iso_code>00</iso_code>", "<iso_code>0\u00e90</iso_code>")]
    [InlineData("<condition_code>1</condition_code>", "<condition_code>1&Eacute;</condition_code>")]
    [InlineData("<amount>12545</amount>", "<error><code>W\u00e91</code></error>")]
    public void Damage_in_a_deciding_field_is_invalid(string sound, string damaged)
    {
        var right = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><request><merchant id=\"100001\">"
            + "<transaction id=\"T1\" currency=\"CAD\" approved=\"yes\">"
            + "<amount>12545</amount><condition_code>1</condition_code><iso_code>00</iso_code></transaction></merchant></request>";
        Assert.Single(Account.ReadDocument(Encoding.Latin1.GetBytes(right)).ToMessage().Results);
        var body = Encoding.Latin1.GetBytes(right.Replace(sound, damaged, StringComparison.Ordinal));

        var exception = Assert.Throws<TransactionStatusException>(() => Account.ReadDocument(body));

        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, exception.Kind);
    }

    [Theory]
    [InlineData("card_holder_name")]
    [InlineData("receipt")]
    [InlineData("receipt_text")]
    [InlineData("process_info")]
    [InlineData("a_new_field")]
    [InlineData("urls")]
    public void Damage_in_any_other_field_is_flagged(string field)
    {
        var body = Encoding.Latin1.GetBytes(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><request>"
            + $"<merchant id=\"100001\">{Account.Transaction("T1", "yes", $"<{field}>\u00e9 & &#1;</{field}>")}</merchant></request>");

        var result = Assert.Single(Account.ReadDocument(body).ToMessage().Results);

        Assert.Equal(2, result.Repairs?.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Document_in_utf_16_with_a_byte_order_mark_is_read(bool isBigEndian)
    {
        var encoding = new UnicodeEncoding(isBigEndian, byteOrderMark: true);
        var text =
            $"<?xml version=\"1.0\" encoding=\"UTF-16\"?><request><merchant id=\"100001\">{Account.Transaction("T1")}</merchant></request>";

        Assert.Single(
            Account.ReadDocument(new byte[][] { encoding.GetPreamble(), encoding.GetBytes(text) }.SelectMany(part => part).ToArray())
                .ToMessage().Results);
    }

    [Fact]
    public void Document_that_declares_Latin_9_and_is_UTF_8_is_read_as_UTF_8()
    {
        var text = "<?xml version=\"1.0\" encoding=\"ISO-8859-15\"?><request>"
            + $"<merchant id=\"1\">{Account.Transaction("T1", "no", "<receipt_text>REFUS\u00c9E</receipt_text>")}</merchant></request>";

        var result = Assert.Single(Account.ReadDocument(Encoding.UTF8.GetBytes(text)).ToMessage().Results);

        Assert.Equal(("REFUS\u00c9E", 1), (result[DesjardinsFields.ReceiptText], result.Repairs?.Count));
    }
}
