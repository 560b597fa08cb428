using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;
using PaymentStatusSdk.Cli.Doctor;
using PaymentStatusSdk.Simulators;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Cli.Tests.Doctor;

/// <summary>The probes of the doctor against sockets of this machine.</summary>
public sealed class ProbeTests : IDisposable
{
    private readonly MerchantFolder _folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Open_port_without_tls_is_a_warning_about_tls_only()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var probe = new EndpointProbe("cards", new Uri($"http://127.0.0.1:{port}/"), null, TimeProvider.System);

        await probe.RunAsync(Ct);

        Assert.Equal(
            [("dns", FindingLevel.Ok), ("tcp", FindingLevel.Ok), ("tls", FindingLevel.Warning)],
            probe.Findings.Select(finding => (finding.Check, finding.Level)));
        Assert.All(probe.Findings, finding => Assert.Equal("cards", finding.Subject));
        Assert.Equal("127.0.0.1 is 127.0.0.1.", probe.Findings[0].Text);
        Assert.Equal($"Port {port} accepts connections.", probe.Findings[1].Text);
        Assert.Null(probe.Tls);
    }

    [Theory]
    [InlineData(false, FindingLevel.Problem)]
    [InlineData(true, FindingLevel.Undecided)]
    public async Task Closed_port_is_a_problem_unless_there_is_a_proxy(bool hasProxy, object level)
    {
        using var closed = new ClosedPort();
        var probe = new EndpointProbe("cards", closed.Address, null, TimeProvider.System, hasProxy);

        await probe.RunAsync(Ct);

        Assert.Equal(
            [("dns", FindingLevel.Ok), ("tcp", (FindingLevel)level)], probe.Findings.Select(finding => (finding.Check, finding.Level)));
        Assert.Contains("ConnectionRefused", probe.Findings[1].Text, StringComparison.Ordinal);
        Assert.NotNull(probe.Findings[1].Advice);
    }

    // One server closes the connection, and the other one has an answer without TLS.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Server_without_a_handshake_is_a_problem_of_tls(bool hasAnswer)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var probe = new EndpointProbe("cards", new Uri($"https://127.0.0.1:{port}/"), null, TimeProvider.System);

        var run = probe.RunAsync(Ct);
        using (var server = await listener.AcceptTcpClientAsync(Ct))
        {
            if (hasAnswer)
            {
                await server.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), Ct);
                await run;
            }
        }

        await run;

        Assert.Equal(
            [("dns", FindingLevel.Ok), ("tcp", FindingLevel.Ok), ("tls", FindingLevel.Problem)],
            probe.Findings.Select(finding => (finding.Check, finding.Level)));
        Assert.Contains("The TLS handshake failed (", probe.Findings[2].Text, StringComparison.Ordinal);
        Assert.Null(probe.Tls);
    }

    [Fact]
    public async Task Silent_server_is_a_problem_after_thirty_seconds()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var clock = new ManualTimeProvider();
        var probe = new EndpointProbe("cards", new Uri($"https://127.0.0.1:{port}/"), null, clock);

        var run = probe.RunAsync(Ct);
        using var server = await listener.AcceptTcpClientAsync(Ct);
        await server.GetStream().ReadExactlyAsync(new byte[1], Ct);
        clock.Advance(TimeSpan.FromSeconds(30) - TimeSpan.FromTicks(1));
        var timers = clock.ActiveTimers;
        clock.Advance(TimeSpan.FromTicks(1));
        await run;

        Assert.Equal(1, timers);
        Assert.Equal(
            [("dns", FindingLevel.Ok), ("tcp", FindingLevel.Ok), ("tcp", FindingLevel.Problem)],
            probe.Findings.Select(finding => (finding.Check, finding.Level)));
        Assert.Equal($"127.0.0.1:{port} did not answer in time.", probe.Findings[2].Text);
    }

    [Fact]
    public async Task Stopped_probe_is_not_a_finding()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        var probe = new EndpointProbe("cards", new Uri("http://127.0.0.1:1/"), null, TimeProvider.System);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => probe.RunAsync(stop.Token));

        Assert.DoesNotContain(probe.Findings, finding => finding.Level == FindingLevel.Problem);
    }

    [Fact]
    public void Only_the_named_roots_are_trusted()
    {
        using var certificates = SimulatorCertificates.Create();

        var policy = EndpointProbe.PolicyOf(certificates.AuthorityPem)!;

        Assert.Equal(
            (X509ChainTrustMode.CustomRootTrust, X509RevocationMode.NoCheck, 1),
            (policy.TrustMode, policy.RevocationMode, policy.CustomTrustStore.Count));
        Assert.Null(EndpointProbe.PolicyOf(null));
    }

    [Fact]
    public void Client_certificate_is_read_from_text_a_file_or_an_archive()
    {
        using var certificates = SimulatorCertificates.Create();
        var (pem, archive) = (Path.Combine(_folder.Path, "client.pem"), Path.Combine(_folder.Path, "client.pfx"));
        File.WriteAllText(pem, certificates.ClientCertificatePem);
        File.WriteAllBytes(archive, certificates.Client.Export(X509ContentType.Pkcs12, "archive-password"));
        var now = new DateTimeOffset(certificates.Client.NotAfter).AddDays(-10);

        var ofText = Examine(now, ("ClientCertificatePem", certificates.ClientCertificatePem), ("ClientCertificatePath", "nowhere"));
        var ofFile = Examine(now, ("ClientCertificatePem", ""), ("ClientCertificatePath", pem));
        var ofArchive = Examine(now, ("ClientCertificatePath", archive), ("ClientCertificatePassword", "archive-password"));

        var name = certificates.Client.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        Assert.Equal(
            ("ppro", "client certificate", FindingLevel.Warning, $"{name} expires in 10 days."),
            (ofText!.Subject, ofText.Check, ofText.Level, ofText.Text));
        Assert.Equal(ofText, ofFile);
        Assert.Equal(ofText, ofArchive);
    }

    [Fact]
    public void Client_certificate_that_cannot_be_read_is_a_problem_without_the_password()
    {
        using var certificates = SimulatorCertificates.Create();
        var archive = Path.Combine(_folder.Path, "client.pfx");
        File.WriteAllBytes(archive, certificates.Client.Export(X509ContentType.Pkcs12, "archive-password"));
        var now = DateTimeOffset.UnixEpoch;

        Finding?[] findings =
        [
            Examine(now, ("ClientCertificatePath", archive), ("ClientCertificatePassword", "canary-secret")),
            Examine(now, ("ClientCertificatePath", Path.Combine(_folder.Path, "nowhere"))),
            Examine(now, ("ClientCertificatePem", "nonsense")),
            Examine(now, ("ClientCertificatePem", "x")),
            Examine(now, ("ClientCertificatePath", "x")),
            Examine(now, ("ClientCertificatePath", _folder.Path)),
        ];

        Assert.All(findings, finding =>
        {
            Assert.Equal(("ppro", "client certificate", FindingLevel.Problem), (finding!.Subject, finding.Check, finding.Level));
            Assert.DoesNotContain("canary-secret", finding.Text, StringComparison.Ordinal);
            Assert.Contains("ClientCertificatePath", finding.Advice, StringComparison.Ordinal);
        });
        Assert.Null(Examine(now, ("ClientCertificatePem", ""), ("ClientCertificatePath", "")));
        Assert.Null(Examine(now));
    }

    [Fact]
    public async Task Answer_is_noted_with_its_date_and_its_arrival()
    {
        var (note, clock) = (new AnswerNote(), new ManualTimeProvider());
        var date = new DateTimeOffset(2026, 1, 2, 3, 0, 0, TimeSpan.Zero);
        using var invoker = new HttpMessageInvoker(new ObservingHandler(note, clock) { InnerHandler = new Gateway(date) });
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://x.example/");

        using var answer = await invoker.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal((202, date, clock.GetUtcNow()), (note.Status, note.Date, note.ArrivedAt));
    }

    [Theory]
    [InlineData(400, false, "Ok")]
    [InlineData(404, false, "Warning")]
    [InlineData(302, false, "Warning")]
    [InlineData(400, true, "Problem")]
    public async Task Message_of_the_callback_probe_has_its_own_path(int status, bool isListening, string level)
    {
        using var closed = new ClosedPort();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/base/");
        var probe = new CallbackProbe("dips", address, new Uri("http://127.0.0.1/"), "bank", TimeProvider.System);

        var run = probe.RunAsync(isListening, Ct);
        using var server = await listener.AcceptTcpClientAsync(Ct);
        await using var stream = server.GetStream();
        var buffer = new byte[4096];
        var line = System.Text.Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer, Ct)).Split("\r\n")[0];
        await stream.WriteAsync(
            System.Text.Encoding.ASCII.GetBytes(
                $"HTTP/1.1 {status} X\r\nLocation: {closed.Address}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
            Ct);
        var finding = await run;

        Assert.Matches("^POST /base/payment-status/bank/doctor-[0-9a-f]{16} HTTP/1.1$", line);
        Assert.Equal(("dips", "callback", level), (finding.Subject, finding.Check, $"{finding.Level}"));
        Assert.False(probe.IsOwn(line.Split(' ')[1].ToUpperInvariant()));
        Assert.True(probe.IsOwn(line.Split(' ')[1]));
    }

    [Fact]
    public async Task Message_without_an_answer_is_a_problem()
    {
        using var closed = new ClosedPort();
        var address = closed.Address;

        var local = await new CallbackProbe("dips", address, address, "bank", TimeProvider.System).RunAsync(false, Ct);
        var remote = await new CallbackProbe("dips", address, new Uri("http://203.0.113.1/"), "bank", TimeProvider.System)
            .RunAsync(true, Ct);

        Assert.Contains("Nothing answers", local.Text, StringComparison.Ordinal);
        Assert.Contains("private address", remote.Text, StringComparison.Ordinal);
    }

    private static Finding? Examine(DateTimeOffset now, params (string Key, string Value)[] settings) => ClientCertificate.Examine(
        "ppro",
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(one => KeyValuePair.Create($"Ppro:{one.Key}", (string?)one.Value)))
            .Build().GetSection("Ppro"),
        now);

    private sealed class Gateway(DateTimeOffset date) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.Accepted) { Headers = { Date = date } });
    }
}
