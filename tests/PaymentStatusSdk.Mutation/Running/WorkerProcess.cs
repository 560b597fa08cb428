using System.Diagnostics;

namespace PaymentStatusSdk.Mutation.Running;

/// <summary>A worker process. When a mutant ends it, or does not end itself, the process is replaced.</summary>
internal sealed class WorkerProcess(string assembly, int members, IEnumerable<string> packages) : IAsyncDisposable
{
    public const string ProcessEnded = "(the process ended)";
    public const string TimeLimit = "(time limit)";

    // A mutant that runs a loop forever takes all of it; the tests of the slowest other mutant take a small part of it. The processor time
    // counts, because a busy machine makes everything slow.
    private static readonly TimeSpan ProcessorLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(20);
    private const int MaxIdleIntervals = 6;

    private Process? _process;

    /// <summary>The number of tests.</summary>
    public int Tests { get; private set; }

    /// <summary>Returns what detects the mutant: a test, the end of the process, or the time limit; null when nothing does.</summary>
    public Task<string?> TestAsync(Mutant mutant) => TestAsync(mutant.MemberId, mutant.Id);

    /// <summary>
    /// Runs all tests without a mutant again: state that a mutant has left behind would let later mutants count as detected.
    /// </summary>
    /// <exception cref="InvalidOperationException">A test fails.</exception>
    public async Task VerifyAsync()
    {
        if (await TestAsync(0, 0) is { } failing)
            throw new InvalidOperationException($"{failing} fails without a mutant after the mutants, so the score is not certain.");
    }

    private async Task<string?> TestAsync(int member, int id)
    {
        var process = await StartAsync();
        try
        {
            await process.StandardInput.WriteLineAsync($"{member} {id}");
            await process.StandardInput.FlushAsync();
            if (await ReadLineAsync(process, ProcessorLimit) is { } line) return line.Length == 0 ? null : line;
            await DisposeAsync();
            return ProcessEnded;
        }
        catch (TimeoutException)
        {
            await DisposeAsync();
            return TimeLimit;
        }
        catch (IOException)
        {
            await DisposeAsync();
            return ProcessEnded;
        }
    }

    /// <summary>Starts the process if it does not run.</summary>
    /// <exception cref="InvalidOperationException">A test fails without a mutant.</exception>
    public async Task<Process> StartAsync()
    {
        if (_process is { } running) return running;
        var start = new ProcessStartInfo("dotnet", ["exec", assembly, "worker", $"{members}", .. packages])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        // A mutant may allocate without end.
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x30000000";
        _process = Process.Start(start)!;
        var line = await ReadLineAsync(_process, TimeSpan.MaxValue);
        if (line?.Split(' ') is not [Worker.Ready, var tests])
            throw new InvalidOperationException("The tests of the rules fail without a mutant; see above.");
        Tests = int.Parse(tests, System.Globalization.CultureInfo.InvariantCulture);
        return _process;
    }

    /// <summary>Reads a line; null at the end.</summary>
    /// <exception cref="TimeoutException">The process has used too much processor time, or none for a while.</exception>
    private static async Task<string?> ReadLineAsync(Process process, TimeSpan limit)
    {
        var line = process.StandardOutput.ReadLineAsync();
        var (start, idle) = (process.TotalProcessorTime, 0);
        for (var last = start; ;)
        {
            try
            {
                return await line.WaitAsync(Interval, TimeProvider.System);
            }
            catch (TimeoutException) when (!process.HasExited)
            {
                process.Refresh();
                var now = process.TotalProcessorTime;
                idle = now - last < Idle ? idle + 1 : 0;
                last = now;
                if (now - start > limit || idle == MaxIdleIntervals) throw;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not { } process) return;
        _process = null;
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
