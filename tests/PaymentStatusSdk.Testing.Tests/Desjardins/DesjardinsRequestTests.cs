using System.Net;
using System.Text;
using PaymentStatusSdk.Simulators.Desjardins;

namespace PaymentStatusSdk.Testing.Tests.Desjardins;

/// <summary>How requests of steps 1 and 3 are read, and the reason of each refusal.</summary>
public sealed class DesjardinsRequestTests : IAsyncLifetime
{
    private const string Merchant = "<merchant id=\"100001\" key=\"0123456789abcdef0123456789abcdef\">";
    private const string Target = "<transactions><transaction id=\"ORDER1\"/></transactions>";
    private const string Status = "id=\"ID\" key=\"KEY\" type=\"status\"";
    private const string Url = "<urls><url name=\"response\"><path>http://127.0.0.1:9/</path></url></urls>";

    private readonly ManualTimeProvider _time = new();
    private DesjardinsSimulator _gateway = null!;
    private DipsClient _client = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _gateway = await DesjardinsSimulator.StartAsync(new DesjardinsSimulatorOptions { TimeProvider = _time, RecordingLimit = 2 }, Ct);
        _client = new DipsClient(_gateway.Endpoint);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _gateway.DisposeAsync();
    }

    [Theory]
    [InlineData("<response/>", "Document is not a request in well-formed XML", null)]
    [InlineData("<request></request><request/>", "Document is not a request in well-formed XML", null)]
    [InlineData("<request/>", "Element merchant is missing", null)]
    [InlineData("<request>MERCHANT<login><trx id=\"\"/></login></merchant></request>", "Transaction id is missing", "")]
    [InlineData("<request>MERCHANT<login><other id=\"S\"/></login></merchant></request>", "Transaction id is missing", null)]
    [InlineData("<request><merchant id=\"100001\"><login><trx id=\"S\"/></login></merchant></request>", "Merchant key is not known", "S")]
    [InlineData("<request>MERCHANT<login><trx id=\"123456789012345678901234567890123\"/></login></merchant></request>",
        "Transaction id is longer than 32 characters", "123456789012345678901234567890123")]
    [InlineData(
        "<request><merchant id=\"1\" key=\"0123456789abcdef0123456789abcdef\"><login><trx id=\"S\"/></login></merchant></request>",
        "Merchant id does not belong to the key", "S")]
    [InlineData("<request>MERCHANT</merchant></request>", "Elements login and transactions are both missing", null)]
    [InlineData("<request>MERCHANT<transactions/></merchant></request>", "Elements login and transactions are both missing", null)]
    public async Task Refused_request_is_recorded_with_its_reason(string body, string reason, string? id)
    {
        var answer = await _client.PostAsync(body.Replace("MERCHANT", Merchant, StringComparison.Ordinal), Ct);

        Assert.Equal(
            $"{DipsClient.Declaration}<response><error><code>WX03</code><message><![CDATA[ {reason} ]]></message></error></response>",
            answer);
        Assert.Equal(new DipsRefusal(_time.GetUtcNow(), "WX03", reason, id), Assert.Single(_gateway.Refusals));
    }

    [Theory]
    [InlineData("id=\"ID\" key=\"KEY\" type=\"refund\"", Target + Url, "Transaction type is not known")]
    [InlineData("id=\"ID\" key=\"KEY\"", Target + Url, "Transaction type is not known")]
    [InlineData(Status, Url, "No transaction is requested")]
    [InlineData(Status, "<transactions/>" + Url, "No transaction is requested")]
    [InlineData(Status, "<transactions><transaction id=\"A\"/><transaction id=\" \"/></transactions>" + Url,
        "A requested transaction has no id")]
    [InlineData(Status, Target, "Response URL is missing or not an absolute http or https URL")]
    [InlineData(Status,
        Target + "<urls><url name=\"response\"><path>ftp://127.0.0.1/</path></url></urls>",
        "Response URL is missing or not an absolute http or https URL")]
    [InlineData(Status, "<language>frx</language>" + Target + Url, "Language is not fr or en")]
    [InlineData(Status, "<language/>" + Target + Url, "Language is not fr or en")]
    public async Task Refused_status_request_consumes_its_key(string attributes, string inner, string reason)
    {
        var (id, key) = await _client.LoginAsync(Ct);
        var xml = $"<request>{Merchant}<transactions><transaction "
            + attributes.Replace("ID", id, StringComparison.Ordinal).Replace("KEY", key, StringComparison.Ordinal)
            + $">{inner}</transaction></transactions></merchant></request>";

        var answer = await _client.PostAsync(xml, Ct);
        await _client.PostAsync(DipsClient.Status(id, key, Target + Url), Ct);

        Assert.Contains($"<![CDATA[ {reason} ]]>", answer, StringComparison.Ordinal);
        Assert.Equal([reason, "Transaction key was used before"], _gateway.Refusals.Select(one => one.Reason));
        Assert.Equal([id, id], _gateway.Refusals.Select(one => one.TransactionId));
        Assert.Equal((0, false), (_gateway.Exchanges, _gateway.HasOpenExchange));
    }

    [Theory]
    [InlineData("<merchant id=\"100001\" key=\"0\">", "Merchant key is not known")]
    [InlineData("<merchant key=\"0123456789abcdef0123456789abcdef\">", "Merchant id does not belong to the key")]
    public async Task Merchant_of_a_status_request_is_verified(string merchant, string reason)
    {
        var (id, key) = await _client.LoginAsync(Ct);

        await _client.PostAsync(DipsClient.Status(id, key, Target + Url).Replace(Merchant, merchant, StringComparison.Ordinal), Ct);

        Assert.Equal(reason, Assert.Single(_gateway.Refusals).Reason);
    }

    [Theory]
    [InlineData("<transaction id=\"ID\" type=\"status\">" + Target + Url + "</transaction><trx/>", "Element trx is not expected")]
    [InlineData("<transaction id=\"ID\" type=\"status\">" + Target + Url + "</transaction><transaction id=\"X\" type=\"status\"/>",
        "Transactions belong to more than one session")]
    public async Task Elements_of_a_status_request_are_of_one_session(string elements, string reason)
    {
        var (id, _) = await _client.LoginAsync(Ct);

        await _client.PostAsync(
            $"<request>{Merchant}<transactions>{elements.Replace("ID", id, StringComparison.Ordinal)}</transactions></merchant></request>",
            Ct);

        Assert.Equal(reason, Assert.Single(_gateway.Refusals).Reason);
    }

    [Fact]
    public async Task Wrong_key_does_not_consume_the_session()
    {
        var first = await _client.LoginAsync(Ct);
        var second = await _client.LoginAsync(Ct);

        await _client.PostAsync(DipsClient.Status(first.Id, second.Key, Target + Url), Ct);
        await _client.PostAsync(DipsClient.Status("NOSESSION", second.Key, Target + Url), Ct);
        Assert.Equal(
            ["Transaction key does not belong to this session", "There is no session with this transaction id"],
            _gateway.Refusals.Select(one => one.Reason));
        Assert.Equal("", await _client.PostAsync(DipsClient.Status(first.Id, first.Key, Target + Url), Ct));
        Assert.Equal((2, 1), (_gateway.Sessions, _gateway.Exchanges));
    }

    [Fact]
    public async Task Only_the_latest_refusals_are_kept()
    {
        await _client.LoginAsync(Ct);
        foreach (var id in new[] { "A", "B", "C" })
            await _client.PostAsync(DipsClient.Login(id, key: "x"), Ct);

        Assert.Equal(["B", "C"], _gateway.Refusals.Select(one => one.TransactionId));
        await using var silent = await DesjardinsSimulator.StartAsync(new DesjardinsSimulatorOptions { RecordingLimit = 0 }, Ct);
        using var client = new DipsClient(silent.Endpoint);
        await client.PostAsync(DipsClient.Login("A", key: "x"), Ct);
        Assert.Empty(silent.Refusals);
        Assert.Empty(silent.Received);
        Assert.Equal(1, silent.ReceivedCount);
    }

    [Theory]
    [InlineData("<?xml version=\"1.0\" encoding=\"ISO-8859-15\"?>", "\u00a4", "\u00a4")]
    [InlineData("<?xml version='1.0' encoding='iso-8859-15'?>", "\u00a4", "\u00a4")]
    [InlineData("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>", "\u00a4", "&#164;")]
    [InlineData("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "\u00c3\u00a9", "\u00e9")]
    [InlineData("<?xml version=\"1.0\" encoding=\"us-ascii\"?>", "\u00c3\u00a9", "\u00e9")]
    [InlineData("<?xml version=\"1.0\"?>", "\u00c3\u00a9", "\u00e9")]
    [InlineData("\u00ef\u00bb\u00bf", "\u00c3\u00a9", "\u00e9")]
    [InlineData("<?xml version=\"1.0\"?>", "encoding", "encoding")]
    [InlineData("", "encoding", "encoding")]
    [InlineData("", "12345678901234567890123456789012", "12345678901234567890123456789012")]
    public async Task Id_is_read_in_the_charset_of_the_document(string declaration, string id, string read)
    {
        using var response = await _client.SendAsync(
            Encoding.Latin1.GetBytes($"{declaration}<request>{Merchant}<login><trx id=\"{id}\"/></login></merchant></request>"), "text/xml",
            Ct);

        // The octet of the euro sign is the same in the answer, and the currency sign is not in both charsets.
        var answer = Encoding.Latin1.GetString(await response.Content.ReadAsByteArrayAsync(Ct));
        Assert.Contains($"<trx id=\"{read}\" key=", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "\u00e9")]
    [InlineData("<?xml version=\"1.0\" encoding=\"UTF-16\"?>", "a")]
    [InlineData("<?xml version=\"1.0\" encoding=?>", "a")]
    public async Task Document_in_another_charset_is_refused(string declaration, string id)
    {
        using var response = await _client.SendAsync(
            Encoding.Latin1.GetBytes($"{declaration}<request>{Merchant}<login><trx id=\"{id}\"/></login></merchant></request>"), "text/xml",
            Ct);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("Document is not a request in well-formed XML", Assert.Single(_gateway.Refusals).Reason);
    }

    [Theory]
    [InlineData(31, true)]
    [InlineData(32, false)]
    public async Task Document_has_at_most_32_levels(int levels, bool isRead)
    {
        var nested = string.Concat(Enumerable.Repeat("<a>", levels)) + string.Concat(Enumerable.Repeat("</a>", levels));

        var answer = await _client.PostAsync(
            $"<request>{nested}<!-- c --><?p?>{Merchant}<login><trx id=\"S\"/></login></merchant></request>", Ct);

        Assert.Equal(isRead, answer.Contains("<trx id=\"S\"", StringComparison.Ordinal));
    }
}
