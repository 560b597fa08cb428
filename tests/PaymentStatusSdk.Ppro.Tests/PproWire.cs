using System.Text;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Ppro.Protocol;

namespace PaymentStatusSdk.Ppro.Tests;

/// <summary>Wire files, and answers read without a wire.</summary>
internal static class PproWire
{
    public const string TxId = "123887123";
    public const string MerchantTxId = "sale1002";

    public static byte[] File(string name) => System.IO.File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Wire", name));

    public static PproOptions Options() => new()
    {
        Endpoint = new Uri("http://127.0.0.1:1/"),
        Login = "testclient",
        Password = "test123",
        ContractId = "TESTCONTRACT",
    };

    /// <summary>Reads an answer to a query by gateway reference.</summary>
    public static ParsedStatus Read(string body) => Read(Encoding.UTF8.GetBytes(body), TransactionQuery.ByGatewayReference(TxId));

    public static ParsedStatus Read(byte[] body, TransactionQuery query) => PproResponse.Read(body, query, new PproRequest(Options()));

    public static TransactionStatusException Refused(string body) => Assert.Throws<TransactionStatusException>(() => Read(body));

    /// <summary>A valid answer with these fields.</summary>
    public static string Found(string fields) => $"REQUESTSTATUS=SUCCEEDED&TXID={TxId}&MERCHANTTXID={MerchantTxId}&{fields}";
}
