using System.Text;
using PaymentStatusSdk.ConvergeGate;
using PaymentStatusSdk.Ppro;

namespace PaymentStatusSdk.Benchmarks.Micro;

/// <summary>Typical messages, as the simulators write them.</summary>
internal static class WireSamples
{
    public const string GatewayReference = "5d3c1f60-8a2b-4c7e-9b10-2f6e7a8c9d01";

    public const string TxId = "123887123";

    public static ConvergeGateOptions CardOptions => new()
    {
        Endpoint = new Uri("http://localhost/"),
        ApiUser = "simUser01",
        ApiPassword = "simPass-9f3a",
        ApiKey = "KEY-0000-1111-2222-333344445555",
    };

    public static PproOptions PproOptions => new()
    {
        Endpoint = new Uri("http://localhost/"),
        Login = "testclient",
        Password = "test123",
        ContractId = "TESTCONTRACT",
    };

    public static byte[] SimulatedConvergeGateAnswer => Encoding.UTF8.GetBytes(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><transaction><result>SUCCESS</result><transaction>"
        + "<gatetransid>5d3c1f60-8a2b-4c7e-9b10-2f6e7a8c9d01</gatetransid><merchanttransid>ORDER-1001</merchanttransid><amount>125.45"
        + "</amount><curcode>EUR</curcode><state>CAPTURED</state>"
        + "<merchantspecific1>basket 17</merchantspecific1><merchantspecific2></merchantspecific2><merchantspecific3></merchantspecific3>"
        + "<merchantspecific4></merchantspecific4><merchantspecific5></merchantspecific5></transaction><errorcode>000</errorcode>"
        + "<errormessage></errormessage></transaction>");

    public static byte[] PproAnswer => Encoding.UTF8.GetBytes(
        "REQUESTSTATUS=SUCCEEDED&STATUS=SUCCEEDED&TXID=123887123&ERRMSG=&REDIRECTSECRET=made0up0redirect0secret0"
        + "&CHANNEL=testchannel&TAG=giropay&MERCHANTTXID=sale1002&FUNDSSTATUS=RECEIVED"
        + "&RAND2034500137=cce3ce30fc977edc435e29105da93bb788850f14");
}
