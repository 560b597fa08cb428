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
    public async Task Genuine_message_is_told_in_both_carriers_whatever_its_free_text_is_written_in(
        string command, string declared, string written)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(written) ?? Encoding.GetEncoding(written);
        var xml = Declared(CardNotifications.Xml(command, Accented), declared);
        byte[] document = [.. encoding.GetPreamble(), .. encoding.GetBytes(xml)];
        var form = "strdata=" + string.Concat(document.Select(octet => "%" + octet.ToString("X2", CultureInfo.InvariantCulture)));

        var raw = await _rig.PostAsync(document, "application/xml");
        _rig.Clock.Advance(ConvergeGateDefaults.NotificationMemory);
        var inForm = await _rig.PostAsync(Encoding.ASCII.GetBytes(form), "application/x-www-form-urlencoded");

        Assert.Equal((200, CallbackVerdict.Handled), (raw.StatusCode, raw.Verdict));
        Assert.Equal((200, CallbackVerdict.Handled), (inForm.StatusCode, inForm.Verdict));
        Assert.All(_rig.Told, told => Assert.Equal(Answers.GatewayReference, told.GatewayReference));
    }

    [Theory]
    [InlineData("<merchantspecific1>a", "<merchantspecific1>\u001B&#x1F;\0")]
    [InlineData("<merchantspecific1>", "<?note x?><merchantspecific1>")]
    [InlineData("version=\"1.0\"", "version=\"1.1\"")]
    [InlineData("</transaction>", "</transaction>\0\0")]
    [InlineData("<merchantspecific1>a", "<merchantspecific1>Caf&eacute; & co")]
    public async Task Genuine_message_is_told_whatever_stands_beside_its_fields(string was, string becomes) =>
        Assert.Equal(CallbackVerdict.Handled, (await _rig.PostAsync(CardNotifications.Xml("850", forge: Replace(was, becomes)))).Verdict);

    [Theory]
    [InlineData("UTF-8")]
    [InlineData("ISO-8859-1")]
    [InlineData("windows-1252")]
    public async Task Signed_id_beyond_ascii_is_signed_as_UTF8_whatever_the_message_is_written_in(string written)
    {
        var xml = Declared(CardNotifications.Xml("850", fields => fields["merchanttransid"] = "Bücher-1"), written);
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(written) ?? Encoding.GetEncoding(written);

        Assert.Equal(CallbackVerdict.Handled, (await _rig.PostAsync(encoding.GetBytes(xml), "application/xml")).Verdict);
        Assert.Equal("Bücher-1", Assert.Single(_rig.Told).MerchantReference);
    }

    [Fact]
    public async Task Signed_id_whose_ampersand_is_not_escaped_is_proved_by_the_checksum()
    {
        var reply = await _rig.PostAsync(
            CardNotifications.Xml("850", fields => fields["merchanttransid"] = "R&D-7", Replace("R&amp;D-7", "R&D-7")));

        Assert.Equal(CallbackVerdict.Handled, reply.Verdict);
        Assert.Equal("R&D-7", Assert.Single(_rig.Told).MerchantReference);
    }

    [Theory]
    [InlineData("850", Answers.GatewayReference)]
    [InlineData("880", Answers.MerchantReference)]
    public async Task Damaged_id_that_is_not_signed_names_no_transaction(string command, string id)
    {
        var reply = await _rig.PostAsync(CardNotifications.Xml(command, forge: Replace($">{id}<", $">{id}\u0001<")));

        Assert.Equal(CallbackVerdict.Handled, reply.Verdict);
        var told = Assert.Single(_rig.Told);
        Assert.Null(command == "850" ? told.GatewayReference : told.MerchantReference);
        Assert.NotNull(command == "850" ? told.MerchantReference : told.GatewayReference);
    }

    [Theory]
    [InlineData("850", "ORDER-1001")]
    [InlineData("850", "125.45")]
    [InlineData("850", "EUR")]
    [InlineData("860", "SUCCESS")]
    [InlineData("880", "CHARGEBACK")]
    public async Task Damaged_field_that_is_signed_is_a_forgery(string command, string value)
    {
        await _rig.RefusesAsync(CardNotifications.Xml(command, forge: Replace($">{value}<", $">{value}\u0001<")));
        await _rig.RefusesAsync(CardNotifications.Xml(command, forge: Replace($">{value}<", $">{value}\uFFFD<")));
    }

    private static void Accented(Dictionary<string, string> fields) => fields["merchantspecific1"] = "Sébastien";

    private static string Declared(string xml, string encoding) => xml.Replace("\"utf-8\"", $"\"{encoding}\"", StringComparison.Ordinal);

    private static Func<string, string> Replace(string was, string becomes) => xml =>
    {
        Assert.Contains(was, xml, StringComparison.Ordinal);
        return xml.Replace(was, becomes, StringComparison.Ordinal);
    };
}
