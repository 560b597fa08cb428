using System.Net;
using System.Text;
using PaymentStatusSdk.Simulators;
using PaymentStatusSdk.Simulators.ConvergeGate;

namespace PaymentStatusSdk.Testing.Tests.ConvergeGate;

public sealed class ConvergeGateSimulatorTests : IAsyncLifetime
{
    private const string GateTransId = "5d3c1f60-8a2b-4c7e-9b10-2f6e7a8c9d01";

    private readonly HttpClient _http = new();
    private ConvergeGateSimulator _gateway = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _gateway = await ConvergeGateSimulator.StartAsync(cancellationToken: Ct);
        _gateway.Put(new SimulatedConvergeGateTransaction
        {
            GateTransId = GateTransId,
            MerchantTransId = "ORDER-1001",
            Amount = "125.45",
            State = "CAPTURED",
        });
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _gateway.DisposeAsync();
    }

    [Theory]
    [InlineData("709", "ORDER-1001", "8edc509ff034261cdbd2946348be4b1014eb0525")] // V1
    [InlineData("708", "ORDER-1001", "d148010d3ebc15e0b5d6fec3ec36ab2b47f08877")] // V3
    [InlineData("709", "A&B<1>", "fafa3084caa534d9581efa740e0ae07c0ee8b7ec")] // V4
    public async Task Query_with_documented_checksum_is_answered(string command, string id, string checksum)
    {
        _gateway.Put(new SimulatedConvergeGateTransaction { GateTransId = "g-2", MerchantTransId = "A&B<1>", State = "CAPTURED" });

        var answer = await SendQueryAsync(ConvergeGateRequest.ByMerchantReference(id, command, checksum));

        Assert.Contains("<result>SUCCESS</result>", answer, StringComparison.Ordinal);
        Assert.Contains("<state>CAPTURED</state>", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("A&B<1>", "fccca03a90cbfd1b86b008414a30e8b87b2ee0e2")] // V4x: hashed after escaping
    [InlineData("ORDER-1001", "8edc509ff034261cdbd2946348be4b1014eb0526")]
    [InlineData("ORDER-1001", "")]
    public async Task Query_with_wrong_checksum_is_rejected_without_a_state(string id, string checksum)
    {
        _gateway.Put(new SimulatedConvergeGateTransaction { GateTransId = "g-2", MerchantTransId = "A&B<1>", State = "CAPTURED" });

        var answer = await SendQueryAsync(ConvergeGateRequest.ByMerchantReference(id, checksum: checksum));

        Assert.Contains("<result>ERROR</result>", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("<state>", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("700", "<customer><name>A</name><address><zip>1</zip></address></customer><card><number/></card>")]
    [InlineData("760", "<gatetransid>g-1</gatetransid><amount>1.00</amount>")]
    [InlineData("700", "<gatetransid><inner>g-1</inner></gatetransid>")]
    public async Task Other_command_is_unknown_with_any_content_and_checksum(string command, string content)
    {
        var checksum = ConvergeGateRequest.Sha1(
            ConvergeGateRequest.User + ConvergeGateRequest.Password + command + "g-1" + "1.00" + ConvergeGateRequest.Key);

        var answer = await SendQueryAsync(ConvergeGateRequest.Xml(command, content, checksum));

        Assert.Contains("<errormessage>Unknown command</errormessage>", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nested_reference_is_ignored_and_an_unclosed_element_is_unreadable()
    {
        var nested = await SendQueryAsync(ConvergeGateRequest.Xml(
            "709", $"<gatetransid><id>{GateTransId}</id></gatetransid>",
            ConvergeGateRequest.Sha1(ConvergeGateRequest.User + ConvergeGateRequest.Password + "709" + ConvergeGateRequest.Key)));
        var unclosed = await SendQueryAsync(ConvergeGateRequest.Xml("700", "<customer><name>A</customer>", "x"));

        Assert.Contains("Transaction id is missing", nested, StringComparison.Ordinal);
        Assert.Contains("Request is not readable", unclosed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_user_password_and_checksum_get_the_same_answer()
    {
        var checksum = ConvergeGateRequest.Sha1("otherUser" + ConvergeGateRequest.Password + "709" + GateTransId + ConvergeGateRequest.Key);

        var user = await SendQueryAsync(
            ConvergeGateRequest.Xml("709", $"<gatetransid>{GateTransId}</gatetransid>", checksum, user: "otherUser"));
        var password = await SendQueryAsync(
            ConvergeGateRequest.Xml("709", $"<gatetransid>{GateTransId}</gatetransid>", checksum, password: "wrong"));
        var hash = await SendQueryAsync(ConvergeGateRequest.ByGateId(GateTransId, checksum: checksum));

        Assert.Equal(user, password);
        Assert.Equal(user, hash);
        Assert.Contains("ERROR", user, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_has_the_documented_layout()
    {
        var answer = await SendQueryAsync(ConvergeGateRequest.ByGateId(GateTransId));

        Assert.Equal(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><transaction><result>SUCCESS</result><transaction>"
            + $"<gatetransid>{GateTransId}</gatetransid><merchanttransid>ORDER-1001</merchanttransid><amount>125.45</amount><curcode>EUR"
            + "</curcode>"
            + "<state>CAPTURED</state><merchantspecific1/><merchantspecific2/><merchantspecific3/><merchantspecific4/><merchantspecific5/>"
            + "</transaction><description/><errorcode>000</errorcode><errormessage/></transaction>",
            answer);
    }

    [Fact]
    public async Task Values_are_escaped()
    {
        _gateway.Put(
            new SimulatedConvergeGateTransaction { GateTransId = "g-3", State = "CAPTURED", MerchantSpecific1 = "a & b < c > d é" });

        var answer = await SendQueryAsync(ConvergeGateRequest.ByGateId("g-3"));

        Assert.Contains("<merchantspecific1>a &amp; b &lt; c &gt; d é</merchantspecific1>", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Both_carriers_on_both_routes_are_answered_and_recorded()
    {
        var xml = ConvergeGateRequest.ByGateId(GateTransId);

        using var raw = await _http.PostAsync(_gateway.Endpoint, ConvergeGateRequest.Raw(xml), Ct);
        using var form = await _http.PostAsync(_gateway.LegacyEndpoint, ConvergeGateRequest.Form(xml), Ct);

        Assert.Equal(await raw.Content.ReadAsStringAsync(Ct), await form.Content.ReadAsStringAsync(Ct));
        Assert.Equal([RequestCarrier.Raw, RequestCarrier.Form], _gateway.Received.Select(r => r.Carrier));
        Assert.Equal(["/v1/transactions", "/api/transaction/"], _gateway.Received.Select(r => r.Path));
        Assert.Equal(xml, Encoding.UTF8.GetString(_gateway.Received[0].Body.Span));
        Assert.Equal("application/xml; charset=utf-8", _gateway.Received[0].ContentType);
        Assert.Equal(_gateway.Endpoint.Authority, _gateway.Received[0].Headers["host"]);
    }

    [Theory]
    [InlineData("<?xml version=\"1.0\"?>")]
    [InlineData("")]
    [InlineData("\r\n <?xml version=\"1.0\" encoding=\"utf-8\"?>")]
    public async Task Any_declaration_is_read(string declaration)
    {
        var xml = ConvergeGateRequest.ByGateId(GateTransId);
        var bare = declaration + xml[(xml.IndexOf("?>", StringComparison.Ordinal) + 2)..];

        Assert.Contains("SUCCESS", await SendQueryAsync(bare), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_reference_is_not_found_with_an_empty_node()
    {
        var answer = await SendQueryAsync(ConvergeGateRequest.ByGateId("missing"));

        Assert.Contains("<result>NOTFOUND</result><transaction></transaction><errorcode>997", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not xml")]
    [InlineData("<other/>")]
    [InlineData("<!DOCTYPE transaction [<!ENTITY x 'y'>]><transaction>&x;</transaction>")]
    public async Task Unreadable_request_is_an_error(string body) =>
        Assert.Contains("<result>ERROR</result>", await SendQueryAsync(body), StringComparison.Ordinal);

    [Fact]
    public async Task Query_with_both_references_uses_the_gateway_reference()
    {
        var checksum = ConvergeGateRequest.Sha1(
            ConvergeGateRequest.User + ConvergeGateRequest.Password + "709" + GateTransId + ConvergeGateRequest.Key);

        var answer = await SendQueryAsync(
            ConvergeGateRequest.Xml("709", $"<merchanttransid>x</merchanttransid><gatetransid>{GateTransId}</gatetransid>", checksum));

        Assert.Contains("SUCCESS", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_methods_paths_and_sizes_are_rejected()
    {
        using var get = await _http.GetAsync(_gateway.Endpoint, Ct);
        using var path = await _http.PostAsync(new Uri(_gateway.Endpoint, "/elsewhere"), ConvergeGateRequest.Raw("<a/>"), Ct);
        using var size = await _http.PostAsync(_gateway.Endpoint, new ByteArrayContent(new byte[300 * 1024]), Ct);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, get.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, path.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, size.StatusCode);
    }

    [Fact]
    public async Task Script_advances_after_the_given_number_of_queries()
    {
        _gateway.Put(new SimulatedConvergeGateTransaction { GateTransId = "g-4", State = "PENDING" }
            .ThenAfterQueries(2, "AUTHORIZED").ThenAfterQueries(1, "CAPTURED"));
        _gateway.Put(
            new SimulatedConvergeGateTransaction { GateTransId = "g-5", State = "-" }.WithStatePerQuery("PENDING", "NEWS", "CAPTURED"));

        Assert.Equal(["PENDING", "PENDING", "AUTHORIZED", "CAPTURED", "CAPTURED"], await StatesAsync("g-4", 5));
        Assert.Equal(["PENDING", "NEWS", "CAPTURED", "CAPTURED"], await StatesAsync("g-5", 4));
    }

    [Fact]
    public async Task Move_follows_the_life_cycle_unless_forced()
    {
        Assert.Throws<InvalidOperationException>(() => _gateway.Move(GateTransId, "PENDING"));
        Assert.Throws<KeyNotFoundException>(() => _gateway.Move("missing", "PENDING"));
        Assert.Equal("REFUND PENDING", _gateway.Move(GateTransId, "REFUND PENDING").State);
        Assert.Equal("REFUNDED", _gateway.Move(GateTransId, "REFUNDED").State);
        Assert.Equal("PENDING", _gateway.Move(GateTransId, "PENDING", force: true).State);
        Assert.Equal(["PENDING"], await StatesAsync(GateTransId, 1));
        Assert.True(_gateway.Remove(GateTransId));
        Assert.Null(_gateway.Find(GateTransId));
    }

    private async Task<string[]> StatesAsync(string id, int count)
    {
        var states = new string[count];
        for (var i = 0; i < count; i++)
        {
            var answer = await SendQueryAsync(ConvergeGateRequest.ByGateId(id));
            states[i] = answer.Split("<state>")[1].Split("</state>")[0];
        }

        return states;
    }

    private async Task<string> SendQueryAsync(string xml)
    {
        using var response = await _http.PostAsync(_gateway.Endpoint, ConvergeGateRequest.Raw(xml), Ct);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync(Ct);
    }
}
