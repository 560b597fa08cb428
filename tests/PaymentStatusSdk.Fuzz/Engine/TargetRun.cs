using System.Diagnostics;

namespace PaymentStatusSdk.Fuzz.Engine;

/// <summary>Fuzzes one target in this process until its time is over or enough surprises were found.</summary>
/// <param name="target">The target.</param>
/// <param name="seed">The source of all choices, together with the name of the target.</param>
/// <param name="watchdog">Ends the process when an input never ends.</param>
/// <param name="maxSurprises">The number of different surprises after which the run ends.</param>
/// <param name="onSurprise">Receives each different surprise with its input.</param>
internal sealed class TargetRun(
    FuzzTarget target, int seed, Watchdog watchdog, int maxSurprises, Action<FuzzTarget, Surprise, byte[]> onSurprise)
{
    // One in so many inputs is repeated to a large one: such a run takes as long as hundreds of small ones.
    private const int ProbeInterval = 1_000;

    private readonly Random _random = new(seed ^ Stable(target.Name));
    private readonly InputPool _pool = new(target);
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public long Executions { get; private set; }

    public int Probes { get; private set; }

    public int Surprises => _seen.Count;

    /// <summary>Runs the corpus once, and then mutations of it.</summary>
    public TimeSpan Run(TimeSpan time)
    {
        var start = Stopwatch.GetTimestamp();
        foreach (var input in _pool.Inputs.ToArray()) Try(input);
        while (Surprises < maxSurprises && Stopwatch.GetElapsedTime(start) < time)
        {
            if (Executions % ProbeInterval == ProbeInterval - 1) Probe(_pool.Choose(_random));
            Try(target.Mutator.Mutate(_pool.Choose(_random), _pool.Choose(_random), _random));
        }

        return Stopwatch.GetElapsedTime(start);
    }

    private void Try(byte[] input)
    {
        watchdog.Watch(target, input);
        Executions++;
        var surprise = Trial.Run(target, input, out var result);
        if (surprise is null) _pool.Note(input, result, _random);
        else Report(surprise, input);
    }

    private void Probe(byte[] input)
    {
        watchdog.Watch(target, input);
        Executions++;
        Probes++;
        if (GrowthProbe.Run(target, input, _random, out var shown) is { } surprise) Report(surprise, shown);
    }

    private void Report(Surprise surprise, byte[] input)
    {
        // Variants of one surprise differ in their data and figures, not in the rest of their first line.
        var line = string.Concat(surprise.Message.Split('\n')[0].Where(character => !char.IsAsciiDigit(character)));
        if (Surprises < maxSurprises && _seen.Add($"{surprise.Oracle} {line}")) onSurprise(target, surprise, input);
    }

    // string.GetHashCode differs from process to process.
    private static int Stable(string name) => name.Aggregate(17, (hash, character) => unchecked((hash * 31) + character));
}
