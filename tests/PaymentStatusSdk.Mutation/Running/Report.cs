namespace PaymentStatusSdk.Mutation.Running;

/// <summary>Prints the results.</summary>
internal static class Report
{
    public static int Print(IReadOnlyList<MutantResult> results, IReadOnlyList<string> stale, TextWriter output)
    {
        foreach (var result in results.Where(result => result.Survives))
        {
            output.WriteLine($"survives: src/{result.Mutant.File}:{result.Mutant.Line}: {result.Mutant.Context}");
            output.WriteLine($"    {result.Mutant.Key}");
        }

        foreach (var one in stale) output.WriteLine($"equivalent-mutants.txt is out of date: {one}");
        output.WriteLine($"{"group",-18}{"mutants",9}{"detected",10}{"equivalent",12}{"score",8}");
        foreach (var group in results.GroupBy(result => result.Group))
        {
            var (all, equivalent) = (group.Count(), group.Count(one => one.IsEquivalent));
            var detected = group.Count(one => one.DetectedBy is not null && !one.IsEquivalent);
            output.WriteLine($"{group.Key,-18}{all,9}{detected,10}{equivalent,12}{Score([.. group]),8}");
        }

        output.WriteLine($"Detected by the time limit: {Count(results, WorkerProcess.TimeLimit)}; "
            + $"by the end of the process: {Count(results, WorkerProcess.ProcessEnded)}; the others by a test that fails.");
        output.WriteLine($"rules {Score(results)}");
        return results.Any(result => result.Survives) || stale.Count > 0 ? 1 : 0;
    }

    private static int Count(IReadOnlyList<MutantResult> results, string detectedBy) =>
        results.Count(result => result.DetectedBy == detectedBy);

    // Rounded down: 100 means all.
    private static int Score(IReadOnlyList<MutantResult> results) =>
        results.Count == 0 ? 0 : 100 * results.Count(result => !result.Survives) / results.Count;
}
