using System.Text;
using PaymentStatusSdk.Simulators.Desjardins;

namespace PaymentStatusSdk.Testing.Tests.Desjardins;

/// <summary>The content of requests and the reasons of refusals, without a gateway.</summary>
public sealed class DipsRequestReaderTests
{
    private const string Url = "<urls><url name=\"other\"><path>http://other/</path></url><url name=\"response\"><path> http://h/?a </path>"
        + "<parameters><parameter name=\"b\">1</parameter><parameter>2</parameter></parameters></url></urls>";

    private const string Target = "<transactions><transaction id=\"A\"/><transaction id=\"B\"/></transactions>";

    [Fact]
    public void Status_request_is_read_as_a_whole()
    {
        var request = Read(new(), "<language> En </language>" + Target + Url);

        Assert.Null(request.RefusalReason);
        Assert.Equal((false, "S", "K", "EN"), (request.IsLogin, request.TrxId, request.TrxKey, request.Language));
        Assert.Equal(["A", "B"], request.TransactionIds);
        Assert.Equal("http://h/?a", request.ResponseUrl?.OriginalString);
        Assert.Equal([("b", "1"), ("", "2")], request.Parameters);
        Assert.Equal("FR", Read(new(), Target + Url).Language);
        Assert.Equal("EN", Read(new() { MerchantLanguage = "en" }, Target + Url).Language);
        Assert.Empty(Read(new(), Target).Parameters);
        Assert.Null(Read(new(), Target).ResponseUrl);
    }

    [Theory]
    [InlineData(false, "", null)]
    [InlineData(true, " currency=\"CAD\" currencyText=\"$\"", null)]
    [InlineData(true, " currency=\"CAD\"", "Currency is missing")]
    [InlineData(true, " currency=\"CAD\" currencyText=\"\"", "Currency is missing")]
    [InlineData(true, " currencyText=\"$\"", "Currency is missing")]
    [InlineData(true, " currency=\"USD\" currencyText=\"$\"", "Currency is missing")]
    public void Currency_is_required_if_configured(bool isRequired, string attributes, string? reason) =>
        Assert.Equal(reason, Read(new() { RequireCurrency = isRequired }, Target + Url, attributes).RefusalReason);

    [Theory]
    [InlineData(0, "No transaction is requested")]
    [InlineData(1, null)]
    [InlineData(10, null)]
    [InlineData(11, "More than 10 transactions are requested")]
    public void Number_of_transactions_is_limited(int count, string? reason) => Assert.Equal(
        reason, Read(new(), DipsClient.Targets(Enumerable.Range(0, count).Select(one => $"T{one}")) + Url).RefusalReason);

    [Theory]
    [InlineData(32, null)]
    [InlineData(33, "Transaction id is longer than 32 characters")]
    public void Length_of_a_session_id_is_limited(int length, string? reason)
    {
        var request = new DipsRequestReader(new()).Read(Encoding.ASCII.GetBytes(DipsClient.Login(new string('S', length))));

        Assert.Equal((true, length, reason), (request.IsLogin, request.TrxId?.Length, request.RefusalReason));
    }

    [Theory]
    [InlineData("http://h/", null)]
    [InlineData("https://h/", null)]
    [InlineData("ftp://h/", "Response URL is missing or not an absolute http or https URL")]
    [InlineData("/h", "Response URL is missing or not an absolute http or https URL")]
    [InlineData("", "Response URL is missing or not an absolute http or https URL")]
    public void Response_address_is_absolute(string address, string? reason) => Assert.Equal(
        reason, Read(new(), Target + $"<urls><url name=\"response\"><path>{address}</path></url></urls>").RefusalReason);

    [Fact]
    public void Each_element_may_have_transactions_of_its_own()
    {
        var container = new DesjardinsSimulatorOptions
        {
            TransactionContainer = null,
            TransactionElement = "trx",
            TransactionIdAttribute = "no",
        };
        const string More = "</transaction><transaction id=\"S\" type=\"status\">";

        Assert.Equal(["A", ""], Read(container, "<trx no=\"A\"/>" + Url + More + "<trx/>").TransactionIds);
        Assert.Equal(["A", "B", "A", "B"], Read(new(), Target + Url + More + Target + More).TransactionIds);
        Assert.Equal(
            "A requested transaction has no id", Read(container, "<trx no=\"A\"/>" + Url + More + "<trx no=\" \"/>").RefusalReason);
    }

    [Theory]
    [InlineData("<a><!-- c -->x<?p?><![CDATA[<y>]]></a>", "x<y>")]
    [InlineData("<a>1<b>2</b>3</a>", "13")]
    [InlineData("<a/>", "")]
    public void Element_has_its_own_text(string xml, string text)
    {
        var root = DipsXml.Read(Encoding.ASCII.GetBytes(xml));

        Assert.Equal(("a", text), (root?.Name, root?.Text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<a>")]
    [InlineData("<a/><b/>")]
    [InlineData("<!DOCTYPE a []><a/>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"UTF-16\"?><a/>")]
    public void Other_document_is_not_read(string xml) => Assert.Null(DipsXml.Read(Encoding.ASCII.GetBytes(xml)));

    [Theory]
    [InlineData(128, "\u00e9")]
    [InlineData(129, null)]
    public void Declaration_is_read_if_it_has_at_most_128_octets(int length, string? text)
    {
        var declaration = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"".PadRight(length - 2) + "?>";

        Assert.Equal(text, DipsXml.Read(Encoding.Latin1.GetBytes(declaration + "<a>\u00e9</a>"))?.Text);
    }

    private static DipsRequest Read(DesjardinsSimulatorOptions options, string inner, string attributes = "") =>
        new DipsRequestReader(options).Read(Encoding.ASCII.GetBytes(
            $"<request><merchant id=\"{DipsClient.MerchantId}\" key=\"{DipsClient.MerchantKey}\"><transactions>"
            + $"<transaction id=\"S\" key=\"K\" type=\"status\"{attributes}>{inner}</transaction></transactions></merchant></request>"));
}
