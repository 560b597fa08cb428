using System.Globalization;
using System.Text;
using PaymentStatusSdk.Adapters.Callbacks;

namespace PaymentStatusSdk.ConvergeGate.Tests.Callbacks;

/// <summary>Notifications whose free text is in any encoding: the checksum, which covers none of it, decides.</summary>
public sealed class ConvergeGateCallbackEncodingTests : IAsyncDisposable
{
    private readonly CallbackRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    public static TheoryData<string, string, string> Messages
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var command in (string[])["850", "860", "880"])
            {
                data.Add(command, "utf-8", "iso-8859-1");
                data.Add(command, "windows-1252", "windows-1252");
                data.Add(command, "ISO-8859-1", "iso-8859-1");
                data.Add(command, "ISO-8859-15", "iso-8859-15");
                data.Add(command, "ISO-8859-15", "utf-8");
                data.Add(command, "utf8", "utf-8");
                data.Add(command, "US-ASCII", "utf-8");
                data.Add(command, "utf-16", "utf-16");
                data.Add(command, "utf-16", "utf-16BE");
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public async Task Genuine_message_is_delivered_in_both_carriers_with_free_text_in_any_encoding(
        string command, string declared, string written)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(written) ?? Encoding.GetEncoding(written);
        var xml = Declared(SignedNotifications.Xml(command, Accented), declared);
        byte[] document = [.. encoding.GetPreamble(), .. encoding.GetBytes(xml)];
        var form = "strdata=" + string.Concat(document.Select(octet => "%" + octet.ToString("X2", CultureInfo.InvariantCulture)));

        var raw = await _rig.PostAsync(document, "application/xml");
        _rig.Clock.Advance(ConvergeGateDefaults.NotificationMemory);
        var inForm = await _rig.PostAsync(Encoding.ASCII.GetBytes(form), "application/x-www-form-urlencoded");

        Assert.Equal((200, CallbackVerdict.Handled), (raw.StatusCode, raw.Verdict));
        Assert.Equal((200, CallbackVerdict.Handled), (inForm.StatusCode, inForm.Verdict));
        Assert.All(_rig.Received, notification => Assert.Equal(Answers.GatewayReference, notification.GatewayReference));
    }

    [Theory]
    [InlineData("<merchantspecific1>a", "<merchantspecific1>\u001B&#x1F;\0")]
    [InlineData("<merchantspecific1>", "<?note x?><merchantspecific1>")]
    [InlineData("version=\"1.0\"", "version=\"1.1\"")]
    [InlineData("</transaction>", "</transaction>\0\0")]
    [InlineData("<merchantspecific1>a", "<merchantspecific1>Caf&eacute; & co")]
    public async Task Genuine_message_is_delivered_with_any_content_beside_its_fields(string was, string becomes) =>
        Assert.Equal(CallbackVerdict.Handled, (await _rig.PostAsync(SignedNotifications.Xml("850", forge: Replace(was, becomes)))).Verdict);

    [Theory]
    [InlineData("UTF-8")]
    [InlineData("ISO-8859-1")]
    [InlineData("windows-1252")]
    public async Task Signed_reference_beyond_ascii_is_signed_as_UTF8_in_any_message_encoding(string written)
    {
        var xml = Declared(SignedNotifications.Xml("850", fields => fields["merchanttransid"] = "Bücher-1"), written);
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(written) ?? Encoding.GetEncoding(written);

        Assert.Equal(CallbackVerdict.Handled, (await _rig.PostAsync(encoding.GetBytes(xml), "application/xml")).Verdict);
        Assert.Equal("Bücher-1", Assert.Single(_rig.Received).MerchantReference);
    }

    [Theory]
    [InlineData("application/xml; charset=ISO-8859-1")]
    [InlineData("application/xml; charset=\"ISO-8859-1\"")]
    [InlineData("application/xml; charset=ISO-8859-1, application/xml; charset=ISO-8859-1")]
    [InlineData("xml;charset=latin1")]
    public async Task Charset_of_any_header_applies_where_the_message_declares_none(string contentType)
    {
        var xml = SignedNotifications.Xml("850", fields => fields["merchanttransid"] = "Bücher-1");
        xml = xml[(xml.IndexOf("?>", StringComparison.Ordinal) + 2)..];

        Assert.Equal(CallbackVerdict.Handled, (await _rig.PostAsync(Encoding.Latin1.GetBytes(xml), contentType)).Verdict);
        Assert.Equal("Bücher-1", Assert.Single(_rig.Received).MerchantReference);
    }

    [Theory]
    [InlineData("\r\n\uFEFF")]
    [InlineData("\uFEFF\uFEFF")]
    [InlineData("\uFEFF\n")]
    public async Task Genuine_message_is_delivered_after_any_byte_order_marks(string marks)
    {
        var xml = SignedNotifications.Xml("850");

        Assert.Equal(CallbackVerdict.Handled, (await _rig.PostAsync(marks + xml)).Verdict);
        Assert.Equal(CallbackVerdict.Duplicate, (await _rig.PostAsync($"{marks}strdata={Uri.EscapeDataString(marks + xml)}")).Verdict);
    }

    [Fact]
    public async Task Signed_reference_with_an_unescaped_ampersand_is_proved_by_the_checksum()
    {
        var reply = await _rig.PostAsync(
            SignedNotifications.Xml("850", fields => fields["merchanttransid"] = "R&D-7", Replace("R&amp;D-7", "R&D-7")));

        Assert.Equal(CallbackVerdict.Handled, reply.Verdict);
        Assert.Equal("R&D-7", Assert.Single(_rig.Received).MerchantReference);
    }

    [Theory]
    [InlineData("850", Answers.GatewayReference)]
    [InlineData("880", Answers.MerchantReference)]
    public async Task Damaged_unsigned_reference_names_no_transaction(string command, string id)
    {
        var reply = await _rig.PostAsync(SignedNotifications.Xml(command, forge: Replace($">{id}<", $">{id}\u0001<")));

        Assert.Equal(CallbackVerdict.Handled, reply.Verdict);
        var notification = Assert.Single(_rig.Received);
        Assert.Null(command == "850" ? notification.GatewayReference : notification.MerchantReference);
        Assert.NotNull(command == "850" ? notification.MerchantReference : notification.GatewayReference);
    }

    [Theory]
    [InlineData("850", "ORDER-1001")]
    [InlineData("850", "125.45")]
    [InlineData("850", "EUR")]
    [InlineData("860", "SUCCESS")]
    [InlineData("880", "CHARGEBACK")]
    public async Task Damaged_signed_field_is_a_forgery(string command, string value)
    {
        await _rig.RefusesAsync(SignedNotifications.Xml(command, forge: Replace($">{value}<", $">{value}\u0001<")));
        await _rig.RefusesAsync(SignedNotifications.Xml(command, forge: Replace($">{value}<", $">{value}\uFFFD<")));
    }

    private static void Accented(Dictionary<string, string> fields) => fields["merchantspecific1"] = "Sébastien";

    private static string Declared(string xml, string encoding) => xml.Replace("\"utf-8\"", $"\"{encoding}\"", StringComparison.Ordinal);

    private static Func<string, string> Replace(string was, string becomes) => xml =>
    {
        Assert.Contains(was, xml, StringComparison.Ordinal);
        return xml.Replace(was, becomes, StringComparison.Ordinal);
    };
}
