using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using PaymentStatusSdk.Simulators.ConvergeGate;

namespace PaymentStatusSdk.Cli.Tests.Simulate;

/// <summary>The server of the control API: its paths, its limit, and the errors that exceptions become.</summary>
public sealed class SimulatorControlTests : ControlledSimulatorsTest
{
    private const int Limit = 256 * 1024;

    [Theory]
    [InlineData("GET", "/", 404, "Start with GET /control.")]
    [InlineData("GET", "/other", 404, "Start with GET /control.")]
    [InlineData("POST", "/control", 405, "Use GET /control.")]
    [InlineData("GET", "/control/stripe", 404, "There is no gateway 'stripe'. Use one of: convergegate, ppro, desjardins.")]
    [InlineData("POST", "/control/ppro/other", 404, "There is no operation POST other.")]
    [InlineData("GET", "/control/ppro/transactions/7", 404, " PUT it first.")]
    [InlineData("PUT", "/control/ppro/transactions/7", 400, "status is required")]
    [InlineData("POST", "/control/convergegate/transactions/g/state", 409, " In the JSON body, set \"force\": true.")]
    public async Task Call_that_is_not_possible_is_answered_with_the_next_step(string method, string path, int status, string error)
    {
        Cards.Put(new SimulatedConvergeGateTransaction { GateTransId = "g", State = "REFUNDED" });
        var body = method == "GET" ? "" : path.EndsWith("/state", StringComparison.Ordinal) ? """{"state":"PENDING"}""" : "{}";

        var reply = await SendAsync(method, path, Encoding.UTF8.GetBytes(body));

        Assert.Equal(status, reply.Status);
        Assert.Contains(error, reply.Json.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Limit, 400, "The body is not the expected JSON: ")]
    [InlineData(Limit + 1, 413, "Send at most 262144 bytes.")]
    public async Task Body_has_a_largest_size(int size, int status, string error)
    {
        var reply = await SendAsync("PUT", "/control/ppro/transactions/7", new byte[size]);

        Assert.Equal(status, reply.Status);
        Assert.StartsWith(error, reply.Json.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_that_is_no_body_is_refused_by_the_server()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Control.Endpoint.Port, Ct);
        var stream = client.GetStream();
        var request = "PUT /control/ppro/transactions/7 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"u8.ToArray();

        await stream.WriteAsync(request, Ct);
        using var reader = new StreamReader(stream, Encoding.Latin1);

        Assert.Equal("HTTP/1.1 400 Bad Request", await reader.ReadLineAsync(Ct));
    }

    [Fact]
    public async Task Overview_has_each_gateway_with_examples()
    {
        var reply = await SendAsync("GET", "/control", []);

        Assert.Equal(200, reply.Status);
        Assert.Equal(
            ["convergegate", "ppro", "desjardins"],
            reply.Json.GetProperty("gateways").EnumerateArray().Select(one => one.GetProperty("name").GetString()));
        Assert.Equal(12, reply.Json.GetProperty("examples").GetArrayLength());
    }

    private async Task<(int Status, JsonElement Json)> SendAsync(string method, string path, byte[] body)
    {
        using var http = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = Timeout.InfiniteTimeSpan });
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Control.Endpoint, path));
        // The server refuses a large body before it is sent.
        request.Headers.ExpectContinue = body.Length > 0;
        if (body.Length > 0) request.Content = new ByteArrayContent(body);
        using var reply = await http.SendAsync(request, Ct);
        return ((int)reply.StatusCode, JsonDocument.Parse(await reply.Content.ReadAsStringAsync(Ct)).RootElement);
    }
}
