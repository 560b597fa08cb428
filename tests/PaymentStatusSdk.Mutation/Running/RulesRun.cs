using System.Collections.Concurrent;
using System.Diagnostics;
using PaymentStatusSdk.Mutation.Sources;

namespace PaymentStatusSdk.Mutation.Running;

/// <summary>Mutates the rules and tests all of the mutants.</summary>
internal sealed class RulesRun(IReadOnlyList<RuleGroup> groups, int workers)
{
    private const int ReportedEvery = 200;

    private static readonly string Output = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);

    // artifacts/bin/PROJECT/CONFIGURATION
    private static readonly string Configuration = Path.GetFileName(Output);

    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly List<(Mutant Mutant, string Group)> _mutants = [];
    private int _members = 1;

    /// <summary>The number of mutants that do not compile.</summary>
    public int Invalid { get; private set; }

    /// <summary>The number of tests.</summary>
    public int Tests { get; private set; }

    public async Task<IReadOnlyList<MutantResult>> RunAsync(EquivalentMutants equivalent)
    {
        var folder = Path.Combine(Repository.Root, "artifacts", "mutation", "rules");
        CopyOutput(folder);
        Compile(folder);
        Report($"{_mutants.Count} mutants compiled");
        await File.WriteAllLinesAsync(
            Path.Combine(folder, "mutants.txt"),
            _mutants.Select(one => $"{one.Mutant.MemberId} {one.Mutant.Id} {one.Group}: {one.Mutant.Key}"));
        var queue = new ConcurrentQueue<(Mutant Mutant, string Group)>(_mutants);
        var results = new ConcurrentBag<MutantResult>();
        await Task.WhenAll(Enumerable.Range(0, workers).Select(async _ =>
        {
            await using var worker = new WorkerProcess(
                Path.Combine(folder, "PaymentStatusSdk.Mutation.dll"), _members, groups.Select(group => group.Package).Distinct());
            await worker.StartAsync();
            Tests = worker.Tests;
            Report($"{Tests} tests pass without a mutant");
            while (queue.TryDequeue(out var one))
            {
                var result = new MutantResult(one.Mutant, one.Group, await worker.TestAsync(one.Mutant), equivalent.Contains(one.Mutant));
                results.Add(result);
                if (result.Survives) Report($"survives: {one.Mutant.Key}");
                if (results.Count % ReportedEvery == 0) Report($"{results.Count} mutants tested");
            }

            await worker.VerifyAsync();
        }));
        return [.. results.OrderBy(result => result.Mutant.Id)];
    }

    private void Report(string progress) => Console.Error.WriteLine(string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(_start).TotalSeconds,4:0} s: {progress}"));

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
            Invalid += mutated.Invalid;
            _mutants.AddRange(mutated.Mutants.Select(mutant => (mutant, files[mutant.File])));
        }

        _members = ids.Members;
    }
}
