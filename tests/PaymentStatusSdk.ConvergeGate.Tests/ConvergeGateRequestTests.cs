using System.Text;
using System.Xml;
using PaymentStatusSdk.ConvergeGate.Protocol;

namespace PaymentStatusSdk.ConvergeGate.Tests;

public sealed class ConvergeGateRequestTests
{
    [Theory]
    [InlineData("request-by-merchant-id.xml", "ORDER-1001")]
    [InlineData("request-escaped-id.xml", "A&B<1>")]
    [InlineData("request-quoted-id.xml", "O'Neil \"42\"")]
    [InlineData("request-non-ascii-id.xml", "Bestellung-\u00e4\u00f6\u00fc-\u20ac-\ud83d\ude00")]
    [InlineData("request-longest-id.xml", "01234567890123456789012345678901234567890123456789")]
    public void Raw_request_by_merchant_reference_is_the_golden_file(string file, string id) =>
        AssertGolden(file, Encode(TransactionQuery.ByMerchantReference(id)));

    [Theory]
    [InlineData("request-by-gateway-id.xml", false)]
    [InlineData("request-notify.xml", true)]
    public void Raw_request_by_gateway_reference_is_the_golden_file(string file, bool notify) =>
        AssertGolden(file, Encode(TransactionQuery.ByGatewayReference(Answers.GatewayReference), notify));

    [Theory]
    [InlineData("request-form-by-merchant-id.txt", "ORDER-1001")]
    [InlineData("request-form-escaped-id.txt", "A&B<1>")]
    public void Form_request_is_the_golden_file(string file, string id) =>
        AssertGolden(file, Encode(TransactionQuery.ByMerchantReference(id), change: o => o.Carrier = ConvergeGateCarrier.FormField));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Request_contains_exactly_one_reference_even_when_both_are_known(bool byGatewayReference)
    {
        var query = byGatewayReference
            ? TransactionQuery.ByGatewayReference(Answers.GatewayReference) with { ExpectedMerchantReference = Answers.MerchantReference }
            : TransactionQuery.ByMerchantReference(Answers.MerchantReference) with { ExpectedGatewayReference = Answers.GatewayReference };

        var text = Encoding.UTF8.GetString(Encode(query));

        Assert.Equal(byGatewayReference, text.Contains("<gatetransid>", StringComparison.Ordinal));
        Assert.Equal(!byGatewayReference, text.Contains("<merchanttransid>", StringComparison.Ordinal));
        Assert.Equal(byGatewayReference, !text.Contains(Answers.MerchantReference, StringComparison.Ordinal));
        AssertGolden(byGatewayReference ? "request-by-gateway-id.xml" : "request-by-merchant-id.xml", Encoding.UTF8.GetBytes(text));
    }

    [Fact]
    public void Credentials_are_escaped_in_the_xml_and_raw_under_the_checksum()
    {
        var text = Encoding.UTF8.GetString(Encode(
            TransactionQuery.ByMerchantReference("1"), change: o => (o.ApiUser, o.ApiPassword, o.ApiKey) = ("a&b", "<p>", "k&")));

        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA1.HashData("a&b<p>7091k&"u8));
        Assert.Contains($"<apiUser>a&amp;b</apiUser><apiPassword>&lt;p&gt;</apiPassword>", text, StringComparison.Ordinal);
        Assert.Contains($"<checksum>{hash}</checksum>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("k&", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Request_is_read_back_by_a_strict_parser()
    {
        using var reader = XmlReader.Create(new MemoryStream(Encode(TransactionQuery.ByMerchantReference("A&B<1>]]>'\""))));
        Assert.True(reader.ReadToFollowing("merchanttransid"));
        Assert.Equal("A&B<1>]]>'\"", reader.ReadElementContentAsString());
    }

    [Theory]
    [InlineData("https://testapi.convergegate.com/v1/transactions", false)]
    [InlineData("https://api.convergegate.com/v1/transactions", false)]
    [InlineData("https://txpmnts.com/api/transaction/", true)]
    [InlineData("https://txtest.txpmnts.com/api/transaction/", true)]
    [InlineData("https://TXTEST.TXPMNTS.COM/api/transaction/", true)]
    [InlineData("https://eviltxpmnts.com/api/transaction/", false)]
    [InlineData("https://txpmnts.com.example/api/transaction/", false)]
    [InlineData("https://example.com/txpmnts.com", false)]
    public void Default_carrier_depends_on_the_host(string endpoint, bool isForm)
    {
        var request = new ConvergeGateRequest(Answers.Options(o => o.Endpoint = new Uri(endpoint)));

        var body = Encoding.UTF8.GetString(request.Encode(TransactionQuery.ByMerchantReference("1"), notify: false));

        Assert.Equal(isForm ? "application/x-www-form-urlencoded" : "application/xml; charset=utf-8", request.ContentType.ToString());
        Assert.StartsWith(isForm ? "strrequest=%3C%3Fxml" : "<?xml ", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://testapi.convergegate.com/v1/transactions", ConvergeGateCarrier.FormField)]
    [InlineData("https://txpmnts.com/api/transaction/", ConvergeGateCarrier.RawXml)]
    public void Carrier_of_the_options_takes_precedence_over_the_host(string endpoint, ConvergeGateCarrier carrier)
    {
        var request = new ConvergeGateRequest(Answers.Options(o => (o.Endpoint, o.Carrier) = (new Uri(endpoint), carrier)));

        Assert.Equal(carrier == ConvergeGateCarrier.FormField, request.ContentType.MediaType == "application/x-www-form-urlencoded");
    }

    private static byte[] Encode(TransactionQuery query, bool notify = false, Action<ConvergeGateOptions>? change = null) =>
        new ConvergeGateRequest(Answers.Options(change)).Encode(query, notify);

    private static void AssertGolden(string file, byte[] actual) =>
        Assert.Equal(Encoding.UTF8.GetString(WireFile.Read(file)), Encoding.UTF8.GetString(actual));
}
