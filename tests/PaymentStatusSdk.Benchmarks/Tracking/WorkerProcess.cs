using System.Diagnostics;

namespace PaymentStatusSdk.Benchmarks.Tracking;

/// <summary>A separate process that tracks transactions, or sends bare queries, for a given time.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;

    private WorkerProcess(Process process) => _process = process;

    /// <summary>Starts the process, which waits for <see cref="RunAsync"/>.</summary>
    public static async Task<WorkerProcess> StartAsync(params string[] arguments)
    {
        var worker = new WorkerProcess(OwnProcess.Start(arguments));
        await worker.ReadAsync();
        return worker;
    }

    /// <summary>Starts the measurement and returns its report.</summary>
    public async Task<WorkerReport> RunAsync()
    {
        await _process.StandardInput.WriteLineAsync("go");
        await _process.StandardInput.FlushAsync();
        return WorkerReport.Parse(await ReadAsync());
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private async Task<string> ReadAsync() =>
        await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("A worker process ended: see its message.");
}
