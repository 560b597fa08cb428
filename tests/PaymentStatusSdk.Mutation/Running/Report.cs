using System.Globalization;

namespace PaymentStatusSdk.Mutation.Running;

/// <summary>Prints the results.</summary>
internal static class Report
{
    private const int MaxSlow = 10;
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(3);

    /// <summary>Prints what survives, and a row for each group.</summary>
    /// <param name="results">The results.</param>
    /// <param name="stale">The entries of the list of equivalent mutants that are out of date.</param>
    /// <param name="output">Receives the report.</param>
    public static void Print(IReadOnlyList<MutantResult> results, IReadOnlyList<string> stale, TextWriter output)
    {
        foreach (var result in results.Where(result => result.Survives))
        {
            var reached = result.Outcome == MutantOutcome.NotReached ? "no test reaches" : "survives";
            output.WriteLine($"{reached}: src/{result.Mutant.File}:{result.Mutant.Line}: {result.Mutant.Context}");
            output.WriteLine($"    {result.Mutant.Key}");
        }

        foreach (var one in stale) output.WriteLine($"equivalent-mutants.txt is out of date: {one}");
        PrintHead(output);
        foreach (var group in results.GroupBy(result => result.Group)) PrintRow(group.Key, [.. group], output);
        output.WriteLine($"Detected by the time limit: {Count(results, MutantOutcome.TimeLimit)}; "
            + $"by the end of the process: {Count(results, MutantOutcome.ProcessEnded)}; the others by a test that fails.");
        if (results.Count(result => result.IsOfOtherPlatform) is > 0 and var others)
            output.WriteLine($"Listed as equivalent, because only another platform reaches them: {others}.");
        PrintSlowest(results, output);
    }

    // Most mutants take milliseconds. A slow one needs a short test of its own.
    private static void PrintSlowest(IReadOnlyList<MutantResult> results, TextWriter output)
    {
        foreach (var slow in results.Where(result => result.Duration >= Slow).OrderByDescending(result => result.Duration).Take(MaxSlow))
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"took {slow.Duration.TotalSeconds:0} s ({slow.Outcome}): {slow.Mutant.Key}"));
        }
    }

    public static void PrintHead(TextWriter output) =>
        output.WriteLine($"{"group",-22}{"mutants",9}{"detected",10}{"equivalent",12}{"not reached",13}{"score",8}");

    public static void PrintRow(string name, IReadOnlyList<MutantResult> results, TextWriter output) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-22}{results.Count,9}{results.Count(one => one.IsDetected && !one.IsEquivalent),10}"
        + $"{results.Count(one => one.IsEquivalent),12}{Count(results, MutantOutcome.NotReached),13}{Score(results),8:0.#}"));

    /// <summary>The percentage of mutants that do not survive, rounded down: 100 means all.</summary>
    public static double Score(IReadOnlyList<MutantResult> results) =>
        results.Count == 0 ? 0 : Math.Floor(1000.0 * results.Count(result => !result.Survives) / results.Count) / 10;

    private static int Count(IReadOnlyList<MutantResult> results, MutantOutcome outcome) =>
        results.Count(result => result.Outcome == outcome);
}
