using System.Text;
using PaymentStatusSdk.Simulators.ConvergeGate;

namespace PaymentStatusSdk.Testing.Tests.ConvergeGate;

/// <summary>How requests are read, and why they are refused.</summary>
public sealed class ConvergeGateRequestTests : IAsyncLifetime
{
    private const string User = ConvergeGateRequest.User;
    private const string Password = ConvergeGateRequest.Password;

    private readonly HttpClient _http = new();
    private ConvergeGateSimulator _gateway = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _gateway = await ConvergeGateSimulator.StartAsync(cancellationToken: Ct);
        _gateway.Put(new SimulatedConvergeGateTransaction { GateTransId = "g-1", MerchantTransId = "m-1", State = "CAPTURED" });
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _gateway.DisposeAsync();
    }

    [Theory]
    [InlineData("", "Request is not readable")]
    [InlineData(" \t\r\n", "Request is not readable")]
    [InlineData("x<transaction/>", "Request is not readable")]
    [InlineData("<response><apiUser>simUser01</apiUser></response>", "Request is not readable")]
    [InlineData("<!-- only a comment -->", "Request is not readable")]
    [InlineData("<transaction/>", "Authentication failed")]
    [InlineData("<transaction></transaction>", "Authentication failed")]
    [InlineData("<transaction></transaction><more/>", "Request is not readable")]
    [InlineData("<transaction/>rest", "Request is not readable")]
    public async Task Refused_request_has_an_error_document_with_its_reason(string body, string reason) => Assert.Equal(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><transaction><result>ERROR</result><errorcode>998</errorcode>"
        + $"<errormessage>{reason}</errormessage></transaction>",
        await SendQueryAsync(body));

    [Theory]
    [InlineData("simuser01", Password, "709")]
    [InlineData(User, "simpass-9f3a", "709")]
    [InlineData(User, "", "709")]
    [InlineData("", Password, "709")]
    public async Task Credentials_are_compared_exactly(string user, string password, string command)
    {
        var checksum = ConvergeGateRequest.Sha1(user + password + command + "g-1" + ConvergeGateRequest.Key);
        var right = ConvergeGateRequest.Sha1(User + Password + command + "g-1" + ConvergeGateRequest.Key);

        foreach (var one in new[] { checksum, right })
        {
            var xml = ConvergeGateRequest.Xml(command, "<gatetransid>g-1</gatetransid>", one, user: user, password: password);
            Assert.Contains("Authentication failed", await SendQueryAsync(xml), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("", "Transaction id is missing")]
    [InlineData("<gatetransid/><merchanttransid/>", "Transaction id is missing")]
    [InlineData("<GateTransId>g-1</GateTransId>", "Transaction id is missing")]
    public async Task Request_without_an_id_is_refused(string ids, string reason)
    {
        var checksum = ConvergeGateRequest.Sha1(User + Password + "709" + ConvergeGateRequest.Key);

        Assert.Contains(reason, await SendQueryAsync(ConvergeGateRequest.Xml("709", ids, checksum)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<gatetransid>g-1</gatetransid>")]
    [InlineData("<gatetransid><![CDATA[g-1]]></gatetransid>")]
    [InlineData("<gatetransid>g<!-- comment -->-<?pi?>1</gatetransid>")]
    [InlineData("<gatetransid>g<![CDATA[-]]>1</gatetransid>")]
    [InlineData("<!-- comment --><?pi?><gatetransid>g-1</gatetransid> text <gatetransid>g-2</gatetransid>")]
    [InlineData("<other><gatetransid>g-2</gatetransid></other><gatetransid>g-1</gatetransid>")]
    [InlineData("<merchanttransid><a/>x</merchanttransid><gatetransid>g-1</gatetransid>")]
    public async Task Reference_is_the_text_of_the_first_element_of_that_name(string content)
    {
        var checksum = ConvergeGateRequest.Sha1(User + Password + "709g-1" + ConvergeGateRequest.Key);

        Assert.Contains(
            "<result>SUCCESS</result><transaction><gatetransid>g-1<",
            await SendQueryAsync(ConvergeGateRequest.Xml("709", content, checksum)),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Blanks_belong_to_a_reference()
    {
        _gateway.Put(new SimulatedConvergeGateTransaction { GateTransId = " ", State = "CAPTURED" });

        Assert.Contains("SUCCESS", await SendQueryAsync(ConvergeGateRequest.ByGateId(" ")), StringComparison.Ordinal);
        Assert.Contains("NOTFOUND", await SendQueryAsync(ConvergeGateRequest.ByGateId("g-1 ")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task References_are_compared_with_their_case()
    {
        Assert.Contains("NOTFOUND", await SendQueryAsync(ConvergeGateRequest.ByGateId("G-1")), StringComparison.Ordinal);
        Assert.Contains("NOTFOUND", await SendQueryAsync(ConvergeGateRequest.ByMerchantReference("M-1")), StringComparison.Ordinal);
        Assert.Contains("NOTFOUND", await SendQueryAsync(ConvergeGateRequest.ByMerchantReference("g-1")), StringComparison.Ordinal);
        Assert.Contains("NOTFOUND", await SendQueryAsync(ConvergeGateRequest.ByGateId("m-1")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("strrequest=XML", "SUCCESS")]
    [InlineData("&a&=b&&strrequest=XML&strrequest=x", "SUCCESS")]
    [InlineData("%73trrequest=XML", "SUCCESS")]
    [InlineData("Strrequest=XML", "Request is not readable")]
    [InlineData("strrequest", "Request is not readable")]
    [InlineData("XML", "Request is not readable")]
    [InlineData("", "Request is not readable")]
    public async Task Form_has_the_message_in_its_field(string body, string expected)
    {
        // A blank as a plus sign and every other octet that needs it as an escape.
        var xml = Uri.EscapeDataString(ConvergeGateRequest.ByGateId("g-1")).Replace("%20", "+", StringComparison.Ordinal);
        using var content = new StringContent(
            body.Replace("XML", xml, StringComparison.Ordinal), Encoding.UTF8, "application/x-www-form-urlencoded");

        using var response = await _http.PostAsync(_gateway.Endpoint, content, Ct);

        Assert.Contains(expected, await response.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("100%25", "100%")]
    [InlineData("a%zzb", "a%zzb")]
    [InlineData("a%2", "a%2")]
    [InlineData("a%", "a%")]
    [InlineData("%41%4a", "AJ")]
    [InlineData("a%41", "aA")]
    [InlineData("%2B+%2b", "+ +")]
    [InlineData("caf%C3%A9", "caf\u00e9")]
    [InlineData("caf%E9", "caf\uFFFD")]
    public async Task Escapes_of_a_form_are_decoded_where_they_are_right(string encoded, string expected)
    {
        _gateway.Put(new SimulatedConvergeGateTransaction { GateTransId = expected, State = "CAPTURED" });
        var checksum = ConvergeGateRequest.Sha1(User + Password + "709" + expected + ConvergeGateRequest.Key);
        var xml = Uri.EscapeDataString(ConvergeGateRequest.Xml("709", "<gatetransid>ID</gatetransid>", checksum));
        using var content = new StringContent(
            "strrequest=" + xml.Replace("ID", encoded, StringComparison.Ordinal), Encoding.UTF8, "application/x-www-form-urlencoded");

        using var response = await _http.PostAsync(_gateway.Endpoint, content, Ct);

        Assert.Contains("<result>SUCCESS</result>", await response.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    private async Task<string> SendQueryAsync(string xml)
    {
        using var response = await _http.PostAsync(_gateway.Endpoint, ConvergeGateRequest.Raw(xml), Ct);
        return await response.Content.ReadAsStringAsync(Ct);
    }
}
