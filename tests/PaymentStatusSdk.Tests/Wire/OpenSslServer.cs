using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;

namespace PaymentStatusSdk.Tests.Wire;

/// <summary>The test server of the openssl command, on a port that it chooses.</summary>
internal sealed class OpenSslServer : IDisposable
{
    private const string Command = "/usr/bin/openssl";

    private readonly Process _process;
    private readonly string _file;

    private OpenSslServer(Process process, string file, int port)
    {
        _process = process;
        _file = file;
        Address = new Uri($"https://localhost:{port}/status");
    }

    public static bool IsThere => File.Exists(Command);

    public Uri Address { get; }

    public static async Task<OpenSslServer> StartAsync(X509Certificate2 certificate, params string[] arguments)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(
            file, certificate.ExportCertificatePem() + "\n" + certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
        var process = Process.Start(new ProcessStartInfo(
            Command, ["s_server", "-accept", "127.0.0.1:0", "-cert", file, "-key", file, "-www", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            // ACCEPT 127.0.0.1:12345
            if (!line.StartsWith("ACCEPT ", StringComparison.Ordinal) || !line.Contains(':', StringComparison.Ordinal)) continue;
            process.OutputDataReceived += (_, _) => { };
            return new OpenSslServer(process, file, int.Parse(line.AsSpan(line.LastIndexOf(':') + 1), null));
        }

        throw new InvalidOperationException("The openssl server did not start.");
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
        File.Delete(_file);
    }
}
