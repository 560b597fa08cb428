using System.Globalization;

namespace PaymentStatusSdk.Mutation.Running;

/// <summary>Runs the tests against mutants in a process of its own, which loads the mutated assemblies.</summary>
/// <remarks>
/// It reads lines with a member and a mutant, and answers each with the test that failed, or with an empty line. The mutant 0 is none: all
/// tests run.
/// </remarks>
internal static class Worker
{
    public const string Ready = "ready";

    public static async Task RunAsync(int members, string[] packages, TextReader input, TextWriter output)
    {
        // Property checks write to the console.
        Console.SetOut(TextWriter.Null);
        var cases = await TestCatalog.FindAsync(RuleTests.Of(packages));
        foreach (var one in cases) one.Record(members);
        var ordered = cases.OrderBy(one => one.Duration).ToList();
        await output.WriteLineAsync($"{Ready} {cases.Count}");
        while (await input.ReadLineAsync() is { } line)
        {
            var numbers = line.Split(' ').Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToArray();
            MutantSwitch.Activate(numbers[0], numbers[1]);
            await output.WriteLineAsync(Failing(numbers[1] == 0 ? ordered : Covering(ordered, numbers[0]))?.Name ?? string.Empty);
        }
    }

    // A static value may have been read before the first test; then nothing shows which tests depend on it.
    private static List<TestCase> Covering(List<TestCase> cases, int member) =>
        cases.FindAll(one => one.Used[member]) is { Count: > 0 } covering ? covering : cases;

    private static TestCase? Failing(List<TestCase> cases) => cases.Find(one => one.Run() is not null);
}
