using System.Globalization;

namespace PaymentStatusSdk.Mutation.Running;

/// <summary>Runs the tests against mutants in a process of its own, which loads the mutated assemblies.</summary>
/// <remarks>It reads lines of <see cref="WorkerLines.Of"/>, and answers each with one that <see cref="WorkerLines"/> describes.</remarks>
internal sealed class Worker
{
    // A mutant that is listed as equivalent passes all tests, so the shortest ones have to suffice.
    private const double MaxMillisecondsOfEquivalent = 1_000;

    private readonly IReadOnlyList<TestCase> _cases;
    private readonly IReadOnlyList<TestProfile> _profiles;

    // A test that has detected a mutant of a member probably detects others of it.
    private readonly Dictionary<int, List<int>> _detecting = [];

    private Worker(IReadOnlyList<TestCase> cases, IReadOnlyList<TestProfile> profiles) => (_cases, _profiles) = (cases, profiles);

    /// <summary>Runs until the input ends.</summary>
    /// <param name="profileFile">The file with the profiles of the tests. It is written when it does not exist.</param>
    /// <param name="members">The number of members.</param>
    /// <param name="findClasses">Finds the classes with tests.</param>
    /// <param name="maxMilliseconds">The time without a mutant after which no more tests run for a mutant. The shortest tests come first.
    /// A longer test does not run at all.</param>
    /// <param name="input">The mutants to test.</param>
    /// <param name="output">The answers.</param>
    public static async Task RunAsync(
        string profileFile, int members, Func<IEnumerable<Type>> findClasses, double maxMilliseconds, TextReader input, TextWriter output)
    {
        // Property checks write to the console.
        Console.SetOut(TextWriter.Null);
        IReadOnlyList<TestCase> cases = [];
        // The rows of theories are computed once, so the members that they use count for every test.
        var shared = MutantSwitch.Record(members, () => cases = TestCatalog.FindAsync(findClasses()).GetAwaiter().GetResult());
        if (!File.Exists(profileFile)) TestProfile.Save(profileFile, Record(cases, members, shared));
        var profiles = TestProfile.Load(profileFile);
        if (!profiles.Select(one => one.Name).SequenceEqual(cases.Select(one => one.Name)))
            throw new InvalidOperationException("The tests differ between processes.");
        var worker = new Worker(cases, profiles);
        await output.WriteLineAsync(WorkerLines.Ready);
        while (await input.ReadLineAsync() is { } line)
        {
            var numbers = line.Split(' ').Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToArray();
            var limit = numbers[2] == 0 ? maxMilliseconds : Math.Min(maxMilliseconds, MaxMillisecondsOfEquivalent);
            await output.WriteLineAsync(worker.Test(numbers[0], numbers[1], limit));
        }
    }

    private static IEnumerable<TestProfile> Record(IReadOnlyList<TestCase> cases, int members, int[] shared)
    {
        foreach (var one in cases)
        {
            yield return one.Record(members, shared, out var failure);
            if (failure is null) continue;
            Console.Error.WriteLine($"{one.Name} fails without a mutant: {failure.Message.ReplaceLineEndings(" ")}");
        }
    }

    private string Test(int member, int mutant, double maxMilliseconds)
    {
        var covering = Covering(member, maxMilliseconds);
        if (covering.Count == 0) return WorkerLines.NotReached;
        if (!TryActivate(member, mutant)) return WorkerLines.Detected + "every test";
        var spent = 0.0;
        foreach (var test in covering)
        {
            if (spent > maxMilliseconds) break;
            spent += _profiles[test].Milliseconds;
            if (Run(test) is not { } failure) continue;
            if (failure is EndlessLoopException) return WorkerLines.EndlessLoop;
            MutantSwitch.Activate(member, 0);
            // State that a mutant has left behind would let later mutants count as detected.
            if (Run(test) is not null) return WorkerLines.Damaged;
            // A test that has failed by chance has not detected anything.
            MutantSwitch.Activate(member, mutant);
            var again = Run(test);
            if (again is null) continue;
            if (again is EndlessLoopException) return WorkerLines.EndlessLoop;
            Remember(member, test);
            return failure is TimeoutException ? WorkerLines.TimeLimit : WorkerLines.Detected + _profiles[test].Name;
        }

        return WorkerLines.Survives;
    }

    private Exception? Run(int test)
    {
        var normal = _profiles[test].Milliseconds;
        return _cases[test].Run(
            TimeSpan.FromMilliseconds(1_000 + (2 * normal)), TimeSpan.FromMilliseconds(2_000 + (4 * normal)));
    }

    // A static value that cannot be computed makes its class unusable.
    private static bool TryActivate(int member, int mutant)
    {
        try
        {
            MutantSwitch.Activate(member, mutant);
            return true;
        }
        catch (Exception)
        {
            MutantSwitch.Activate(member, 0);
            return false;
        }
    }

    private List<int> Covering(int member, double maxMilliseconds)
    {
        var first = _detecting.GetValueOrDefault(member, []);
        return
        [
            .. first,
            .. Enumerable.Range(0, _profiles.Count)
                .Where(test => _profiles[test].Passes && _profiles[test].Milliseconds < maxMilliseconds
                    && Array.BinarySearch(_profiles[test].Used, member) >= 0 && !first.Contains(test))
                .OrderBy(test => _profiles[test].Milliseconds),
        ];
    }

    private void Remember(int member, int test)
    {
        if (!_detecting.TryGetValue(member, out var tests)) _detecting.Add(member, tests = []);
        tests.Remove(test);
        tests.Insert(0, test);
    }
}
