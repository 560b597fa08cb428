using System.Net;
using System.Net.Http.Headers;
using System.Text;
using PaymentStatusSdk.Simulators;
using PaymentStatusSdk.Simulators.ConvergeGate;
using PaymentStatusSdk.Simulators.Faults;

namespace PaymentStatusSdk.Testing.Tests.ConvergeGate;

public sealed class ConvergeGateOptionTests : IDisposable
{
    private const string XmlType = "application/xml";
    private const string FormType = "application/x-www-form-urlencoded";
    private const string User = ConvergeGateRequest.User;
    private const string Password = ConvergeGateRequest.Password;
    private const string Key = ConvergeGateRequest.Key;

    private readonly HttpClient _http = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _http.Dispose();

    [Fact]
    public void Defaults_are_as_documented()
    {
        var options = new ConvergeGateSimulatorOptions();

        Assert.Equal((User, Password, Key), (options.ApiUser, options.ApiPassword, options.ApiKey));
        Assert.Equal(("998", "997"), (options.RejectedErrorCode, options.NotFoundErrorCode));
        Assert.Equal((ConvergeGateCarriers.Both, RequestCarrier.Form), (options.Carriers, options.NotificationCarrier));
        Assert.Equal((ConvergeGateChecksumRule.IgnoreCase, true), (options.Checksum, options.NotifyOnMove));
        TimeSpan[] waits =
        [
            TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1),
            .. Enumerable.Repeat(TimeSpan.FromHours(6), 27),
        ];
        Assert.Equal(waits, options.Redelivery);
    }

    [Fact]
    public async Task Start_refuses_values_out_of_range()
    {
        await AssertRefusedAsync(new() { Carriers = ConvergeGateCarriers.Unknown }, "Carriers");
        await AssertRefusedAsync(new() { Carriers = (ConvergeGateCarriers)4 }, "Carriers");
        await AssertRefusedAsync(new() { NotificationCarrier = RequestCarrier.Unknown }, "NotificationCarrier");
        await AssertRefusedAsync(new() { BasePath = "gateway" }, "BasePath");
        await AssertRefusedAsync(new() { BasePath = "gateway/" }, "BasePath");
        await AssertRefusedAsync(new() { ApiUser = "" }, "ApiUser");
        await AssertRefusedAsync(new() { ApiPassword = "" }, "ApiPassword");
        await AssertRefusedAsync(new() { ApiKey = "" }, "ApiKey");
        await AssertRefusedAsync(new() { RecordingLimit = -1 }, "RecordingLimit");

        static async Task AssertRefusedAsync(ConvergeGateSimulatorOptions options, string name)
        {
            var exception = await Assert.ThrowsAnyAsync<ArgumentException>(() => ConvergeGateSimulator.StartAsync(options, Ct));
            Assert.Equal(name, exception.ParamName);
        }
    }

    [Fact]
    public async Task Names_and_addresses_of_the_gateway_are_as_configured()
    {
        await using var gateway = await StartAsync(new() { ApiUser = "u", ApiPassword = "p", ApiKey = "k" });

        Assert.Equal(("convergegate", "u", "p", "k"), (gateway.Name, gateway.ApiUser, gateway.ApiPassword, gateway.ApiKey));
        Assert.Equal(("/v1/transactions", "/api/transaction/"), (gateway.Endpoint.AbsolutePath, gateway.LegacyEndpoint.AbsolutePath));
        Assert.Equal(("http", "127.0.0.1"), (gateway.Endpoint.Scheme, gateway.Endpoint.Host));
        var accepted = ConvergeGateRequest.Xml(
            "709", "<gatetransid>g-1</gatetransid>", ConvergeGateRequest.Sha1("up709g-1k"), user: "u", password: "p");
        Assert.Contains("SUCCESS", await TextAsync(gateway, accepted), StringComparison.Ordinal);
        Assert.Contains("ERROR", await TextAsync(gateway, ConvergeGateRequest.ByGateId("g-1")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/transactions", 200)]
    [InlineData("/v1/transactions/", 200)]
    [InlineData("/api/transaction", 200)]
    [InlineData("/api/transaction/", 200)]
    [InlineData("/gateway", 200)]
    [InlineData("/gateway/", 404)]
    [InlineData("/", 404)]
    [InlineData("/V1/transactions", 404)]
    public async Task Routes_are_those_of_both_hosts_and_the_additional_one(string path, int status)
    {
        await using var gateway = await StartAsync(new() { BasePath = "/gateway" });

        using var response = await _http.PostAsync(
            new Uri(gateway.Endpoint, path), ConvergeGateRequest.Raw(ConvergeGateRequest.ByGateId("g-1")), Ct);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Theory]
    [InlineData(ConvergeGateCarriers.Both, false, "text/plain", 200)]
    [InlineData(ConvergeGateCarriers.Both, false, null, 200)]
    [InlineData(ConvergeGateCarriers.Both, true, "text/plain", 415)]
    [InlineData(ConvergeGateCarriers.Both, true, null, 415)]
    [InlineData(ConvergeGateCarriers.Both, true, "Application/XML; charset=utf-8", 200)]
    [InlineData(ConvergeGateCarriers.Both, true, "Text/XML", 200)]
    [InlineData(ConvergeGateCarriers.Both, true, "Application/X-WWW-Form-Urlencoded; charset=utf-8", 200)]
    [InlineData(ConvergeGateCarriers.Raw, false, XmlType, 200)]
    [InlineData(ConvergeGateCarriers.Raw, false, FormType, 415)]
    [InlineData(ConvergeGateCarriers.Form, false, XmlType, 415)]
    [InlineData(ConvergeGateCarriers.Form, false, "text/plain", 415)]
    [InlineData(ConvergeGateCarriers.Form, false, FormType, 200)]
    public async Task Content_type_selects_the_carrier(ConvergeGateCarriers carriers, bool isStrict, string? contentType, int status)
    {
        await using var gateway = await StartAsync(new() { Carriers = carriers, StrictContentType = isStrict });
        var isForm = contentType?.Contains("form", StringComparison.OrdinalIgnoreCase) == true;
        var xml = ConvergeGateRequest.ByGateId("g-1");
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(isForm ? "strrequest=" + Uri.EscapeDataString(xml) : xml));
        if (contentType is not null) content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);

        using var response = await _http.PostAsync(gateway.Endpoint, content, Ct);

        Assert.Equal(status, (int)response.StatusCode);
        var expected = status == 200 ? isForm ? RequestCarrier.Form : RequestCarrier.Raw : RequestCarrier.Unknown;
        Assert.Equal(expected, Assert.Single(gateway.Received).Carrier);
        if (status == 200) Assert.Contains("SUCCESS", await response.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ConvergeGateChecksumRule.IgnoreCase, "upper", true)]
    [InlineData(ConvergeGateChecksumRule.Unknown, "upper", true)]
    [InlineData(ConvergeGateChecksumRule.CaseSensitive, "upper", false)]
    [InlineData(ConvergeGateChecksumRule.CaseSensitive, "lower", true)]
    [InlineData(ConvergeGateChecksumRule.CaseSensitive, "padded", true)]
    [InlineData(ConvergeGateChecksumRule.IgnoreCase, "other", false)]
    [InlineData(ConvergeGateChecksumRule.Off, "other", true)]
    public async Task Checksum_is_verified_by_the_rule(ConvergeGateChecksumRule rule, string form, bool isAccepted)
    {
        await using var gateway = await StartAsync(new() { Checksum = rule });
        var right = ConvergeGateRequest.Sha1(User + Password + "709g-1" + Key);
        var sent = form switch { "upper" => right.ToUpperInvariant(), "padded" => $" {right}\n", "other" => "0", _ => right };

        var answer = await TextAsync(gateway, ConvergeGateRequest.ByGateId("g-1", checksum: sent));

        Assert.Contains(isAccepted ? "SUCCESS" : "Authentication failed", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Strict_xml_begins_with_a_declaration()
    {
        await using var gateway = await StartAsync(new() { StrictXml = true });
        var xml = ConvergeGateRequest.ByGateId("g-1");
        var bare = xml[(xml.IndexOf("?>", StringComparison.Ordinal) + 2)..];

        Assert.Contains("SUCCESS", await TextAsync(gateway, xml), StringComparison.Ordinal);
        Assert.Contains("not readable", await TextAsync(gateway, bare), StringComparison.Ordinal);
        Assert.Contains("not readable", await TextAsync(gateway, "\n" + xml), StringComparison.Ordinal);
        Assert.Contains("not readable", await TextAsync(gateway, "<?xml version=\"1.0\"?><other/>"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "<gatetransid>g-1</gatetransid><merchanttransid>m-1</merchanttransid>", "Only one transaction id is allowed")]
    [InlineData(true, "<gatetransid>g-1</gatetransid><merchanttransid/>", "SUCCESS")]
    [InlineData(true, "<gatetransid>g-1</gatetransid>", "SUCCESS")]
    [InlineData(false, "<gatetransid>g-1</gatetransid><merchanttransid>m-1</merchanttransid>", "SUCCESS")]
    public async Task Request_with_both_ids_is_refused_if_configured(bool isRefused, string ids, string expected)
    {
        await using var gateway = await StartAsync(new() { RejectBothIds = isRefused });
        var checksum = ConvergeGateRequest.Sha1(User + Password + "709g-1" + Key);

        Assert.Contains(expected, await TextAsync(gateway, ConvergeGateRequest.Xml("709", ids, checksum)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_with_only_a_merchant_reference_is_not_one_with_both_ids()
    {
        await using var gateway = await StartAsync(new() { RejectBothIds = true });

        Assert.Contains(
            "SUCCESS", await TextAsync(gateway, ConvergeGateRequest.ByMerchantReference("m-1")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Configured_refusal_replaces_the_error_document_only()
    {
        await using var gateway = await StartAsync(new() { RejectWith = SimulatedFault.Status(401) });
        gateway.Faults.Next(null, null, null, SimulatedFault.LeadingNewline);

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("<other/>"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(ConvergeGateRequest.ByGateId("g-1")));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(ConvergeGateRequest.ByGateId("missing")));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("<other/>"));

        async Task<HttpStatusCode> StatusAsync(string xml)
        {
            using var response = await _http.PostAsync(gateway.Endpoint, ConvergeGateRequest.Raw(xml), Ct);
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task Codes_and_the_empty_node_are_configurable()
    {
        await using var gateway = await StartAsync(
            new() { RejectedErrorCode = "1", NotFoundErrorCode = "2", OmitNodeWhenNotFound = true });

        Assert.EndsWith(
            "><transaction><result>NOTFOUND</result><errorcode>2</errorcode>"
            + "<errormessage>Transaction not found</errormessage></transaction>",
            await TextAsync(gateway, ConvergeGateRequest.ByGateId("missing")),
            StringComparison.Ordinal);
        Assert.EndsWith(
            "><transaction><result>ERROR</result><errorcode>1</errorcode>"
            + "<errormessage>Request is not readable</errormessage></transaction>",
            await TextAsync(gateway, "<other/>"),
            StringComparison.Ordinal);
    }

    private static async Task<ConvergeGateSimulator> StartAsync(ConvergeGateSimulatorOptions options)
    {
        var gateway = await ConvergeGateSimulator.StartAsync(options, Ct);
        gateway.Put(new SimulatedConvergeGateTransaction { GateTransId = "g-1", MerchantTransId = "m-1", State = "CAPTURED" });
        return gateway;
    }

    private async Task<string> TextAsync(ConvergeGateSimulator gateway, string xml)
    {
        using var response = await _http.PostAsync(gateway.Endpoint, ConvergeGateRequest.Raw(xml), Ct);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync(Ct);
    }
}
