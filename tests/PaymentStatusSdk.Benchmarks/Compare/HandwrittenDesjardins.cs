// Code that a merchant's developer writes by hand, with the usual types.
#pragma warning disable RS0030
using System.Net.Http.Headers;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace PaymentStatusSdk.Benchmarks.Compare;

/// <summary>
/// The plainest way: login, request for one transaction, wait for the gateway's POST, one after the other. As only one session may be open,
/// whatever comes in belongs to it. Nothing is signed and nothing times out.
/// </summary>
internal sealed class HandwrittenDesjardins(HttpClient http, Uri endpoint)
{
    private TaskCompletionSource<XDocument> _waiting = new();

    public async Task<bool> IsPaidAsync(string id, Uri responseUrl)
    {
        var waiting = _waiting = new TaskCompletionSource<XDocument>(TaskCreationOptions.RunContinuationsAsynchronously);
        var session = Guid.NewGuid().ToString("N");
        var login = XDocument.Parse(await PostAsync(new XElement(
            "merchant",
            new XAttribute("key", MerchantHost.MerchantKey),
            new XElement("login", new XElement("trx", new XAttribute("id", session))))));
        var key = login.Descendants("trx").Single().Attribute("key")!.Value;
        await PostAsync(new XElement(
            "merchant",
            new XAttribute("id", MerchantHost.MerchantId),
            new XAttribute("key", MerchantHost.MerchantKey),
            new XElement("transactions", StatusOf(id, session, key, responseUrl))));
        var transaction = (await waiting.Task).Descendants("transaction").Single(one => one.Attribute("id")?.Value == id);
        return transaction.Attribute("approved")?.Value switch
        {
            "yes" => true,
            "no" => false,
            var other => throw new InvalidOperationException($"Unknown outcome {other}"),
        };
    }

    /// <summary>The address to which the gateway posts.</summary>
    public async Task ReceiveAsync(HttpContext context)
    {
        // The declared ISO-8859-15 is not known to this platform without another package; in ids and codes it is as Latin 1.
        using var reader = new StreamReader(context.Request.Body, Encoding.Latin1);
        var result = XDocument.Parse(await reader.ReadToEndAsync());
        var accepted = result.Descendants("transaction")
            .Select(one => new XElement("transaction", one.Attribute("id"), new XAttribute("accepted", "yes")));
        var answer = new XElement("response", new XElement("merchant", new XAttribute("id", MerchantHost.MerchantId), accepted));
        context.Response.ContentType = "text/xml";
        await context.Response.WriteAsync(Written(answer), Encoding.Latin1);
        _waiting.TrySetResult(result);
    }

    private static XElement StatusOf(string id, string session, string key, Uri responseUrl) => new(
        "transaction",
        new XAttribute("id", session),
        new XAttribute("key", key),
        new XAttribute("type", "status"),
        new XElement("transactions", new XElement("transaction", new XAttribute("id", id))),
        new XElement("urls", new XElement("url", new XAttribute("name", "response"), new XElement("path", responseUrl))));

    private async Task<string> PostAsync(XElement merchant)
    {
        using var content = new StringContent(
            Written(new XElement("request", merchant)), Encoding.Latin1, new MediaTypeHeaderValue("text/xml"));
        using var response = await http.PostAsync(endpoint, content);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStringAsync();
    }

    private static string Written(XElement root) =>
        "<?xml version=\"1.0\" encoding=\"ISO-8859-15\"?>" + root.ToString(SaveOptions.DisableFormatting);
}
