using System.Diagnostics;
using PaymentStatusSdk.EndToEnd.Tests.Samples;

namespace PaymentStatusSdk.EndToEnd.Tests.ManyInstances;

/// <summary>One instance of the merchant: a process of its own, which is killed without a word.</summary>
internal sealed class InstanceProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;
    private Task<string>? _output;

    private InstanceProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = null!;

    public bool HasExited => _process.HasExited;

    public static async Task<InstanceProcess> StartAsync(string settings, string ledger, bool isWorker)
    {
        var instance = new InstanceProcess(SampleProcess.Start(
            "PaymentStatusSdk.ManyInstances", "--settings", settings, "--ledger", ledger, "--worker", isWorker ? "true" : "false"));
        while (await instance._process.StandardOutput.ReadLineAsync() is { } line)
        {
            const string Mark = "listening ";
            if (!line.StartsWith(Mark, StringComparison.Ordinal)) continue;
            instance.Address = new Uri(line[Mark.Length..]);
            // Read on, or it stops at a full pipe.
            instance._output = instance._process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            return instance;
        }

        throw new InvalidOperationException($"An instance did not start: {await instance._errors}");
    }

    /// <summary>SIGKILL. Returns what it had to say in its life.</summary>
    public async Task<string> KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        return (_output is null ? "" : await _output) + await _errors;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }
}
