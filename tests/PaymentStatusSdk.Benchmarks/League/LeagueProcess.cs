using System.Diagnostics;

namespace PaymentStatusSdk.Benchmarks.League;

/// <summary>A started process of a contestant, or the gateway.</summary>
internal sealed class LeagueProcess : IDisposable
{
    private readonly Process _process;
    private readonly double _cpuBefore;

    private LeagueProcess(Process process, string firstLine)
    {
        (_process, FirstLine) = (process, firstLine);
        // Starting and compiling the start is no work for payments.
        _cpuBefore = ProcessorTime.Of(process.Id);
    }

    /// <summary>The line with which the process reported that it is ready.</summary>
    public string FirstLine { get; }

    /// <summary>The processor time, in seconds, since the process was ready.</summary>
    public double CpuSeconds => ProcessorTime.Of(_process.Id) - _cpuBefore;

    public static async Task<LeagueProcess> StartAsync(params string[] arguments)
    {
        var process = OwnProcess.Start(arguments);
        return new LeagueProcess(process, await ReadAsync(process));
    }

    /// <summary>Sends a line and returns the next line of the process.</summary>
    public async Task<string> AskAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
        return await ReadAsync(_process);
    }

    /// <summary>Ends the process with SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }

    private static async Task<string> ReadAsync(Process process) => await process.StandardOutput.ReadLineAsync()
        ?? throw new InvalidOperationException("A process ended: see its message.");
}
