namespace PaymentStatusSdk.Testing.Tests;

/// <summary>Writes PPRO requests independently and reads the fields of an answer without defects.</summary>
internal static class PproQuery
{
    public static HttpContent ByTxId(
        string id, string login = "testclient", string password = "test123", string contract = "TESTCONTRACT") =>
        Form("GETTXSTATUS", "txid", id, login, password, contract);

    public static HttpContent ByMerchantTxId(string id) =>
        Form("GETTXSTATUSBYMERCHANTTXID", "merchanttxid", id, "testclient", "test123", "TESTCONTRACT");

    public static HttpContent Form(
        string type, string idName, string id, string login, string password, string contract, string returnMode = "urlencodeext") =>
        new FormUrlEncodedContent(
        [
            new("returnmode", returnMode), new("txtype", type), new("login", login), new("password", password),
            new("contractid", contract), new(idName, id),
        ]);

    public static Dictionary<string, string> Fields(string answer) =>
        answer.Split('&').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));
}
