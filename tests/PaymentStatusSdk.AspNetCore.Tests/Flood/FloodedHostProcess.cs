using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;

namespace PaymentStatusSdk.AspNetCore.Tests.Flood;

/// <summary>The flooded host in a separate process with a heap of 768 MiB, the default of .NET in a container with 1 GiB.</summary>
internal sealed class FloodedHostProcess : IAsyncDisposable
{
    private const string HeapLimit = "0x30000000";
    private const int MinFiles = 6_000;
    private const string Name = "PaymentStatusSdk.FloodedHost";

    private readonly Process _process;
    private readonly Task<string> _errors;
    private Task<string>? _output;

    private FloodedHostProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
    }

    public Uri Http1 { get; private set; } = null!;

    public Uri Http2 { get; private set; } = null!;

    public bool HasExited => _process.HasExited;

    public static async Task<FloodedHostProcess> StartAsync(CancellationToken cancellationToken)
    {
        RequireFiles();
        var configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(FindRoot(), "artifacts", "bin", Name, configuration, $"{Name}.dll"));
        start.ArgumentList.Add("--secret");
        start.ArgumentList.Add(Messages.NotificationSecret);
        start.Environment["DOTNET_GCHeapHardLimit"] = HeapLimit;
        var host = new FloodedHostProcess(Process.Start(start)!);
        while (await host._process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Split(' ') is not ["listening", var http1, var http2]) continue;
            (host.Http1, host.Http2) = (new Uri(http1), new Uri(http2));
            // Keep reading, or the host blocks on a full pipe.
            host._output = host._process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            return host;
        }

        throw new InvalidOperationException($"The host did not start: {await host._errors}");
    }

    /// <summary>Waits until the host has this many requests of a flood at once.</summary>
    public async Task WaitForRequestsAsync(HttpClient http, int count, CancellationToken cancellationToken)
    {
        // The request that reads the number counts as well.
        while (await http.GetFromJsonAsync<int>(new Uri(Http1, "/requests"), cancellationToken) <= count) await Task.Yield();
    }

    /// <summary>The committed memory of the heap and the resident memory of the process, in MiB.</summary>
    public async Task<(long Committed, long WorkingSet)> ReadMemoryAsync(HttpClient http, CancellationToken cancellationToken)
    {
        var memory = await http.GetFromJsonAsync<Dictionary<string, long>>(new Uri(Http1, "/memory"), cancellationToken);
        return (memory!["committed"] >> 20, memory["workingSet"] >> 20);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        TestContext.Current.TestOutputHelper?.WriteLine(await _errors + (_output is null ? "" : await _output));
        _process.Dispose();
    }

    // .NET raises the limit as far as the machine allows.
    private static void RequireFiles()
    {
        const string Limits = "/proc/self/limits";
        if (!File.Exists(Limits)) return;
        var line = File.ReadLines(Limits).Single(line => line.StartsWith("Max open files", StringComparison.Ordinal));
        var hard = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[4];
        Assert.True(
            hard == "unlimited" || long.Parse(hard, CultureInfo.InvariantCulture) >= MinFiles,
            $"Raise the limit of open files to {MinFiles} (ulimit -Hn).");
    }

    private static string FindRoot([CallerFilePath] string file = "")
    {
        var folder = Path.GetDirectoryName(file)!;
        while (!File.Exists(Path.Combine(folder, "PaymentStatus.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
