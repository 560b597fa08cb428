using System.Text;
using PaymentStatusSdk.Ppro.Protocol;

namespace PaymentStatusSdk.Ppro.Tests;

public sealed class PproRequestTests
{
    [Fact]
    public void Request_by_gateway_reference_has_the_golden_bytes() =>
        AssertGolden("request-by-txid.txt", PproWire.Options(), TransactionQuery.ByGatewayReference("123887123"));

    [Fact]
    public void Request_by_merchant_reference_has_the_golden_bytes() =>
        AssertGolden("request-by-merchanttxid.txt", PproWire.Options(), TransactionQuery.ByMerchantReference("sale1002"));

    [Fact]
    public void Request_escapes_everything_but_the_bare_characters()
    {
        var options = PproWire.Options();
        options.Login = "a b";
        options.Password = "p&%+= ä€🔑~-_.";
        options.ContractId = "C/1";
        AssertGolden("request-escapes.txt", options, TransactionQuery.ByGatewayReference("A.b,c-d_9"));
    }

    [Fact]
    public void Content_type_has_no_charset() =>
        Assert.Equal("application/x-www-form-urlencoded", PproRequest.ContentType.ToString());

    private static void AssertGolden(string file, PproOptions options, TransactionQuery query)
    {
        var expected = Encoding.ASCII.GetString(PproWire.File(file));

        var actual = Encoding.ASCII.GetString(new PproRequest(options).Encode(query));

        Assert.Equal(expected, actual);
    }
}
