using System.Diagnostics;
using PaymentStatusSdk.Exploration.Moves;
using PaymentStatusSdk.Exploration.Search;
using static System.FormattableString;

namespace PaymentStatusSdk.Exploration;

/// <summary>Explores the scenarios one after the other, until there is a violation.</summary>
internal sealed class Exploring(ExplorationSettings settings, TextWriter output)
{
    private const int Steps = 150;

    /// <summary>Returns the exit code: 1 for a violation.</summary>
    public int Run()
    {
        // The first rounds of a search for a defect are short, so that every scenario has a share of its time.
        for (var part = settings.Deepen; part > 1; part /= 4)
        {
            if (!MakeWalks(part)) return 1;
            foreach (var scenario in settings.Scenarios)
            {
                if (Explore(scenario, settings.StatesOf(scenario) / part).Finding is not null) return 1;
            }
        }

        var states = 0L;
        var results = new List<(Scenario Scenario, ExplorationResult Result)>();
        foreach (var scenario in settings.Scenarios)
        {
            var result = Explore(scenario, settings.StatesOf(scenario));
            states += result.States;
            results.Add((scenario, result));
            if (result.Finding is null) continue;
            output.WriteLine(Invariant($"states {states}, violations 1"));
            return 1;
        }

        // The traces of the exploration are the shortest ones, so walks follow it.
        var isClean = MakeWalks();
        WriteTable(results);
        output.WriteLine(Invariant($"states {states}, violations {(isClean ? 0 : 1)}"));
        return isClean ? 0 : 1;
    }

    /// <summary>Writes a table of the scenarios. Where the bound was reached, the states at the last depth are not all known.</summary>
    private void WriteTable(List<(Scenario Scenario, ExplorationResult Result)> results)
    {
        output.WriteLine("| Scenario | States | Without budgets, about | Depth | Space |");
        output.WriteLine("|---|---|---|---|---|");
        foreach (var (scenario, result) in results)
        {
            var (depth, space) = result.IsComplete ? (result.Depth, "complete") : (result.Depth - 1, "bounded");
            output.WriteLine(
                Invariant($"| `{scenario.Name}` | {result.States:N0} | {result.Situations:N0} | {depth} | {space} |"));
        }
    }

    /// <summary>Makes walks from all seeds, and returns false when one violates an invariant.</summary>
    private bool MakeWalks(int part = 1)
    {
        var watch = Stopwatch.StartNew();
        var count = settings.Walks / part;
        var found = 0;
        var first = unchecked(settings.Seed * settings.Walks);
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = settings.Threads }, (index, state) =>
        {
            var seed = unchecked(first + index);
            var walk = new Walk(Scenarios.WalkOf(seed));
            if (walk.Make(seed, Steps) is not (var moves, { } violation)) return;
            state.Stop();
            if (Interlocked.Exchange(ref found, 1) == 0) TraceText.Write(walk.Shorten(moves, violation), output);
        });
        output.WriteLine(Invariant($"walks          {count,12:N0} of {Steps} moves, {watch.Elapsed.TotalSeconds:F1} s"));
        return found == 0;
    }

    private ExplorationResult Explore(Scenario scenario, int states)
    {
        var watch = Stopwatch.StartNew();
        var explorer = new Explorer(scenario, states, settings.Threads);
        var result = explorer.Run();
        output.WriteLine(Invariant(
            $"{scenario.Name,-14} {result.States,12:N0} states {result.Transitions,14:N0} moves, depth {result.Depth,3}, ")
            + Invariant($"{(result.IsComplete ? "complete" : "bounded")}, {watch.Elapsed.TotalSeconds:F1} s ({explorer.Sizes})"));
        if (result.Finding is { } finding) Write(finding, states);
        return result;
    }

    // Stores choose among rows that are due at the same time, so only a trace that leaves them no choice can be repeated on one.
    private void Write(Finding finding, int states)
    {
        TraceText.Write(finding, output);
        if (Walk.IsReplayable(finding)) return;
        output.WriteLine("This trace does not replay: it claims one of the rows that are due at the same time.");
        var other = new Explorer(finding.Scenario, states, settings.Threads, isReplayable: true).Run().Finding;
        if (other is null) output.WriteLine("No trace that replays has a violation within the bound.");
        else TraceText.Write(other, output);
    }
}
