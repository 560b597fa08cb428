using System.Web;
using PaymentStatusSdk.Ppro;

namespace PaymentStatusSdk.Benchmarks.Compare;

/// <summary>
/// GETTXSTATUS as written by hand: HttpClient, FormUrlEncodedContent, ParseQueryString, an id check, a switch on the status.
/// </summary>
internal static class HandwrittenPpro
{
    public static StatusCaller Create(HttpClient http, Uri endpoint, PproOptions options) =>
        new("ppro", "handwritten", index => IsPaidAsync(http, endpoint, options, ServeCommand.TxId(index)));

    private static async Task<bool> IsPaidAsync(HttpClient http, Uri endpoint, PproOptions options, string id)
    {
        using var content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["returnmode"] = "urlencodeext",
            ["txtype"] = "GETTXSTATUS",
            ["login"] = options.Login,
            ["password"] = options.Password,
            ["contractid"] = options.ContractId,
            ["txid"] = id,
        });
        using var response = await http.PostAsync(endpoint, content);
        response.EnsureSuccessStatusCode();
        var answer = HttpUtility.ParseQueryString(await response.Content.ReadAsStringAsync());
        if (answer["REQUESTSTATUS"] != "SUCCEEDED" || answer["TXID"] != id) return false;
        return answer["STATUS"] switch
        {
            "SUCCEEDED" => answer["FUNDSSTATUS"] is "RECEIVED" or "NOT_EXPECTED",
            "PENDING" or "FAILED" => false,
            var other => throw new InvalidOperationException($"Unknown status {other}"),
        };
    }
}
