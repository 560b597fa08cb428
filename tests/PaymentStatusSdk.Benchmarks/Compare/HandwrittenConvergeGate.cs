// Code that a merchant's developer writes by hand, with the usual types.
#pragma warning disable RS0030, CA5350
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using PaymentStatusSdk.ConvergeGate;

namespace PaymentStatusSdk.Benchmarks.Compare;

/// <summary>
/// Command 709 as written by hand: XDocument, a checksum over strings, an id and amount check, a switch on the state. The clients differ in
/// how they send it.
/// </summary>
internal static class HandwrittenConvergeGate
{
    public const string ContentType = "application/xml";

    public static StatusCaller Create(HttpClient http, Uri endpoint, ConvergeGateOptions options) =>
        new("convergegate", "handwritten", index => IsPaidAsync(http, endpoint, options, ServeCommand.GateTransId(index)));

    public static async Task<bool> IsPaidAsync(HttpClient http, Uri endpoint, ConvergeGateOptions options, string id)
    {
        using var content = Content(options, id);
        using var response = await http.PostAsync(endpoint, content);
        response.EnsureSuccessStatusCode();
        return IsPaid(await response.Content.ReadAsStringAsync(), id);
    }

    public static StringContent Content(ConvergeGateOptions options, string id) =>
        new(Request(options, id), Encoding.UTF8, new MediaTypeHeaderValue(ContentType, "utf-8"));

    public static string Request(ConvergeGateOptions options, string id)
    {
        var document = new XDocument(
            new XDeclaration("1.0", "utf-8", null),
            new XElement(
                "transaction",
                new XElement("apiUser", options.ApiUser),
                new XElement("apiPassword", options.ApiPassword),
                new XElement("apiCmd", "709"),
                new XElement("gatetransid", id),
                new XElement("checksum", Checksum(options, id))));
        return document.ToString();
    }

    public static bool IsPaid(string text, string id)
    {
        var root = XDocument.Parse(text).Root!;
        if (root.Element("result")?.Value.Trim() != "SUCCESS") return false;
        var transaction = root.Element("transaction")!;
        if (transaction.Element("gatetransid")?.Value.Trim() != id) return false;
        var amount = decimal.Parse(transaction.Element("amount")!.Value.Trim(), CultureInfo.InvariantCulture);
        if (amount != 125.45m || transaction.Element("curcode")?.Value.Trim() != "EUR") return false;
        return transaction.Element("state")?.Value.Trim() switch
        {
            "CAPTURED" => true,
            "AUTHORIZED" or "PENDING" or "DECLINED" or "CANCELED" or "ERROR" or "REFUNDED" => false,
            var other => throw new InvalidOperationException($"Unknown state {other}"),
        };
    }

    private static string Checksum(ConvergeGateOptions options, string id)
    {
        var text = options.ApiUser + options.ApiPassword + "709" + id + options.ApiKey;
        return Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(text))).ToLowerInvariant();
    }
}
