using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using PaymentStatusSdk.Mutation.Sources;

namespace PaymentStatusSdk.Mutation.Running;

/// <summary>Mutates files and tests all of the mutants.</summary>
/// <param name="name">The name of the run, and of its folder below <c>artifacts/mutation</c>.</param>
/// <param name="groups">The files.</param>
/// <param name="tests">The arguments by which a worker finds the tests.</param>
/// <param name="workers">The number of worker processes.</param>
/// <param name="part">The mutants to test.</param>
internal sealed class MutationRun(
    string name, IReadOnlyList<MutationGroup> groups, IReadOnlyList<string> tests, int workers, MutantPart part)
{
    private const int ReportedEvery = 100;

    private static readonly string Output = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);

    // artifacts/bin/PROJECT/CONFIGURATION
    private static readonly string Configuration = Path.GetFileName(Output);

    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly List<(Mutant Mutant, string Group)> _mutants = [];
    private int _members = 1;
    private int _invalid;

    /// <summary>The number of members that stay as they are, because they cannot be rewritten.</summary>
    public int Untouched { get; private set; }

    /// <summary>Runs until all mutants are tested.</summary>
    public async Task<IReadOnlyList<MutantResult>> RunAsync(EquivalentMutants equivalent)
    {
        var folder = Path.Combine(Repository.Root, "artifacts", "mutation", name);
        CopyOutput(folder);
        Compile(folder);
        Progress($"{_mutants.Count} mutants compiled; {_invalid} more do not compile, and {Untouched} members cannot be rewritten");
        if (!part.IsWhole) Progress($"part {part} is tested");
        await File.WriteAllLinesAsync(
            Path.Combine(folder, "mutants.txt"),
            _mutants.Select(one => $"{one.Mutant.MemberId} {one.Mutant.Id} {one.Group}: {one.Mutant.Key}"));
        var queue = new ConcurrentQueue<(Mutant Mutant, string Group)>(part.Of(_mutants));
        var results = new ConcurrentBag<MutantResult>();
        var processes = Enumerable.Range(0, workers)
            .Select(_ => new WorkerProcess(folder, [_members.ToString(CultureInfo.InvariantCulture), .. tests])).ToList();
        try
        {
            // The first process runs all tests once, and writes the file that the others read.
            await processes[0].StartAsync();
            CheckTests(processes[0].Profiles);
            await Task.WhenAll(processes.Select(async process =>
            {
                while (queue.TryDequeue(out var one))
                {
                    var (start, isEquivalent) = (Stopwatch.GetTimestamp(), equivalent.Contains(one.Mutant));
                    var outcome = await process.TestAsync(one.Mutant, isEquivalent);
                    results.Add(new(one.Mutant, one.Group, outcome, isEquivalent, Stopwatch.GetElapsedTime(start))
                    {
                        IsOfOtherPlatform = equivalent.IsOfOtherPlatform(one.Mutant),
                    });
                    if (results.Count % ReportedEvery == 0) Progress($"{results.Count} mutants tested");
                }
            }));
        }
        finally
        {
            foreach (var process in processes) await process.DisposeAsync();
        }

        Progress($"{results.Count} mutants tested");
        return [.. results.OrderBy(result => result.Mutant.Id)];
    }

    private void CheckTests(IReadOnlyList<TestProfile> profiles)
    {
        var failing = profiles.Count(test => !test.Passes);
        Progress($"{profiles.Count - failing} tests pass without a mutant");
        if (failing == 0) return;
        // The tests of packages may need the test runner; those of the rules must not.
        if (tests is ["rules", ..]) throw new InvalidOperationException("Tests of the rules fail without a mutant; see above.");
        Progress($"{failing} tests are left out, because they fail when they are called directly");
    }

    private void Progress(string text) => Console.Error.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(_start).TotalSeconds,4:0} s: {text}"));

    private static void CopyOutput(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        foreach (var file in Directory.EnumerateFiles(Output, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(Output, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private void Compile(string folder)
    {
        var ids = (Mutants: 0, Members: 1);
        foreach (var package in groups.GroupBy(group => group.Package))
        {
            var files = package.SelectMany(group => group.Files.Select(file => (Name: $"{group.Package}/{file}", Group: group.Name)))
                .ToDictionary(one => one.Name, one => one.Group);
            var mutated = new MutatedPackage(package.Key, Configuration);
            var (firstMutant, firstMember) = ids;
            var last = mutated.Write(
                [.. package.SelectMany(group => group.Files)], Path.Combine(folder, $"{package.Key}.dll"),
                () => new MutantIds(firstMutant, firstMember));
            ids = (last.Mutants, last.Members);
            _invalid += mutated.Invalid;
            Untouched += mutated.Untouched;
            _mutants.AddRange(mutated.Mutants.Select(mutant => (mutant, files[mutant.File])));
        }

        _members = ids.Members;
    }
}
