using System.Net;
using System.Text;
using System.Text.Json;
using PaymentStatusSdk.Cli.Simulate.Control;
using PaymentStatusSdk.Simulators.Desjardins;

namespace PaymentStatusSdk.Testing.Tests.Desjardins;

public sealed class DesjardinsControlTests : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private DesjardinsSimulator _gateway = null!;
    private SimulatorControl _control = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _gateway = await DesjardinsSimulator.StartAsync(cancellationToken: Ct);
        _control = await SimulatorControl.StartAsync([_gateway], cancellationToken: Ct);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _control.DisposeAsync();
        await _gateway.DisposeAsync();
    }

    [Fact]
    public async Task Transaction_is_put_moved_and_removed()
    {
        var (put, _) = await SendAsync(
            "PUT", "/transactions/A", """{"outcome":"Pending","amount":12545,"steps":[{"afterQueries":9,"state":"Declined"}]}""");
        var (moved, json) = await SendAsync("POST", "/transactions/A/state", """{"state":"approved"}""");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (put, moved));
        Assert.Equal("yes", json.GetProperty("approved").GetString());
        Assert.Equal(("yes", 12545), (_gateway.Find("A")?.Approved, _gateway.Find("A")?.Amount));
        Assert.Equal(HttpStatusCode.Conflict, (await SendAsync("POST", "/transactions/A/state", """{"state":"Declined"}""")).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync("DELETE", "/transactions/A")).Status);
        Assert.Empty(_gateway.Transactions);
    }

    [Theory]
    [InlineData("/transactions/A", "PUT", "{}")]
    [InlineData("/transactions/A", "PUT", """{"outcome":"Approved","steps":[{"afterQueries":1,"state":"CAPTURED"}]}""")]
    [InlineData("/faults", "POST", """{"kind":"NoCallback"}""")]
    [InlineData("/faults", "POST", """{"kind":"NoCallback","step":"5"}""")]
    public async Task Invalid_request_is_rejected(string path, string method, string body)
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(method, path, body)).Status);
        Assert.Empty(_gateway.Transactions);
    }

    [Fact]
    public async Task Every_listed_fault_can_be_scripted_for_some_step()
    {
        var (_, overview) = await SendAsync("GET", "");
        var names = overview.GetProperty("faults").EnumerateArray().Select(name => name.GetString()).ToArray();

        foreach (var name in names)
        {
            var (callback, _) = await SendAsync("POST", "/faults", $$"""{"kind":"{{name}}","step":"callback"}""");
            var (login, _) = await SendAsync("POST", "/faults", $$"""{"kind":"{{name}}","step":"login"}""");
            Assert.True(callback == HttpStatusCode.OK || login == HttpStatusCode.OK, name);
        }

        Assert.Contains("NoCallback", names);
        Assert.Contains("TooManyRequests", names);
        Assert.DoesNotContain("BareAmpersand", names);
        Assert.True(_gateway.CallbackFaults.Queued > 20);
        await SendAsync("DELETE", "/faults");
        Assert.Equal(0, _gateway.CallbackFaults.Queued + _gateway.LoginFaults.Queued);
    }

    private async Task<(HttpStatusCode Status, JsonElement Json)> SendAsync(string method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), _control.Endpoint + "/desjardins" + path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _http.SendAsync(request, Ct);
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync(Ct)).RootElement);
    }
}
