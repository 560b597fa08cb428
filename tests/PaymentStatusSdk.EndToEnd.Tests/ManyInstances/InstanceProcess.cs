using System.Diagnostics;
using System.Globalization;
using PaymentStatusSdk.EndToEnd.Tests.Samples;

namespace PaymentStatusSdk.EndToEnd.Tests.ManyInstances;

/// <summary>One instance of the merchant in a separate process, which is killed or stopped gracefully.</summary>
internal sealed class InstanceProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;
    private Task<string>? _output;
    private bool _isDisposed;

    private InstanceProcess(Process process, string name)
    {
        _process = process;
        Name = name;
        _errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
    }

    /// <summary>The port on which the server listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>The name that identifies the process among those of its run.</summary>
    public string Name { get; }

    /// <summary>When its end was seen, on the machine's monotonic clock; null while it lives.</summary>
    public long? CompletedAt { get; private set; }

    public bool HasExited => _process.HasExited;

    public static async Task<InstanceProcess> StartAsync(string folder, string name, bool isWorker, TimeSpan? skew)
    {
        var environment = skew is { } ahead ? WrongClock.Of(ahead) : null;
        var instance = new InstanceProcess(SampleProcess.Start(
            "PaymentStatusSdk.ManyInstances", environment, "--settings", Path.Combine(folder, "settings.json"), "--ledger",
            Path.Combine(folder, $"ledger-{name}"), "--events", EventsOf(folder, name), "--worker", isWorker ? "true" : "false"), name);
        while (await instance._process.StandardOutput.ReadLineAsync() is { } line)
        {
            const string Mark = "listening ";
            if (!line.StartsWith(Mark, StringComparison.Ordinal)) continue;
            instance.Address = new Uri(line[Mark.Length..]);
            // Keep reading, or the process blocks on a full pipe.
            instance._output = instance._process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            return instance;
        }

        throw new InvalidOperationException($"An instance did not start: {await instance._errors}");
    }

    /// <summary>Returns the file to which a process logs its events.</summary>
    public static string EventsOf(string folder, string name) => Path.Combine(folder, $"events-{name}");

    /// <summary>Sends SIGKILL and returns the output of the process.</summary>
    public async Task<string> KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        CompletedAt ??= Stopwatch.GetTimestamp();
        return (_output is null ? "" : await _output) + await _errors;
    }

    /// <summary>Sends SIGTERM, like a rolling deployment: the process ends after its handlers.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using var signal = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await signal.WaitForExitAsync(cancellationToken);
        await _process.WaitForExitAsync(cancellationToken);
        CompletedAt = Stopwatch.GetTimestamp();
    }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        await KillAsync();
        _process.Dispose();
    }
}
