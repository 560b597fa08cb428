using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using PaymentStatusSdk.TestDatabases;

namespace PaymentStatusSdk.Cli.Tests.Simulate;

/// <summary><c>simulate</c> from its start to its stop, in this process.</summary>
public sealed class SimulateRunTests : IDisposable
{
    private static readonly string[] Line =
        ["simulate", "--control-port", "0", "--convergegate-port", "0", "--ppro-port", "0", "--desjardins-port", "0", "--json"];

    private readonly FirstDocument _output = new();
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _stop.Dispose();
        _output.Dispose();
    }

    [Fact]
    public async Task Simulators_with_their_transactions_run_until_the_command_is_stopped()
    {
        using var http = new HttpClient();

        var run = RunAsync("--convergegate-notify-url", "http://127.0.0.1:1/cards", "--ppro-notify-url", "http://127.0.0.1:1/ppro");
        var document = await _output.ReadAsync(Ct);
        var data = document.GetProperty("data");
        var control = new Uri(data.GetProperty("control").GetString()!);
        var json = await http.GetStringAsync(control, Ct);
        var isRunning = !run.IsCompleted;
        await _stop.CancelAsync();

        Assert.True(isRunning);
        Assert.Equal((int)ExitCode.Success, await run);
        Assert.Equal(("Success", 0), (document.GetProperty("exit").GetString(), document.GetProperty("exitCode").GetInt32()));
        string[] names = ["convergegate", "ppro", "desjardins"];
        var gateways = JsonDocument.Parse(json).RootElement.GetProperty("gateways").EnumerateArray().ToArray();
        Assert.Equal(names, gateways.Select(one => one.GetProperty("name").GetString()));
        Assert.Equal([9, 6, 6], gateways.Select(one => one.GetProperty("transactions").GetArrayLength()));
        Assert.Equal(
            ["http://127.0.0.1:1/cards", "http://127.0.0.1:1/ppro", null],
            gateways.Select(one => one.TryGetProperty("notificationUrl", out var url) ? url.GetString() : null));
        var shown = data.GetProperty("gateways").EnumerateArray().ToArray();
        Assert.Equal(names, shown.Select(one => one.GetProperty("name").GetString()));
        Assert.Equal(
            gateways.Select(one => one.GetProperty("endpoint").GetString()), shown.Select(one => one.GetProperty("endpoint").GetString()));
        Assert.False(PproOf(data).TryGetProperty("ClientCertificatePath", out _));
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetStringAsync(control, Ct));
    }

    [Fact]
    public async Task Simulators_have_the_ports_of_the_line()
    {
        int[] ports = [FreePort.Find(), FreePort.Find(), FreePort.Find(), FreePort.Find()];

        var run = RunLineAsync(
            "simulate", "--control-port", $"{ports[0]}", "--convergegate-port", $"{ports[1]}", "--ppro-port", $"{ports[2]}",
            "--desjardins-port", $"{ports[3]}", "--json");
        var data = (await _output.ReadAsync(Ct)).GetProperty("data");
        await _stop.CancelAsync();

        Assert.Equal((int)ExitCode.Success, await run);
        Assert.Equal(ports[0], new Uri(data.GetProperty("control").GetString()!).Port);
        Assert.Equal(
            ports.Skip(1),
            data.GetProperty("gateways").EnumerateArray().Select(one => new Uri(one.GetProperty("endpoint").GetString()!).Port));
    }

    [Fact]
    public async Task Client_certificate_is_required_and_its_files_exist_until_the_stop()
    {
        var run = RunAsync("--client-certificate");
        var ppro = PproOf((await _output.ReadAsync(Ct)).GetProperty("data"));
        var folder = Path.GetDirectoryName(ppro.GetProperty("ClientCertificatePath").GetString())!;
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.ImportFromPemFile(ppro.GetProperty("TrustedRootPath").GetString()!);
        using var http = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy },
        });
        using var query = new StringContent("returnmode=x");

        await Assert.ThrowsAsync<HttpRequestException>(
            () => http.PostAsync(new Uri(ppro.GetProperty("Endpoint").GetString()!), query, Ct));
        var files = Directory.GetFiles(folder).Length;
        await _stop.CancelAsync();

        Assert.Equal((int)ExitCode.Success, await run);
        Assert.StartsWith("https://", ppro.GetProperty("Endpoint").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("paymentstatus-simulate-", Path.GetFileName(folder), StringComparison.Ordinal);
        Assert.Equal((3, false), (files, Directory.Exists(folder)));
    }

    private static JsonElement PproOf(JsonElement data) =>
        data.GetProperty("settings").GetProperty("PaymentStatus").GetProperty("Ppro");

    private Task<int> RunAsync(params string[] more) => RunLineAsync([.. Line, .. more]);

    private Task<int> RunLineAsync(params string[] line) => CliApplication.RunAsync(
        line, new CliHost { Out = _output, Error = TextWriter.Null, Folder = "." }, _stop.Token);

    /// <summary>An output whose first document can be awaited.</summary>
    private sealed class FirstDocument : StringWriter
    {
        private readonly TaskCompletionSource<string> _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override void Flush() => _written.TrySetResult(ToString());

        public async Task<JsonElement> ReadAsync(CancellationToken cancellationToken) =>
            JsonDocument.Parse(await _written.Task.WaitAsync(cancellationToken)).RootElement;
    }
}
