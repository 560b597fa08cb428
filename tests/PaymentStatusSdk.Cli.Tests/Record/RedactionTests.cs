using System.Text;
using Microsoft.Extensions.Configuration;
using PaymentStatusSdk.Cli.Configuration;
using PaymentStatusSdk.Cli.Record;
using PaymentStatusSdk.Cli.Record.Redaction;

namespace PaymentStatusSdk.Cli.Tests.Record;

public class RedactionTests
{
    [Theory]
    [InlineData("Erika M. 12", "Xxxxx X. 00")]
    [InlineData("a & b &amp; c&nbsp;d &#233; &#1; &x", "x & x &amp; x&xxxx;x xxxxxx &#1; &x")]
    [InlineData("\u00C3\u00BC \u00FC \u0091", "\u00C3\u00A9 \u00E9 \u0080")]
    [InlineData("\u00E2\u0082\u00AC\u00F0\u009F\u0098\u0080\u00C3", "\u00E2\u0082\u00AC\u00F0\u009F\u0098\u0080\u00E9")]
    public void Mask_keeps_length_punctuation_and_encoding(string text, string masked) => Assert.Equal(masked, Mask.Text(text));

    [Theory]
    [InlineData("<transaction>", "<transaction>")]
    [InlineData(
        "<?xml version=\"1.0\" encoding=\"iso-8859-15\"?><transaction/>", "<?xml version=\"1.0\" encoding=\"iso-8859-15\"?><transaction/>")]
    [InlineData("<transaction><result> SUCCESS\n</result>", "<transaction><result> SUCCESS\n</result>")]
    [InlineData("<transaction><result>Erika Mustermann</result>", "<transaction><result>Xxxxx Xxxxxxxxxx</result>")]
    [InlineData("<transaction><errorcode>4111111111111111</errorcode>", "<transaction><errorcode>0000000000000000</errorcode>")]
    [InlineData(
        "<transaction><amount>12.00</amount><amount>1 (Erika)</amount>", "<transaction><amount>12.00</amount><amount>0 (Xxxxx)</amount>")]
    [InlineData("<transaction><new>Erika</new><new2 at='Erika 1'/>", "<transaction><new>Xxxxx</new><new2 at='Xxxxx 0'/>")]
    [InlineData("<DE89370400440532013000>", "<XX00000000000000000000>")]
    [InlineData("<transaction><!--Erika--><?x Erika?><![CDATA[Erika]]>", "<transaction><!--Xxxxx--><?x xxxxx?><![CDATA[Xxxxx]]>")]
    [InlineData("<!DOCTYPE x [Erika]>", "<!XXXXXXX x [Xxxxx]>")]
    [InlineData("<b Erika>x</b Erika", "<b Xxxxx>x</x Xxxxx")]
    [InlineData("a < Erika", "x < Xxxxx")]
    [InlineData("<?xml version=\"1.1\" standalone='yes' ?><b/>", "<?xml version=\"1.1\" standalone='yes' ?><b/>")]
    [InlineData("<?xml version=\"1.0\" by=\"Erika\"?><b/>", "<?xxx xxxxxxx=\"0.0\" xx=\"Xxxxx\"?><b/>")]
    [InlineData("<?xml Erika Mustermann?><b/>", "<?xxx Xxxxx Xxxxxxxxxx?><b/>")]
    [InlineData("<?xml version=\"4.1\"?><b/>", "<?xxx xxxxxxx=\"0.0\"?><b/>")]
    [InlineData("\u00EF\u00BB\u00BF\r\n <b>Erika</b>", "\u00EF\u00BB\u00BF\r\n <b>Xxxxx</b>")]
    [InlineData("\u00EF\u00BB\u00BF<?xml version=\"1.0\"?><b>Erika</b>", "\u00EF\u00BB\u00BF<?xml version=\"1.0\"?><b>Xxxxx</b>")]
    [InlineData("<transaction><result>\u00A0OK\u0085</result>", "<transaction><result>\u00E9XX\u0080</result>")]
    public void Xml_is_kept_and_only_allowed_values_survive(string xml, string expected)
    {
        var redacted = Encoding.Latin1.GetString(Cards().Answer(Encoding.Latin1.GetBytes(xml)));

        Assert.Equal(expected.Replace("<?x xxxxx?>", "<?x Xxxxx?>", StringComparison.Ordinal), redacted);
    }

    [Theory]
    [InlineData("STATUS=SUCCEEDED&ERRMSG=Erika%20M%C3%BCller&TAG=visa", "STATUS=SUCCEEDED&ERRMSG=Xxxxx%20X%C3%A9xxxx&TAG=xxxx")]
    [InlineData("ERRMSG=Erika & Mustermann&STATUS=PENDING", "ERRMSG=Xxxxx+&+Xxxxxxxxxx&STATUS=PENDING")]
    [InlineData("ERRMSG=Erika & Mustermann=1", "ERRMSG=Xxxxx+& Xxxxxxxxxx=0")]
    [InlineData("ERRMSG=Erika&M%C3%BCller&=&STATUS=PENDING", "ERRMSG=Xxxxx&X%C3%A9xxxx&=&STATUS=PENDING")]
    [InlineData("\u00EF\u00BB\u00BFSTATUS=PENDING", "\u00EF\u00BB\u00BFSTATUS=PENDING")]
    [InlineData("STATUS=Erika+M&new=1&x&=2&RAND12345=ab&ERIKA1980=1", "STATUS=Xxxxx+X&new=0&x&=0&RAND00000=xx&XXXXX0000=0")]
    [InlineData("ERRMSG=100%&FAILREASON=%zz", "ERRMSG=000%&FAILREASON=%xx")]
    [InlineData("status=PENDING\r\n", "status=PENDING\r\n")]
    public void Form_is_kept_and_only_allowed_values_survive(string form, string expected)
    {
        var bodies = new BodyRedactor(GatewayProvider.Ppro, []);

        Assert.Equal(expected, Encoding.Latin1.GetString(bodies.Answer(Encoding.Latin1.GetBytes(form))));
    }

    [Theory]
    [InlineData("utf-16", "<a>Erika \u0416\u0435</a>")]
    [InlineData("utf-16BE", "<a>Erika</a>")]
    [InlineData("utf-16", "\uFEFF\u0416\u0435\u0434")]
    [InlineData("utf-16BE", "\uFEFF\u0416\u0435\u0434")]
    public void Nothing_of_a_body_in_UTF_16_is_kept(string encoding, string text)
    {
        var octets = Encoding.GetEncoding(encoding).GetBytes(text);

        var redacted = Encoding.Latin1.GetString(Cards().Answer(octets));

        Assert.Equal(new string('x', octets.Length), redacted);
    }

    [Fact]
    public void Reference_has_the_same_replacement_everywhere_and_keeps_its_form()
    {
        var bodies = Cards();

        var first = bodies.Reference("ORDER-1001");
        var answer = Encoding.Latin1.GetString(bodies.Answer(
            "<transaction><transaction><merchanttransid>ORDER-1001</merchanttransid><gatetransid>5d3c1f60-8a2b</gatetransid>"u8.ToArray()));

        Assert.Equal("AAAAA-0001", first);
        Assert.Equal(
            "<transaction><transaction><merchanttransid>AAAAA-0001</merchanttransid><gatetransid>0a0a0a00-0a0b</gatetransid>", answer);
        Assert.NotEqual(first, bodies.Reference("ORDER-1002"));
        Assert.Equal("0", bodies.Reference("0"));
    }

    [Fact]
    public void References_of_one_character_stay_different()
    {
        var bodies = Cards();

        Assert.Equal(40, Enumerable.Range(1, 40).Select(number => bodies.Reference($"{(char)('A' + number)}")).Distinct().Count());
    }

    [Fact]
    public void Request_has_variables_for_secrets_and_for_what_differs()
    {
        var request = "<transaction><apiUser>me</apiUser><apiPassword>pass</apiPassword><apiCmd>709</apiCmd><merchanttransid>ORDER-1"
            + "</merchanttransid><notify>NO</notify><checksum>0123456789012345678901234567890123456789</checksum></transaction>";
        const string Expected = "<transaction><apiUser>{{api-user-1}}</apiUser><apiPassword>{{api-password-1}}</apiPassword><apiCmd>709"
            + "</apiCmd><merchanttransid>AAAAA-1</merchanttransid><notify>NO</notify><checksum>{{checksum-1}}</checksum></transaction>";

        var raw = Encoding.Latin1.GetString(Cards().Request(Encoding.UTF8.GetBytes(request)));
        var form = Encoding.Latin1.GetString(Cards().Request(Encoding.UTF8.GetBytes("strrequest=" + Uri.EscapeDataString(request))));

        Assert.Equal(Expected, raw);
        Assert.Equal(Expected, Uri.UnescapeDataString(form)["strrequest=".Length..]);
        Assert.Contains("%3E{{checksum-1}}%3C", form, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://user:pass@api.gateway.example:8443/v1/transactions?key=1", "https://api.gateway.example/v1/transactions")]
    [InlineData("http://127.0.0.1:7091/v1", "http://ip-address.invalid/v1")]
    [InlineData("http://[2001:db8::1]/v1/4711123", "http://ip-address.invalid/v1/0000000")]
    public void Address_has_no_user_query_or_number(string url, string expected) =>
        Assert.Equal(expected, HeaderRedactor.Url(new Uri(url)));

    [Theory]
    [InlineData("text/xml; charset=\"iso-8859-1\"", true)]
    [InlineData("text/xml; by=erika@mail.example", false)]
    [InlineData("text/xml; id=4111111111111111", false)]
    public void Header_with_data_is_left_out(string value, bool isKept) => Assert.Equal(isKept ? value : null, HeaderRedactor.Value(value));

    [Fact]
    public void Scan_finds_a_secret_in_every_form()
    {
        string[] more =
        [
            "pass & w\u00F6rd/1+", "pass+%26+w%F6rd/1%2B", "pass &amp; w&#XF6;rd&#47;1+", "%70ass%20&%20w%c3%b6rd/1+",
            "pass+%26amp%3B+w%C3%B6rd/1%2B", "p\\u0061ss \\u0026 w\\u00f6rd\\/1+", "PASS & W\u00F6RD/1+", "pass &amp;amp; w&amp;#XF6;rd/1+",
        ];
        foreach (var form in Personal.FormsOf("pass & wörd/1+").SkipLast(2).Concat(more))
        {
            var content = Encoding.Latin1.GetBytes($"before{form}after");
            Assert.True(IsFound("pass & wörd/1+", content), form);
        }

        foreach (var offset in new[] { 0, 1, 2 })
        {
            var base64 = Convert.ToBase64String([.. new byte[offset], .. "~~?secret-value"u8, 1, 2]);
            Assert.True(IsFound("~~?secret-value", Encoding.Latin1.GetBytes(base64)));
            Assert.True(IsFound("~~?secret-value", Encoding.Latin1.GetBytes(base64.Replace('+', '-').Replace('/', '_'))));
        }

        // Decoded in one way or the other, this text has no longer the secret.
        Assert.True(IsFound("a%41&amp;b", "x a%41&amp;b y"u8.ToArray()));
        Assert.False(IsFound("a-secret-value", "innocent"u8.ToArray()));
    }

    [Theory]
    [InlineData("<a>key</a>", true)]
    [InlineData("a=k%65y&b=1", true)]
    [InlineData("<a b='KEY'/>", true)]
    [InlineData("key", true)]
    [InlineData("<key>monkey keyword key-1</key>", false)]
    public void Short_secret_is_found_as_a_whole_value(string text, bool isFound) =>
        Assert.Equal(isFound, IsFound("key", Encoding.Latin1.GetBytes(text)));

    [Fact]
    public void Secrets_are_the_credentials_of_the_client_and_real_secrets()
    {
        var root = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["PaymentStatus:Cards:ApiUser"] = "user",
            ["PaymentStatus:Cards:ApiPassword"] = "abc",
            ["PaymentStatus:Cards:PreviousApiKeys:0"] = "old-api-key",
            ["PaymentStatus:Ppro:Password"] = "short",
            ["PaymentStatus:Ppro:NotificationSecret"] = "other-client",
            ["Authentication:TokenLifetime"] = "SUCCESS",
            ["Tokens:Mode"] = "CAPTURED",
            ["Mail:Password"] = "mail-password",
            ["ConnectionStrings:Payments"] = "Host=db;Password=data-base",
        }).Build();
        var client = new MerchantClient("cards", GatewayProvider.ConvergeGate, root.GetSection("PaymentStatus:Cards"));

        Assert.Equal(
            [
                "ConnectionStrings:Payments", "Mail:Password", "PaymentStatus:Cards:ApiPassword", "PaymentStatus:Cards:PreviousApiKeys:0",
                "PaymentStatus:Ppro:NotificationSecret",
            ],
            RecordingSecrets.Of(client, root).Select(secret => secret.Key).Order(StringComparer.Ordinal));
    }

    private static bool IsFound(string secret, byte[] content) =>
        SecretScan.Find([new RecordingSecret("PaymentStatus:Cards:ApiKey", secret)], [content]) is not null;

    private static BodyRedactor Cards() => new(GatewayProvider.ConvergeGate, []);
}
