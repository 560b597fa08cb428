using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace PaymentStatusSdk.Testing.Tests.Desjardins;

/// <summary>Writes steps 1 and 3 independently of the simulator.</summary>
internal sealed partial class DipsClient(Uri endpoint) : IDisposable
{
    public const string MerchantId = "100001";
    public const string MerchantKey = "0123456789abcdef0123456789abcdef";

    private readonly HttpClient _http = new();
    private int _sessions;

    public static string Declaration => "<?xml version=\"1.0\" encoding=\"ISO-8859-15\"?>";

    public static string Login(string id, string key = MerchantKey) =>
        $"{Declaration}<request><merchant key=\"{key}\"><login><trx id=\"{id}\"/></login></merchant></request>";

    public static string Url(Uri response, string parameters = "") =>
        $"<urls><url name=\"response\"><path>{response}</path>{parameters}</url></urls>";

    public static string Targets(params IEnumerable<string> ids) =>
        $"<transactions>{string.Concat(ids.Select(id => $"<transaction id=\"{id}\"/>"))}</transactions>";

    public static string Status(string id, string key, string inner, string type = "status", string merchantId = MerchantId) =>
        $"{Declaration}<request><merchant id=\"{merchantId}\" key=\"{MerchantKey}\"><transactions>"
        + $"<transaction id=\"{id}\" key=\"{key}\" type=\"{type}\">{inner}</transaction></transactions></merchant></request>";

    public async Task<(string Id, string Key)> LoginAsync(CancellationToken cancellationToken)
    {
        var id = $"SESSION{Interlocked.Increment(ref _sessions)}";
        var answer = await PostAsync(Login(id), cancellationToken);
        return (id, TrxKey().Match(answer).Groups[1].Value);
    }

    /// <summary>Steps 1 to 3; the text of the answer to step 3.</summary>
    public async Task<string> SendQueryAsync(Uri response, CancellationToken cancellationToken, params IEnumerable<string> targets)
    {
        var (id, key) = await LoginAsync(cancellationToken);
        return await PostAsync(Status(id, key, Targets(targets) + Url(response)), cancellationToken);
    }

    public async Task<string> PostAsync(string xml, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(Encoding.ASCII.GetBytes(xml), "text/xml", cancellationToken);
        Assert.Equal(200, (int)response.StatusCode);
        return await response.Content.ReadAsStringAsync(cancellationToken);
    }

    public async Task<HttpResponseMessage> SendAsync(byte[] body, string contentType, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        return await _http.PostAsync(endpoint, content, cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("<trx id=\"[^\"]*\" key=\"([0-9a-f]{32})\"/>")]
    private static partial Regex TrxKey();
}
