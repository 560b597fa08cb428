namespace PaymentStatusSdk.ColdStart;

/// <summary>Requests as bytes, and the references that they query.</summary>
internal static class SampleRequests
{
    public const string GatewayReference = "5d3c1f60-8a2b-4c7e-9b10-2f6e7a8c9d01";
    public const string TxId = "123887123";

    public static byte[] Of(string gateway) => gateway == "ppro"
        ? "returnmode=urlencodeext&txtype=GETTXSTATUS&login=testclient&password=test123&contractid=TESTCONTRACT&txid=123887123"u8.ToArray()
        : """
            <?xml version="1.0" encoding="utf-8"?><transaction><apiUser>simUser01</apiUser><apiPassword>simPass-9f3a</apiPassword>
            <apiCmd>709</apiCmd><gatetransid>5d3c1f60-8a2b-4c7e-9b10-2f6e7a8c9d01</gatetransid><notify>NO</notify>
            <checksum>0123456789012345678901234567890123456789</checksum></transaction>
            """u8.ToArray();

    public static string ContentTypeOf(string gateway) => gateway == "ppro" ? "application/x-www-form-urlencoded" : "application/xml";
}
