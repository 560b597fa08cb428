using System.Web;
using PaymentStatusSdk.Ppro;

namespace PaymentStatusSdk.Benchmarks.Compare;

/// <summary>
/// GETTXSTATUS as written by hand: FormUrlEncodedContent, ParseQueryString, an id check, a switch on the status. The clients differ in how
/// they send it.
/// </summary>
internal static class HandwrittenPpro
{
    public static StatusCaller Create(HttpClient http, Uri endpoint, PproOptions options) =>
        new("ppro", "handwritten", index => IsPaidAsync(http, endpoint, options, ServeCommand.TxId(index)));

    public static async Task<bool> IsPaidAsync(HttpClient http, Uri endpoint, PproOptions options, string id)
    {
        using var content = new FormUrlEncodedContent(Fields(options, id));
        using var response = await http.PostAsync(endpoint, content);
        response.EnsureSuccessStatusCode();
        return IsPaid(await response.Content.ReadAsStringAsync(), id);
    }

    public static Dictionary<string, string> Fields(PproOptions options, string id) => new()
    {
        ["returnmode"] = "urlencodeext",
        ["txtype"] = "GETTXSTATUS",
        ["login"] = options.Login,
        ["password"] = options.Password,
        ["contractid"] = options.ContractId,
        ["txid"] = id,
    };

    public static bool IsPaid(string text, string id)
    {
        var answer = HttpUtility.ParseQueryString(text);
        if (answer["REQUESTSTATUS"] != "SUCCEEDED" || answer["TXID"] != id) return false;
        return answer["STATUS"] switch
        {
            "SUCCEEDED" => answer["FUNDSSTATUS"] is "RECEIVED" or "NOT_EXPECTED",
            "PENDING" or "FAILED" => false,
            var other => throw new InvalidOperationException($"Unknown status {other}"),
        };
    }
}
