using System.Diagnostics;

namespace PaymentStatusSdk.Benchmarks.Cold;

/// <summary>One run of the program that queries once and ends.</summary>
/// <param name="Client">bare, factory or sdk.</param>
/// <param name="Round">The number of the round: only figures of the same round are divided by each other.</param>
/// <param name="WallMilliseconds">The time from the start of the process to its end.</param>
/// <param name="Stages">The figures of each stage.</param>
internal sealed record ColdRun(string Client, int Round, double WallMilliseconds, StageFigures[] Stages)
{
    /// <summary>The stage that ends with the first answer.</summary>
    public StageFigures FirstAnswer => Stages.Single(stage => stage.Stage == "first-answer");

    public static async Task<ColdRun> RunAsync(string program, string client, string gateway, Uri address, int round)
    {
        var start = new ProcessStartInfo(program, [client, gateway, address.OriginalString]) { RedirectStandardOutput = true };
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var elapsed = Stopwatch.GetElapsedTime(started);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {client} ended with {process.ExitCode}: see its message.");
        var stages = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(StageFigures.Parse);
        return new ColdRun(client, round, elapsed.TotalMilliseconds, [.. stages]);
    }
}
