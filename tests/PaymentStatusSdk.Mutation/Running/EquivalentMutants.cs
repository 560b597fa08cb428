using PaymentStatusSdk.Mutation.Sources;

namespace PaymentStatusSdk.Mutation.Running;

/// <summary>The mutants that behave like the original, each with the reason.</summary>
/// <remarks>A line per mutant, <c>file | member | line as mutated | reason</c>; lines with <c>#</c> are comments.</remarks>
internal sealed class EquivalentMutants
{
    private const string OtherPlatform = "only another platform reaches this: ";

    private readonly Dictionary<string, string> _reasons;

    private EquivalentMutants(Dictionary<string, string> reasons) => _reasons = reasons;

    public static EquivalentMutants Load(string file) => Parse(File.ReadLines(file));

    /// <summary>Reads the lines of the list.</summary>
    public static EquivalentMutants Parse(IEnumerable<string> lines)
    {
        var reasons = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in lines.Where(line => line.Length > 0 && line[0] != '#'))
        {
            var end = line.LastIndexOf(" | ", StringComparison.Ordinal);
            if (end < 0 || line[(end + 3)..].Trim().Length == 0) throw new InvalidDataException($"No reason in: {line}");
            reasons.Add(line[..end].Trim(), line[(end + 3)..].Trim());
        }

        return new EquivalentMutants(reasons);
    }

    public bool Contains(Mutant mutant) => _reasons.ContainsKey(mutant.Key);

    /// <summary>Whether a mutant is listed because the platform of the tests does not show it; on another one it may be a defect.</summary>
    public bool IsOfOtherPlatform(Mutant mutant) =>
        _reasons.TryGetValue(mutant.Key, out var reason) && reason.StartsWith(OtherPlatform, StringComparison.Ordinal);

    /// <summary>
    /// Returns the entries that are out of date: without a file, without a mutant, or with one that a test detects. Several mutants can
    /// have the same text, and all of them must survive.
    /// </summary>
    public IEnumerable<string> FindStale(IReadOnlyCollection<MutantResult> results, IEnumerable<MutationGroup> groups)
    {
        var files = groups.SelectMany(group => group.Files.Select(file => $"{group.Package}/{file}")).ToHashSet();
        var detected = results.ToLookup(result => result.Mutant.Key, result => result.IsDetected);
        foreach (var key in _reasons.Keys)
        {
            var file = key[..key.IndexOf(" | ", StringComparison.Ordinal)];
            if (!File.Exists(Path.Combine(Repository.Root, "src", file))) yield return $"{key}: there is no such file.";
            if (!files.Contains(file)) continue;
            if (!detected.Contains(key)) yield return $"{key}: there is no such mutant.";
            else if (detected[key].Any(one => one)) yield return $"{key}: a test detects it, or another mutant with this text.";
        }
    }
}
