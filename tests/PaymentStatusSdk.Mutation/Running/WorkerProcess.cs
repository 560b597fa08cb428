using System.Diagnostics;

namespace PaymentStatusSdk.Mutation.Running;

/// <summary>A worker process. When a mutant ends it, or does not end itself, the process is replaced.</summary>
/// <param name="folder">The folder with the mutated assemblies.</param>
/// <param name="arguments">The arguments of the process after the file of the profiles.</param>
internal sealed class WorkerProcess(string folder, IEnumerable<string> arguments) : IAsyncDisposable
{
    // The process itself ends a test that takes too long. It cannot when a mutant takes all memory or threads.
    private static readonly TimeSpan ProcessorLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(4);

    // Longer than the limit for a single test, of which none takes more than eight seconds.
    private const int MaxIdleIntervals = 20;

    private IReadOnlyList<TestProfile> _profiles = [];
    private Process? _process;

    /// <summary>The file with the profiles of the tests.</summary>
    public string ProfileFile => Path.Combine(folder, "tests.json");

    /// <summary>The tests; empty before the first start.</summary>
    public IReadOnlyList<TestProfile> Profiles => _profiles;

    /// <summary>Tests a mutant.</summary>
    public async Task<MutantOutcome> TestAsync(Mutant mutant, bool isEquivalent)
    {
        for (var isFresh = _process is null; ; isFresh = true)
        {
            var line = await AskAsync(WorkerLines.Of(mutant, isEquivalent));
            if (line is not (null or WorkerLines.Damaged or WorkerLines.EndlessLoop)) return OutcomeOf(line);
            await DisposeAsync();
            // Only in a fresh process is it certain that no earlier mutant has caused it.
            if (isFresh) return OutcomeOf(line);
        }
    }

    private static MutantOutcome OutcomeOf(string? line) => line switch
    {
        null => MutantOutcome.ProcessEnded,
        WorkerLines.Survives => MutantOutcome.Survives,
        WorkerLines.NotReached => MutantOutcome.NotReached,
        WorkerLines.TimeLimit or WorkerLines.EndlessLoop => MutantOutcome.TimeLimit,
        _ => MutantOutcome.Detected,
    };

    // Null when the process has ended.
    private async Task<string?> AskAsync(string request)
    {
        var process = await StartAsync();
        try
        {
            await process.StandardInput.WriteLineAsync(request);
            await process.StandardInput.FlushAsync();
            if (await ReadLineAsync(process, ProcessorLimit) is { } line) return line;
            await DisposeAsync();
            return null;
        }
        catch (TimeoutException)
        {
            await DisposeAsync();
            return WorkerLines.TimeLimit;
        }
        catch (IOException)
        {
            await DisposeAsync();
            return null;
        }
    }

    /// <summary>Starts the process if it does not run.</summary>
    /// <exception cref="InvalidOperationException">The process ends.</exception>
    public async Task<Process> StartAsync()
    {
        if (_process is { } running) return running;
        var start = new ProcessStartInfo(
            "dotnet", ["exec", Path.Combine(folder, "PaymentStatusSdk.Mutation.dll"), "worker", ProfileFile, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // A mutant may allocate without end.
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x30000000";
        _process = Process.Start(start)!;
        // The trace of an endless recursion has thousands of lines.
        _process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { } text && !text.StartsWith("   at ", StringComparison.Ordinal)) Console.Error.WriteLine(text);
        };
        _process.BeginErrorReadLine();
        if (await ReadLineAsync(_process, TimeSpan.MaxValue) != WorkerLines.Ready)
            throw new InvalidOperationException("The tests cannot be started; see above.");
        _profiles = TestProfile.Load(ProfileFile);
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
