using System.Net;
using System.Text;
using System.Text.Json;
using PaymentStatusSdk.Cli.Simulate.Control;
using PaymentStatusSdk.Simulators.ConvergeGate;
using PaymentStatusSdk.Simulators.Ppro;

namespace PaymentStatusSdk.Testing.Tests.Control;

public sealed class SimulatorControlTests : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private ConvergeGateSimulator _cards = null!;
    private PproSimulator _ppro = null!;
    private SimulatorControl _control = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cards = await ConvergeGateSimulator.StartAsync(cancellationToken: Ct);
        _ppro = await PproSimulator.StartAsync(cancellationToken: Ct);
        _control = await SimulatorControl.StartAsync([_cards, _ppro], cancellationToken: Ct);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _control.DisposeAsync();
        await _ppro.DisposeAsync();
        await _cards.DisposeAsync();
    }

    [Fact]
    public async Task Overview_lists_gateways_endpoints_credentials_and_examples()
    {
        var (status, json) = await SendAsync("GET", "");

        Assert.Equal(HttpStatusCode.OK, status);
        var gateways = json.GetProperty("gateways");
        Assert.Equal(_cards.Endpoint.ToString(), gateways[0].GetProperty("endpoint").GetString());
        Assert.Equal("simUser01", gateways[0].GetProperty("credentials").GetProperty("apiUser").GetString());
        Assert.Equal("TESTCONTRACT", gateways[1].GetProperty("credentials").GetProperty("contractid").GetString());
        Assert.Contains("curl -X PUT", json.GetProperty("examples")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConvergeGate_transaction_is_put_moved_and_removed()
    {
        var (put, _) = await SendAsync("PUT", "/convergegate/transactions/g-1",
            """{"merchantTransId":"ORDER-1","amount":"12.30","state":"PENDING","steps":[{"afterQueries":1,"state":"CAPTURED"}]}""");
        var (moved, json) = await SendAsync("POST", "/convergegate/transactions/g-1/state", """{"state":"AUTHORIZED"}""");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (put, moved));
        Assert.Equal("AUTHORIZED", json.GetProperty("state").GetString());
        var transaction = _cards.Find("g-1");
        Assert.Equal(("ORDER-1", "12.30", "AUTHORIZED"), (transaction?.MerchantTransId, transaction?.Amount, transaction?.State));
        Assert.Equal("CAPTURED", Assert.Single(transaction!.Steps).State);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync("DELETE", "/convergegate/transactions/g-1")).Status);
        Assert.Empty(_cards.Transactions);
    }

    [Fact]
    public async Task Ppro_transaction_is_put_and_moved()
    {
        await SendAsync("PUT", "/ppro/transactions/7", """{"merchantTxId":"m7","status":"PENDING","fundsStatus":"WAITING"}""");
        await SendAsync("POST", "/ppro/transactions/7/state", """{"state":"FAILED","failReason":"TIMEOUT"}""");

        Assert.Equal(
            ("FAILED", "TIMEOUT", "WAITING"), (_ppro.Find("7")?.Status, _ppro.Find("7")?.FailReason, _ppro.Find("7")?.FundsStatus));
    }

    [Fact]
    public async Task Received_requests_are_listed()
    {
        using var response = await _http.PostAsync(_cards.Endpoint, ConvergeGateRequest.Form(ConvergeGateRequest.ByGateId("g-1")), Ct);

        var (_, json) = await SendAsync("GET", "/convergegate/received");

        Assert.Equal("Form", json[0].GetProperty("carrier").GetString());
        Assert.StartsWith("strrequest=", json[0].GetProperty("body").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, (await SendAsync("DELETE", "/convergegate/received")).Json.GetArrayLength());
    }

    [Fact]
    public async Task Faults_are_scripted_and_cleared()
    {
        await SendAsync("POST", "/ppro/faults", """{"kind":"Status","number":503,"count":2}""");
        using var response = await _http.PostAsync(_ppro.Endpoint, PproQuery.ByTxId("1"), Ct);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(1, _ppro.Faults.Queued);
        Assert.Equal(0, (await SendAsync("DELETE", "/ppro/faults")).Json.GetProperty("queued").GetInt32());
    }

    [Fact]
    public async Task Every_listed_fault_can_be_scripted()
    {
        var (_, json) = await SendAsync("GET", "");

        foreach (var gateway in json.GetProperty("gateways").EnumerateArray())
        {
            Assert.NotEqual(0, gateway.GetProperty("faults").GetArrayLength());
            foreach (var fault in gateway.GetProperty("faults").EnumerateArray())
            {
                var (status, answer) = await SendAsync("POST", $"/{gateway.GetProperty("name")}/faults", $$"""{"kind":"{{fault}}"}""");
                Assert.True(status == HttpStatusCode.OK, $"{fault}: {answer}");
            }
        }
    }

    [Fact]
    public async Task Notification_url_can_be_changed()
    {
        await SendAsync("PUT", "/ppro/notification-url", """{"url":"http://127.0.0.1:9/n"}""");

        Assert.Equal(new Uri("http://127.0.0.1:9/n"), _ppro.NotificationUrl);
    }

    [Theory]
    [InlineData("GET", "/missing", null, 404, "convergegate, ppro")]
    [InlineData("PATCH", "/ppro/transactions/1", "{}", 404, "POST transactions/ID/state")]
    [InlineData("PUT", "/ppro/transactions/1", "{}", 400, "\"status\": \"PENDING\"")]
    [InlineData("PUT", "/ppro/transactions/1", "", 400, "JSON")]
    [InlineData("PUT", "/ppro/transactions/1", """{"statsu":"PENDING"}""", 400, "statsu")]
    [InlineData("POST", "/ppro/transactions/1/state", """{"state":"FAILED"}""", 404, "PUT it first")]
    [InlineData("POST", "/convergegate/transactions/done/state", """{"state":"PENDING"}""", 409, "\"force\": true")]
    [InlineData("POST", "/ppro/faults", """{"kind":"WrongAmount"}""", 400, "does not exist on Ppro")]
    [InlineData("POST", "/ppro/faults", """{"kind":"Status","number":99999999999}""", 400, "number is too large.")]
    [InlineData("POST", "/ppro/faults", """{"kind":"Delay","seconds":4294967.295}""", 400, "seconds must be 0 to 2592000 (30 days).")]
    [InlineData("POST", "/ppro/faults", "{}", 400, "TruncatedBody")]
    [InlineData("PUT", "/ppro/notification-url", """{"url":"ftp://x/"}""", 400, "http")]
    public async Task Invalid_request_gets_advice(string method, string path, string? body, int status, string hint)
    {
        _cards.Put(new SimulatedConvergeGateTransaction { GateTransId = "done", State = "REFUNDED" });

        var (answered, json) = await SendAsync(method, path, body);

        Assert.Equal(status, (int)answered);
        Assert.Contains(hint, json.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    private async Task<(HttpStatusCode Status, JsonElement Json)> SendAsync(string method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), _control.Endpoint + path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _http.SendAsync(request, Ct);
        using var json = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(Ct));
        return (response.StatusCode, json.RootElement.Clone());
    }
}
