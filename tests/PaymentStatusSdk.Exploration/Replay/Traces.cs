using PaymentStatusSdk.Exploration.Moves;
using PaymentStatusSdk.Exploration.Search;

namespace PaymentStatusSdk.Exploration.Replay;

/// <summary>The trace of each scenario that the tests of every store repeat.</summary>
public static class Traces
{
    private const int Seeds = 300;
    private const int Steps = 40;

    /// <summary>The names of all scenarios with payments.</summary>
    public static IReadOnlyList<string> Scenarios { get; } =
    [
        .. Exploration.Scenarios.All.Where(scenario => scenario.HasPayments).Select(scenario => scenario.Name),
    ];

    /// <summary>Returns the committed trace of a scenario.</summary>
    /// <exception cref="InvalidOperationException">There is no trace of it.</exception>
    public static string Of(string scenario)
    {
        using var file = typeof(Traces).Assembly.GetManifestResourceStream("Traces.txt")!;
        using var reader = new StreamReader(file);
        return reader.ReadToEnd().Split('\n').FirstOrDefault(line => line.StartsWith($"{scenario} ", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"Traces.txt has no trace of {scenario}.");
    }

    /// <summary>
    /// Writes new traces: of each scenario with payments the walk with the most different moves. Equal rules have equal traces.
    /// </summary>
    public static void Write(TextWriter output)
    {
        foreach (var scenario in Exploration.Scenarios.All.Where(scenario => scenario.HasPayments))
        {
            var walk = new Walk(scenario);
            var best = Enumerable.Range(0, Seeds).Select(seed => walk.Make(seed, Steps).Moves).MaxBy(VarietyOf)!;
            output.WriteLine(TraceText.Format(new Finding(scenario, "", best)));
        }
    }

    // Answers, handlers and commits of different ends are different moves.
    private static int VarietyOf(List<Move> moves) => moves.Select(move => (move.Kind, move.Argument)).Distinct().Count();
}
