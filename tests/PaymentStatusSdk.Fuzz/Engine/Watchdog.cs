using System.Diagnostics;

namespace PaymentStatusSdk.Fuzz.Engine;

/// <summary>Ends the process when one input never ends, and writes the input first.</summary>
internal sealed class Watchdog : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    // An input that waits forever needs no CPU time. A process that gets none for so long is rare.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    private readonly string _folder;
    private readonly Timer _timer;
    private Running? _running;
    private Running? _seen;
    private TimeSpan _cpuWhenSeen;

    public Watchdog(string folder)
    {
        _folder = folder;
        _timer = new Timer(_ => Check(), null, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5));
    }

    /// <summary>Records that an input starts.</summary>
    public void Watch(FuzzTarget target, byte[] input) =>
        Volatile.Write(ref _running, new Running(target, input, Stopwatch.GetTimestamp()));

    public void Dispose() => _timer.Dispose();

    // CPU time counts, because a busy machine may stop the process for longer.
    private void Check()
    {
        if (Volatile.Read(ref _running) is not { } running) return;
        var cpu = Environment.CpuUsage.TotalTime;
        if (running != _seen) (_seen, _cpuWhenSeen) = (running, cpu);
        if (cpu - _cpuWhenSeen < Longest && Stopwatch.GetElapsedTime(running.Start) < LongestWait) return;
        var surprise = new Surprise(Oracle.Time, $"The input did not end within {Longest} of CPU time or {LongestWait}.");
        var path = SurpriseFile.Write(_folder, running.Target, surprise, running.Input);
        Console.WriteLine($"{running.Target.Name}: {surprise.Message}\n  {SurpriseFile.CommandFor(running.Target, surprise, path)}");
        Console.WriteLine("executions 1, surprises 1");
        Environment.Exit(1);
    }

    private sealed record Running(FuzzTarget Target, byte[] Input, long Start);
}
