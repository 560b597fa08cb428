using System.Text;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.Tests.Wire;

public sealed class GatewayXmlEncodingTests
{
    public static TheoryData<string, string?, string, bool> OctetsOfDocuments => new()
    {
        // The declaration, the HTTP charset, the octets of the text, the text that is read, and whether it is flagged.
        { "", null, "C3A9", false },
        { "utf-8", null, "C3A9", false },
        { "utf8", null, "C3A9", false },
        { "ISO-8859-1", null, "E9", false },
        { "latin1", null, "E9", false },
        { "ISO_8859-15", null, "E9", false },
        { "iso-8859-2", null, "E9", false },
        { "windows-1252", null, "E9", false },
        { "cp1252", null, "E9", false },
        { "", "ISO-8859-1", "E9", false },
        { "", "\u2603", "C3A9", false },
        { "", "utf-16", "C3A9", false },
        { "", "ISO-8859-1", "C3A9", false },
        { "windows-1252", "utf-8", "E9", false },
        { "iso-8859-15", null, "C3A9", true },
        { "us-ascii", null, "C3A9", true },
        { "utf-16", null, "C3A9", true },
        { "ANSI_X3.4-1968", null, "C3A9", true },
        { "unicode", null, "C3A9", true },
        { "ISO-10646-UCS-2", null, "C3A9", true },
        { "csISOLatin1", null, "E9", false },
        { "ISO_8859-1:1987", null, "E9", false },
        { "IBM819", null, "E9", false },
        { "csISOLatin9", null, "E9", false },
        { "x-ansi", null, "E9", false },
        { "unicode-1-1-utf-8", null, "C3A9", false },
    };

    [Theory]
    [MemberData(nameof(OctetsOfDocuments))]
    public void Free_text_is_read_in_its_encoding(string declared, string? charset, string octets, bool isFlagged)
    {
        using var xml = Open(Document(declared, octets), charset);

        Assert.Equal("é", xml.ReadFreeText());
        Assert.Equal(isFlagged, xml.IsRepaired);
    }

    [Theory]
    [InlineData("", "E9")]
    [InlineData("utf-8", "E9")]
    [InlineData("utf-8", "EDA080")]
    [InlineData("utf-8", "C0AF")]
    [InlineData("us-ascii", "E9")]
    [InlineData("iso-8859-1", "96")]
    [InlineData("windows-1252", "81")]
    [InlineData("iso-8859-15", "80")]
    public void Invalid_octets_are_replaced_in_a_free_text_and_rejected_in_a_deciding_one(string declared, string octets)
    {
        using var free = Open(Document(declared, octets));
        using var deciding = Open(Document(declared, octets));

        Assert.Matches("^\uFFFD+$", free.ReadFreeText());
        Assert.Equal([StatusAnomalyKind.RepairedMarkup], Noted(free));
        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, Assert.Throws<TransactionStatusException>(() => deciding.ReadText()).Kind);
    }

    [Theory]
    [InlineData("utf-8", "C3A9")]
    [InlineData("iso-8859-1", "E9")]
    [InlineData("windows-1252", "80")]
    public void Deciding_text_is_read_where_its_octets_match_the_declared_encoding(string declared, string octets)
    {
        using var xml = Open(Document(declared, octets));

        Assert.Equal(octets == "80" ? "€" : "é", xml.ReadText());
        Assert.False(xml.IsRepaired);
    }

    [Fact]
    public void Deciding_text_beyond_ascii_is_rejected_under_a_wrong_label_and_ascii_text_is_not()
    {
        using var xml = Open("<?xml version='1.0' encoding='iso-8859-1'?><a><b>\u00E9</b><c>CAPTURED</c></a>"u8.ToArray());
        xml.ReadElement();

        Assert.Throws<TransactionStatusException>(() => xml.ReadText());
        Assert.True(xml.ReadElement());
        Assert.Equal("CAPTURED", xml.ReadText());
        Assert.Equal([StatusAnomalyKind.RepairedMarkup], Noted(xml));
    }

    [Fact]
    public void Deciding_text_is_read_beside_an_unread_damaged_one()
    {
        byte[] body = [.. "<a><b>Caf"u8, 0xE9, .. "</b><c>\u00E9</c></a>"u8];
        using var xml = Open(body);
        xml.ReadElement();
        xml.ReadElement();

        Assert.Equal("é", xml.ReadText());
        Assert.True(xml.IsRepaired);
    }

    [Theory]
    [InlineData(false, "utf-16")]
    [InlineData(true, "utf-16")]
    [InlineData(false, "utf-8")]
    [InlineData(true, "iso-8859-1")]
    public void Utf16_with_a_byte_order_mark_is_read_despite_its_declaration(bool isBigEndian, string declared)
    {
        var encoding = isBigEndian ? Encoding.BigEndianUnicode : Encoding.Unicode;
        byte[] body = [.. encoding.Preamble, .. encoding.GetBytes($"\n<?xml version='1.0' encoding='{declared}'?><a>é €\U0001F600</a>\0")];
        using var xml = Open(body, "utf-8");

        Assert.Equal("é €\U0001F600", xml.ReadText());
        Assert.True(xml.IsRepaired);
    }

    [Theory]
    [InlineData("FFFE3C0061003E0000D83C002F0061003E00")]
    [InlineData("FEFF003C0061003EDC00003C002F0061003E")]
    public void Unpaired_surrogate_is_damage(string hex)
    {
        using var free = Open(Convert.FromHexString(hex));
        using var deciding = Open(Convert.FromHexString(hex));

        Assert.Equal("\uFFFD", free.ReadFreeText());
        Assert.Throws<TransactionStatusException>(() => deciding.ReadText());
    }

    [Theory]
    [InlineData("\n\uFEFF")]
    [InlineData("\uFEFF\uFEFF")]
    public void Any_byte_order_mark_before_the_declaration_takes_precedence(string marks)
    {
        using var xml = Open(Encoding.UTF8.GetBytes($"{marks}<?xml version='1.0' encoding='iso-8859-1'?><a>\u00E9</a>"));

        Assert.Equal("é", xml.ReadText());
        Assert.Equal([StatusAnomalyKind.RepairedMarkup], Noted(xml));
    }

    [Fact]
    public void Second_byte_order_mark_in_utf_16_is_skipped()
    {
        byte[] body = [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("\uFEFF<?xml version='1.0' encoding='utf-16'?><a>é</a>")];
        using var xml = Open(body);

        Assert.Equal("é", xml.ReadText());
    }

    [Fact]
    public void Byte_order_mark_takes_precedence_over_the_declaration()
    {
        using var xml = Open("\uFEFF<?xml version='1.0' encoding='iso-8859-1'?><a>\u00E9</a>"u8.ToArray());

        Assert.Equal("é", xml.ReadText());
        Assert.False(xml.IsRepaired);
    }

    [Theory]
    [InlineData("utf-7")]
    [InlineData("ebcdic-cp-us")]
    [InlineData("IBM037")]
    [InlineData("shift_jis")]
    [InlineData("nonsense")]
    [InlineData("ucs-4")]
    public void Unknown_encoding_or_one_that_does_not_extend_ascii_is_rejected(string declared) => Assert.Equal(
        TransactionStatusErrorKind.InvalidResponse,
        Assert.Throws<TransactionStatusException>(() => Open(Document(declared, "61"))).Kind);

    [Theory]
    [InlineData("<?xml version='1.0'?>", true)]
    [InlineData("<?xml version='1.1'?>", true)]
    [InlineData("<?xml version = \"1.0\" encoding=\"utf-8\" standalone='no' ?>", true)]
    [InlineData("<?xml version='2.0'?>", false)]
    [InlineData("<?xml encoding='utf-8'?>", false)]
    [InlineData("<?xml version='1.0' encoding=''?>", false)]
    [InlineData("<?xml version='1.0' encoding='utf-8' more='1'?>", false)]
    [InlineData("<?xml version='1.0'encoding='utf-8'?>", false)]
    [InlineData("<?xml version='1.0\"?>", false)]
    [InlineData("<?xml ?>", false)]
    [InlineData("<?xml", false)]
    [InlineData("<?xmlversion='1.0'?>", false)]
    [InlineData("<?XML version='1.0'?>", false)]
    [InlineData("<?xml version='1.0'?><?xml version='1.0'?>", false)]
    [InlineData("x<?xml version='1.0'?>", false)]
    public void Declaration_is_read_or_rejected(string declaration, bool isRead)
    {
        byte[] body = Encoding.UTF8.GetBytes(declaration + "<a>1</a>");
        if (!isRead)
        {
            Assert.Equal(TransactionStatusErrorKind.InvalidResponse, Assert.Throws<TransactionStatusException>(() => Open(body)).Kind);
            return;
        }

        using var xml = Open(body);
        Assert.Equal("1", xml.ReadText());
        Assert.False(xml.IsRepaired);
    }

    private static byte[] Document(string declared, string octets) =>
    [
        .. Encoding.ASCII.GetBytes(declared.Length == 0 ? "<a>" : $"<?xml version=\"1.0\" encoding=\"{declared}\"?><a>"),
        .. Convert.FromHexString(octets),
        .. "</a>"u8,
    ];

    private static GatewayXmlReader Open(byte[] body, string? charset = null)
    {
        var xml = new GatewayXmlReader(body, charset);
        try
        {
            Assert.True(xml.ReadElement());
            return xml;
        }
        catch
        {
            xml.Dispose();
            throw;
        }
    }

    private static IEnumerable<StatusAnomalyKind> Noted(GatewayXmlReader xml)
    {
        var anomalies = default(AnomalyList);
        xml.NoteRepairs(ref anomalies);
        return anomalies.ToList().Select(anomaly => anomaly.Kind);
    }
}
