using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Configuration;
using PaymentStatusSdk.Cli.Configuration;
using PaymentStatusSdk.Cli.Doctor;
using PaymentStatusSdk.Simulators.ConvergeGate;
using PaymentStatusSdk.TestDoubles;

namespace PaymentStatusSdk.Cli.Tests.Doctor;

/// <summary>The examination of one client: which checks are made, and in which order they are reported.</summary>
public class ClientExaminationTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Invalid_options_are_the_only_finding()
    {
        var examination = await ExamineAsync(ClientOf(GatewayProvider.ConvergeGate, ("ApiUser", "user")));

        var finding = Assert.Single(examination.Findings);
        Assert.Equal(
            ("shop", "options", FindingLevel.Problem, "Correct the section Shop."),
            (finding.Subject, finding.Check, finding.Level, finding.Advice));
        Assert.NotEmpty(examination.Facts);
        Assert.All(examination.Facts, fact => Assert.Equal(FactVerdict.Undecided, fact.Verdict));
    }

    [Fact]
    public async Task Address_of_the_line_that_is_in_use_is_no_problem_of_the_options()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var examination = await ExamineAsync(
            Cards(new Uri("https://cards.example/v1")), new Uri($"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}/"));

        var finding = Assert.Single(examination.Findings);
        Assert.Equal(("shop", "listen", FindingLevel.Problem), (finding.Subject, finding.Check, finding.Level));
    }

    [Fact]
    public async Task Address_for_answers_is_examined_like_the_endpoint()
    {
        using var gateway = new ClosedPort();
        using var host = new ClosedPort();

        var examination = await ExamineAsync(ClientOf(
            GatewayProvider.Desjardins, ("Endpoint", gateway.Address.ToString()), ("MerchantId", "100001"), ("MerchantKey", "key"),
            ("PublicCallbackBaseUrl", host.Address.ToString())));

        Assert.Equal(
            [
                ("shop", "options", FindingLevel.Ok), ("shop", "proxy", FindingLevel.Ok), ("shop", "dns", FindingLevel.Ok),
                ("shop", "tcp", FindingLevel.Problem), ("shop callback", "dns", FindingLevel.Ok),
                ("shop callback", "tcp", FindingLevel.Problem), ("shop", "callback", FindingLevel.Problem),
                ("shop", "outside", FindingLevel.Undecided), ("shop", "query", FindingLevel.Undecided),
            ],
            examination.Findings.Select(finding => (finding.Subject, finding.Check, finding.Level)));
        Assert.Equal(
            ("No query was sent: the gateway POSTs its answers.", "Stop your host and add --listen."),
            (examination.Findings[^1].Text, examination.Findings[^1].Advice));
    }

    [Fact]
    public async Task Working_gateway_has_a_query_and_a_clock()
    {
        await using var gateway = await ConvergeGateSimulator.StartAsync(cancellationToken: Ct);

        var examination = await ExamineAsync(ClientOf(
            GatewayProvider.ConvergeGate, ("Endpoint", gateway.Endpoint.ToString()), ("ApiUser", gateway.ApiUser),
            ("ApiPassword", gateway.ApiPassword), ("ApiKey", gateway.ApiKey)));

        Assert.Equal(
            [
                ("options", FindingLevel.Ok), ("proxy", FindingLevel.Ok), ("dns", FindingLevel.Ok), ("tcp", FindingLevel.Ok),
                ("tls", FindingLevel.Warning), ("query", FindingLevel.Ok), ("clock", FindingLevel.Ok),
            ],
            examination.Findings.Select(finding => (finding.Check, finding.Level)));
        Assert.StartsWith(
            "This machine's clock differs from the gateway by ", examination.Findings[^1].Text, StringComparison.Ordinal);
        Assert.Contains(examination.Facts, fact => fact.Verdict == FactVerdict.Confirmed);
    }

    [Fact]
    public async Task Option_that_changes_the_request_leaves_the_inferred_form_undecided()
    {
        await using var gateway = await ConvergeGateSimulator.StartAsync(cancellationToken: Ct);
        (string, string?)[] settings =
        [
            ("Endpoint", gateway.Endpoint.ToString()), ("ApiUser", gateway.ApiUser), ("ApiPassword", gateway.ApiPassword),
            ("ApiKey", gateway.ApiKey),
        ];

        var plain = await ExamineAsync(ClientOf(GatewayProvider.ConvergeGate, settings));
        var changed = await ExamineAsync(ClientOf(GatewayProvider.ConvergeGate, [.. settings, ("Carrier", "RawXml")]));

        const string form = "The default depends on the host";
        const string answer = "The content type of the answer is not documented";
        Assert.Equal((FactVerdict.Confirmed, FactVerdict.Confirmed), (VerdictOf(plain, form), VerdictOf(plain, answer)));
        Assert.Equal((FactVerdict.Undecided, FactVerdict.Confirmed), (VerdictOf(changed, form), VerdictOf(changed, answer)));
    }

    // The adapter reads the number with its blank, and the reference of the query is longer.
    [Fact]
    public async Task Query_that_the_adapter_cannot_send_is_undecided()
    {
        using var gateway = new ClosedPort();

        var examination = await ExamineAsync(ClientOf(
            GatewayProvider.Ppro, ("Endpoint", gateway.Address.ToString()), ("Login", "login"), ("Password", "password"),
            ("ContractId", "contract"), ("MaxMerchantReferenceLength", " 10")));

        var last = examination.Findings[^1];
        Assert.Equal(
            ("query", FindingLevel.Undecided, "Check the credentials with get and the reference of a payment."),
            (last.Check, last.Level, last.Advice));
    }

    // The path wins, and the text is the one of the file.
    [Fact]
    public void Trusted_roots_are_text_or_a_file()
    {
        using var folder = new MerchantFolder();
        var file = Path.Combine(folder.Path, "root.pem");
        File.WriteAllText(file, "of the file");

        Assert.Equal("of the file", RootsOf(GatewayProvider.Ppro, file, "text"));
        Assert.Equal("text", RootsOf(GatewayProvider.Ppro, "", "text"));
        Assert.Equal("x", RootsOf(GatewayProvider.Ppro, null, "x"));
        Assert.Null(RootsOf(GatewayProvider.Ppro, "", ""));
        Assert.Null(RootsOf(GatewayProvider.Ppro, null, null));
        Assert.Null(RootsOf(GatewayProvider.Desjardins, file, "text"));
    }

    [Fact]
    public async Task Answer_without_a_date_leaves_the_clock_undecided()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var run = ExamineAsync(Cards(new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/")));
        // The first connection is the one of the probe, which sends nothing.
        (await listener.AcceptTcpClientAsync(Ct)).Dispose();
        using (var server = await listener.AcceptTcpClientAsync(Ct))
        {
            var stream = server.GetStream();
            await ReadRequestAsync(stream);
            await stream.WriteAsync("HTTP/1.1 500 X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), Ct);
        }

        var examination = await run;

        Assert.Equal(
            new Finding("shop", "clock", FindingLevel.Undecided, "The gateway's answers have no Date."), examination.Findings[^1]);
        Assert.Equal(FindingLevel.Problem, examination.Findings.Single(finding => finding.Check == "query").Level);
    }

    // The whole request, so that the end of the connection does not discard the answer.
    private static async Task ReadRequestAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
        var length = 0;
        while (await reader.ReadLineAsync(Ct) is { Length: > 0 } line)
        {
            if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
                length = int.Parse(line["Content-Length:".Length..], CultureInfo.InvariantCulture);
        }

        await reader.ReadBlockAsync(new char[length], Ct);
    }

    private static async Task<ClientExamination> ExamineAsync(MerchantClient client, Uri? listen = null)
    {
        var examination = new ClientExamination(client, listen, TimeProvider.System);
        await examination.RunAsync(Ct);
        return examination;
    }

    private static FactVerdict VerdictOf(ClientExamination examination, string text) =>
        examination.Facts.Single(fact => fact.Text.Contains(text, StringComparison.Ordinal)).Verdict;

    private static string? RootsOf(GatewayProvider provider, string? path, string? text) => ClientExamination.TrustedRootsOf(
        ClientOf(provider, ("TrustedRootPath", path), ("TrustedRootPem", text)));

    private static MerchantClient Cards(Uri endpoint) => ClientOf(
        GatewayProvider.ConvergeGate, ("Endpoint", endpoint.ToString()), ("ApiUser", "user"), ("ApiPassword", "password"),
        ("ApiKey", "key"), ("MaxRetries", "0"));

    private static MerchantClient ClientOf(GatewayProvider provider, params (string Key, string? Value)[] settings) => new(
        "shop", provider,
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(one => KeyValuePair.Create($"Shop:{one.Key}", one.Value)))
            .Build().GetSection("Shop"));
}
