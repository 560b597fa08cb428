using System.Net;
using System.Text.Json.Nodes;
using PaymentStatusSdk.Cli.Tests.Queries;
using PaymentStatusSdk.Simulators;
using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.Simulators.Ppro;
using PaymentStatusSdk.TestDatabases;

namespace PaymentStatusSdk.Cli.Tests.Doctor;

public sealed class DoctorCommandTests : IAsyncLifetime
{
    private SimulatedMerchant _merchant = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _merchant = await SimulatedMerchant.StartAsync(Ct);

    public ValueTask DisposeAsync() => _merchant.DisposeAsync();

    [Fact]
    public async Task Working_clients_have_no_problem()
    {
        _merchant.Set("Desjardins", "PublicCallbackBaseUrl", new Uri(_merchant.Cards.Endpoint, "/").ToString());

        var run = await _merchant.RunAsync("doctor", "--json");

        Assert.True(run.Code == ExitCode.Success, run.Out);
        foreach (var client in new[] { "cards", "ppro" })
        {
            foreach (var check in new[] { "options", "proxy", "dns", "tcp", "query", "clock" })
                Assert.Equal("Ok", Level(run, client, check));
        }

        Assert.Equal("Undecided", Level(run, "desjardins", "query"));
        Assert.Equal("Undecided", Level(run, "store", "configuration"));
    }

    [Fact]
    public async Task Wrong_credentials_are_a_problem_with_advice()
    {
        _merchant.Set("Ppro", "Password", "canary-secret-wrong");

        var run = await _merchant.RunAsync("doctor", "ppro");

        Assert.Equal(ExitCode.ProblemsFound, run.Code);
        Assert.Contains("Check the credentials", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(SimulatedMerchant.Canary, run.Out + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_errors_of_all_clients_are_reported_at_once()
    {
        _merchant.Set("Cards", "ApiKey", "");
        _merchant.Set("Cards", "MaxRetries", 99);
        _merchant.Set("Ppro", "Logn", "x");

        var run = await _merchant.RunAsync("doctor");

        Assert.Equal(ExitCode.ProblemsFound, run.Code);
        foreach (var key in new[] { "ApiKey", "MaxRetries", "Logn" }) Assert.Contains(key, run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Closed_port_is_a_problem()
    {
        _merchant.Set("Cards", "Endpoint", $"http://127.0.0.1:{FreePort.Find()}/");
        _merchant.Set("Cards", "MaxRetries", 0);

        var run = await _merchant.RunAsync("doctor", "cards", "--json");

        Assert.Equal(ExitCode.ProblemsFound, run.Code);
        Assert.Equal("Problem", Level(run, "cards", "tcp"));
    }

    [Fact]
    public async Task Certificates_are_examined_and_confirm_the_version_of_tls()
    {
        using var certificates = SimulatorCertificates.Create();
        await using var ppro = await PproSimulator.StartAsync(
            new PproSimulatorOptions { Certificates = certificates, Password = SimulatedMerchant.Canary + "ppro" }, Ct);
        var root = Path.Combine(_merchant.Folder.Path, "root.pem");
        await File.WriteAllTextAsync(root, certificates.AuthorityPem, Ct);
        _merchant.Set("Ppro", "Endpoint", ppro.Endpoint.ToString());
        _merchant.Set("Ppro", "MaxRetries", 0);

        var untrusted = await _merchant.RunAsync("doctor", "ppro", "--json");
        _merchant.Set("Ppro", "TrustedRootPath", root);
        var trusted = await _merchant.RunAsync("doctor", "ppro", "--json");

        Assert.Equal(ExitCode.ProblemsFound, untrusted.Code);
        Assert.True(trusted.Code == ExitCode.Success, trusted.Out);
        Assert.Equal("Ok", Level(trusted, "ppro", "tls"));
        Assert.Equal("Confirmed", Verdict(trusted, "TLS 1.2 or 1.3"));
        Assert.Equal("Confirmed", Verdict(trusted, "Every answered call comes with HTTP 200"));
    }

    [Fact]
    public async Task Client_certificate_is_examined()
    {
        using var certificates = SimulatorCertificates.Create();
        var (path, key) = (Path.Combine(_merchant.Folder.Path, "client.pem"), Path.Combine(_merchant.Folder.Path, "client.key.pem"));
        await File.WriteAllTextAsync(path, certificates.ClientCertificatePem, Ct);
        await File.WriteAllTextAsync(key, certificates.ClientKeyPem, Ct);
        _merchant.Set("Ppro", "ClientCertificatePath", path);
        _merchant.Set("Ppro", "ClientCertificateKeyPath", key);

        var run = await _merchant.RunAsync("doctor", "ppro", "--json");

        var finding = Assert.Single(
            run.Data.GetProperty("findings").EnumerateArray(),
            one => one.GetProperty("check").GetString() == "client certificate");
        Assert.Matches("expires in [0-9]+ days", finding.GetProperty("text").GetString());
    }

    [Fact]
    public async Task Callback_address_is_examined_with_a_message()
    {
        var address = $"http://127.0.0.1:{FreePort.Find()}";
        _merchant.Set("Desjardins", "PublicCallbackBaseUrl", address);

        var closed = await _merchant.RunAsync("doctor", "desjardins", "--json");
        var here = await _merchant.RunAsync("doctor", "desjardins", "--listen", address, "--json");
        _merchant.Set("Desjardins", "PublicCallbackBaseUrl", new Uri(_merchant.Cards.Endpoint, "/").ToString());
        // The last run gets no answer, because the gateway POSTs to another address.
        _merchant.Set("Desjardins", "CallbackTimeout", "00:00:02");
        var elsewhere = await _merchant.RunAsync("doctor", "desjardins", "--listen", address, "--json");

        Assert.Equal("Problem", Level(closed, "desjardins", "callback"));
        Assert.Equal("Ok", Level(here, "desjardins", "callback"));
        Assert.Equal("Problem", Level(elsewhere, "desjardins", "callback"));
    }

    [Fact]
    public async Task Gateway_that_posts_its_answers_is_queried_with_listen()
    {
        var address = $"http://127.0.0.1:{FreePort.Find()}";
        _merchant.Set("Desjardins", "PublicCallbackBaseUrl", address);

        var run = await _merchant.RunAsync("doctor", "desjardins", "--listen", address, "--json");

        Assert.Equal("Ok", Level(run, "desjardins", "query"));
        Assert.Equal("Confirmed", Verdict(run, "60 seconds from the request are enough"));
        Assert.Equal("Confirmed", Verdict(run, "Step 4 is a POST of `text/xml`"));
        Assert.Equal("Confirmed", Verdict(run, "`transaction/@type` is `status`"));
    }

    [Fact]
    public async Task Facts_list_also_the_undecided_ones()
    {
        var some = await _merchant.RunAsync("doctor", "cards");
        var all = await _merchant.RunAsync("doctor", "cards", "--facts");

        Assert.Contains("Confirmed: ", some.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("Undecided: ", some.Out, StringComparison.Ordinal);
        Assert.Contains("Undecided: ", all.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Store_that_cannot_be_used_is_a_problem()
    {
        _merchant.Settings["ConnectionStrings"] = new JsonObject { ["Payments"] = "payments.db" };
        _merchant.Folder.Write(_merchant.Settings);

        var run = await _merchant.RunAsync("doctor", "cards", "--store", "sqlite", "--json");

        Assert.Equal(ExitCode.ProblemsFound, run.Code);
        Assert.Equal("Problem", Level(run, "store", "schema"));
    }

    [Theory]
    [InlineData("Nonsense", "Payments")]
    [InlineData("Sqlite", "Nowhere")]
    [InlineData(null, "Payments")]
    public async Task Store_that_is_not_configured_correctly_is_a_problem(string? kind, string name)
    {
        _merchant.Settings["ConnectionStrings"] = new JsonObject { ["Payments"] = "payments.db" };
        _merchant.Settings["PaymentStatusTool"] = new JsonObject
        {
            ["Store"] = new JsonObject { ["Kind"] = kind, ["ConnectionString"] = name },
        };
        _merchant.Folder.Write(_merchant.Settings);

        var run = await _merchant.RunAsync("doctor", "cards", "--json");

        Assert.Equal((ExitCode.ProblemsFound, "Problem"), (run.Code, Level(run, "store", "configuration")));
    }

    [Theory]
    [InlineData(10, "Ok")]
    [InlineData(5, "Undecided")]
    public async Task Reference_of_the_query_is_as_short_as_the_client_requires(int length, string level)
    {
        _merchant.Set("Ppro", "MaxMerchantReferenceLength", length);

        var run = await _merchant.RunAsync("doctor", "ppro", "--json");

        Assert.True(run.Code == ExitCode.Success, run.Out);
        Assert.Equal(level, Level(run, "ppro", "query"));
    }

    [Fact]
    public async Task Trusted_root_may_be_text_in_the_configuration()
    {
        using var certificates = SimulatorCertificates.Create();
        await using var ppro = await PproSimulator.StartAsync(
            new PproSimulatorOptions { Certificates = certificates, Password = SimulatedMerchant.Canary + "ppro" }, Ct);
        _merchant.Set("Ppro", "Endpoint", ppro.Endpoint.ToString());
        _merchant.Set("Ppro", "TrustedRootPath", "");
        _merchant.Set("Ppro", "TrustedRootPem", certificates.AuthorityPem);

        var run = await _merchant.RunAsync("doctor", "ppro", "--json");

        Assert.True(run.Code == ExitCode.Success, run.Out);
        Assert.Equal("Ok", Level(run, "ppro", "tls"));
    }

    [Fact]
    public async Task Message_that_the_adapter_refuses_decides_no_fact()
    {
        var address = $"http://127.0.0.1:{FreePort.Find()}";
        _merchant.Set("Desjardins", "PublicCallbackBaseUrl", new Uri(_merchant.Cards.Endpoint, "/").ToString());
        // The gateway holds its reply until the message was refused, and then ends the query: no time limit is involved.
        var reply = new FaultHold();
        _merchant.Desjardins.CallbackFaults.Next(SimulatedDipsFault.NoCallback);
        _merchant.Desjardins.StatusFaults.Next(SimulatedFault.Status(403).HeldBy(reply));
        using var http = new HttpClient();
        using var message = new StringContent("{}", null, "application/json");

        var doctor = _merchant.RunAsync("doctor", "desjardins", "--listen", address, "--json");
        await Task.WhenAny(doctor, reply.WaitForArrivalsAsync(1, Ct));
        using var refused = await http.PostAsync(new Uri($"{address}/payment-status/desjardins/guess"), message, Ct);
        reply.Release();

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal("Undecided", Verdict(await doctor, "Step 4 is a POST of `text/xml`"));
    }

    private static string? Level(CliRun run, string subject, string check) => run.Data.GetProperty("findings").EnumerateArray()
        .First(one => one.GetProperty("subject").GetString() == subject && one.GetProperty("check").GetString() == check)
        .GetProperty("level").GetString();

    private static string? Verdict(CliRun run, string text) => run.Data.GetProperty("facts").EnumerateArray()
        .Single(one => one.GetProperty("text").GetString()!.Contains(text, StringComparison.Ordinal))
        .GetProperty("verdict").GetString();
}
