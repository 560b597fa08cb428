using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace PaymentStatusSdk.Cli.Tests;

/// <summary>Runs the tool as its users do: in a process of its own, from the same build as the tests.</summary>
internal sealed class CliProcess : IDisposable
{
    private readonly Process _process;

    private CliProcess(Process process) => _process = process;

    public static CliProcess Start(string? folder, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? Path.GetTempPath(),
        };
        start.ArgumentList.Add(typeof(CliApplication).Assembly.Location);
        foreach (var argument in args) start.ArgumentList.Add(argument);
        return new CliProcess(Process.Start(start)!);
    }

    public static async Task<CliRun> RunAsync(string? folder, CancellationToken cancellationToken, params string[] args)
    {
        using var tool = Start(folder, args);
        var output = tool._process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = tool._process.StandardError.ReadToEndAsync(cancellationToken);
        await tool._process.WaitForExitAsync(cancellationToken);
        return new CliRun(tool._process.ExitCode, await output, await error);
    }

    /// <summary>Reads the data of the first document.</summary>
    public async Task<JsonElement> ReadDataAsync(CancellationToken cancellationToken)
    {
        var line = await _process.StandardOutput.ReadLineAsync(cancellationToken)
            ?? throw new InvalidOperationException(await _process.StandardError.ReadToEndAsync(cancellationToken));
        return JsonDocument.Parse(line).RootElement.GetProperty("data");
    }

    /// <summary>Reads the output up to a line.</summary>
    public async Task<string> ReadUntilAsync(string last, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        while (await _process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            text.AppendLine(line);
            if (line.Contains(last, StringComparison.Ordinal)) return text.ToString();
        }

        throw new InvalidOperationException(await _process.StandardError.ReadToEndAsync(cancellationToken));
    }

    /// <summary>Sends the signal of a service manager, and returns the exit code.</summary>
    public async Task<int> StopAsync(CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }
}
