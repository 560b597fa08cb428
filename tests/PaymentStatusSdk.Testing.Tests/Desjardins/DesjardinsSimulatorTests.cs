using System.Text;
using PaymentStatusSdk.Simulators.Desjardins;
using PaymentStatusSdk.Simulators.Faults;

namespace PaymentStatusSdk.Testing.Tests.Desjardins;

public sealed class DesjardinsSimulatorTests : IAsyncLifetime
{
    private MerchantEndpoint _merchant = null!;
    private DesjardinsSimulator _gateway = null!;
    private DipsClient _client = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _merchant = await MerchantEndpoint.StartAsync(null, Ct);
        _gateway = await DesjardinsSimulator.StartAsync(cancellationToken: Ct);
        _gateway.Put(SimulatedDipsTransaction.Of("ORDER1", DipsOutcome.Approved, 12545));
        _gateway.Put(SimulatedDipsTransaction.Of("ORDER2", DipsOutcome.NotCompleted));
        _client = new DipsClient(_gateway.Endpoint);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _gateway.DisposeAsync();
        await _merchant.DisposeAsync();
    }

    [Fact]
    public async Task Login_is_answered_with_a_key_for_its_id()
    {
        var answer = await _client.PostAsync(DipsClient.Login("S1"), Ct);

        Assert.Matches(
            "^<\\?xml version=\"1.0\" encoding=\"ISO-8859-15\"\\?><response><merchant id=\"100001\" key=\"[0-9a-f]{32}\"><login>"
            + "<trx id=\"S1\" key=\"[0-9a-f]{32}\"/></login></merchant></response>$",
            answer);
        Assert.Equal(1, _gateway.Sessions);
    }

    [Fact]
    public async Task Status_is_answered_empty_and_then_posted_to_the_response_url()
    {
        var answer = await _client.SendQueryAsync(_merchant.Url, Ct, "ORDER1", "ORDER2");
        var post = await _merchant.NextAsync(Ct);
        await _gateway.WaitForStep4Async(1, Ct);

        Assert.Equal("", answer);
        Assert.Equal("text/xml", post.ContentType);
        Assert.Equal("/dips/status/TOKEN", post.Path);
        Assert.StartsWith(
            "<?xml version=\"1.0\" encoding=\"ISO-8859-15\"?><request input=\"xml\"><merchant id=\"100001\">"
            + "<transaction id=\"ORDER1\" currency=\"CAD\" currencyText=\"CAD $ \" approved=\"yes\"><terminal_id>",
            post.Text,
            StringComparison.Ordinal);
        Assert.Contains("<amount>12545</amount><language>FR</language>", post.Text, StringComparison.Ordinal);
        Assert.Equal("no", post.Approved("ORDER2"));
        Assert.Contains("<condition_code>117</condition_code><iso_code></iso_code>", post.Text, StringComparison.Ordinal);
        Assert.True(Assert.Single(_gateway.Deliveries).Accepted);
        Assert.Equal((1, 1, 1, 2), (_gateway.Sessions, _gateway.Exchanges, _gateway.Callbacks, _gateway.TransactionsQueried));
    }

    [Fact]
    public async Task Used_id_is_rejected_with_WE15()
    {
        await _client.PostAsync(DipsClient.Login("S1"), Ct);

        Assert.Contains("<code>WE15</code>", await _client.PostAsync(DipsClient.Login("S1"), Ct), StringComparison.Ordinal);
        Assert.Contains("<code>WE15</code>", await _client.PostAsync(DipsClient.Login("ORDER1"), Ct), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<request><merchant key=\"wrong\"><login><trx id=\"S1\"/></login></merchant></request>", "key is not known")]
    [InlineData("<request><merchant key=\"0123456789abcdef0123456789abcdef\"><login/></merchant></request>", "id is missing")]
    [InlineData("<request><merchant key=\"0123456789abcdef0123456789abcdef\"/></request>", "Elements login")]
    [InlineData("<request><merchant>", "well-formed")]
    [InlineData("", "well-formed")]
    [InlineData("<!DOCTYPE request []><request/>", "well-formed")]
    [InlineData("<?xml version=\"1.0\" encoding=\"UTF-16\"?><request/>", "well-formed")]
    public async Task Unreadable_request_is_rejected_with_WX03(string body, string reason)
    {
        var answer = await _client.PostAsync(body, Ct);

        Assert.Contains("<response><error><code>WX03</code><message><![CDATA[ ", answer, StringComparison.Ordinal);
        Assert.Contains(reason, Assert.Single(_gateway.Refusals).Reason, StringComparison.Ordinal);
        Assert.Equal(0, _gateway.Sessions);
    }

    [Theory]
    [InlineData(true, "text/xml", "text/xml")]
    [InlineData(true, "text/xml", "Text/XML")]
    [InlineData(false, "text/xml", "text/plain")]
    [InlineData(false, "text/xml; charset=utf-8", "text/plain")]
    [InlineData(false, "text/plain", "text/plain")]
    public async Task Equal_content_types_count_once_and_different_ones_are_rejected(bool isAccepted, params string[] contentTypes)
    {
        var answer = await DoubledHeader.PostAsync(_gateway.Endpoint, DipsClient.Login("S1"), Ct, contentTypes);

        Assert.Equal(isAccepted, !answer.Contains("WX03", StringComparison.Ordinal));
        Assert.Equal(isAccepted ? 1 : 0, _gateway.Sessions);
    }

    [Fact]
    public async Task Other_content_type_or_method_gets_an_error_document()
    {
        using var http = new HttpClient();
        using var form = await _client.SendAsync(Encoding.ASCII.GetBytes(DipsClient.Login("S1")), "application/x-www-form-urlencoded", Ct);

        Assert.Contains("WX03", await form.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Contains("WX03", await http.GetStringAsync(_gateway.Endpoint, Ct), StringComparison.Ordinal);
        Assert.Equal(0, _gateway.Sessions);
    }

    [Fact]
    public async Task Key_works_once_and_only_for_its_own_id()
    {
        var first = await _client.LoginAsync(Ct);
        var second = await _client.LoginAsync(Ct);
        var inner = DipsClient.Targets("ORDER1") + DipsClient.Url(_merchant.Url);

        Assert.Contains("WX03", await _client.PostAsync(DipsClient.Status(first.Id, second.Key, inner), Ct), StringComparison.Ordinal);
        Assert.Contains("WX03", await _client.PostAsync(DipsClient.Status("NOSESSION", first.Key, inner), Ct), StringComparison.Ordinal);
        Assert.Equal("", await _client.PostAsync(DipsClient.Status(first.Id, first.Key, inner), Ct));
        await _gateway.WaitForStep4Async(1, Ct);
        Assert.Contains("WX03", await _client.PostAsync(DipsClient.Status(first.Id, first.Key, inner), Ct), StringComparison.Ordinal);
        Assert.Equal(1, _gateway.Exchanges);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public async Task One_to_ten_targets_are_accepted(int count, bool isAccepted)
    {
        var answer = await _client.SendQueryAsync(_merchant.Url, Ct, Enumerable.Range(1, count).Select(number => $"T{number}"));

        Assert.Equal(isAccepted, answer.Length == 0);
        Assert.Equal(isAccepted ? 1 : 0, _gateway.Exchanges);
    }

    [Theory]
    [InlineData("<transactions><transaction id=\"ORDER1\"/></transactions>")]
    [InlineData(
        "<transactions><transaction id=\"ORDER1\"/></transactions><urls><url name=\"response\"><path>/relative</path></url></urls>")]
    [InlineData(
        "<transactions><transaction id=\"ORDER1\"/></transactions><urls><url name=\"success\"><path>http://127.0.0.1/</path></url></urls>")]
    [InlineData("<language>de</language><transactions><transaction id=\"ORDER1\"/></transactions><urls><url name=\"response\">"
        + "<path>http://127.0.0.1/</path></url></urls>")]
    [InlineData("<transactions><transaction/></transactions><urls><url name=\"response\"><path>http://127.0.0.1/</path></url></urls>")]
    public async Task Malformed_status_request_is_rejected(string inner)
    {
        var (id, key) = await _client.LoginAsync(Ct);

        Assert.Contains("WX03", await _client.PostAsync(DipsClient.Status(id, key, inner), Ct), StringComparison.Ordinal);
        Assert.False(_gateway.HasOpenExchange);
    }

    [Fact]
    public async Task Other_type_or_merchant_id_is_rejected()
    {
        var inner = DipsClient.Targets("ORDER1") + DipsClient.Url(_merchant.Url);
        var (id, key) = await _client.LoginAsync(Ct);
        Assert.Contains("WX03", await _client.PostAsync(DipsClient.Status(id, key, inner, type: "purchase"), Ct), StringComparison.Ordinal);
        (id, key) = await _client.LoginAsync(Ct);
        Assert.Contains(
            "WX03", await _client.PostAsync(DipsClient.Status(id, key, inner, merchantId: "100002"), Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Second_status_during_an_open_one_is_rejected_and_counted()
    {
        var hold = new FaultHold();
        _gateway.CallbackFaults.Next(SimulatedFault.Hold(hold));
        await _client.SendQueryAsync(_merchant.Url, Ct, "ORDER1");
        await hold.WaitForArrivalsAsync(1, Ct);

        var answer = await _client.SendQueryAsync(_merchant.Url, Ct, "ORDER2");

        Assert.Contains("WX03", answer, StringComparison.Ordinal);
        Assert.Equal(1, _gateway.OverlapsSeen);
        hold.Release();
        await _merchant.NextAsync(Ct);
        Assert.Equal("", await _client.SendQueryAsync(_merchant.Url, Ct, "ORDER2"));
        Assert.Equal(1, _gateway.OverlapsSeen);
    }

    [Fact]
    public async Task Client_that_restarts_when_step_4_arrives_never_overlaps()
    {
        for (var i = 0; i < 50; i++)
        {
            await _client.SendQueryAsync(_merchant.Url, Ct, "ORDER1");
            await _merchant.NextAsync(Ct);
        }

        Assert.Equal(0, _gateway.OverlapsSeen);
        Assert.Equal(50, _gateway.Exchanges);
    }
}
