using System.Text.Json;

namespace PaymentStatusSdk.Coverage;

/// <summary>Merges the reports that coverlet writes, one for each test project, in its own format.</summary>
/// <remarks>
/// All test projects execute copies of the same assemblies, so a branch has the same offset in all reports. Files outside of <c>src</c>,
/// and generated ones, which are not in the repository, are left out.
/// </remarks>
/// <param name="sources">The folder <c>src</c>.</param>
internal sealed class CoverageReports(string sources)
{
    private readonly SortedDictionary<string, SourceFile> _files = new(StringComparer.Ordinal);

    public IReadOnlyCollection<SourceFile> Files => _files.Values;

    public void Add(Stream report)
    {
        using var document = JsonDocument.Parse(report);
        foreach (var file in document.RootElement.EnumerateObject().SelectMany(module => module.Value.EnumerateObject()))
        {
            if (Find(file.Name) is not { } source) continue;
            foreach (var method in file.Value.EnumerateObject().SelectMany(type => type.Value.EnumerateObject()))
            {
                foreach (var line in method.Value.GetProperty("Lines").EnumerateObject())
                    source.Add(int.Parse(line.Name, System.Globalization.CultureInfo.InvariantCulture), line.Value.GetInt32() > 0);
                foreach (var branch in method.Value.GetProperty("Branches").EnumerateArray())
                    source.Add(Read(method.Name, branch), Number(branch, "Hits") > 0);
            }
        }
    }

    private static Branch Read(string method, JsonElement branch) => new(
        method, Number(branch, "Line"), Number(branch, "Offset"), Number(branch, "EndOffset"), Number(branch, "Path"));

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();

    private SourceFile? Find(string path)
    {
        if (_files.TryGetValue(path, out var known)) return known;
        if (Path.GetRelativePath(sources, path).Replace('\\', '/').Split('/', 2) is not [var package, var file]
            || path.EndsWith(".g.cs", StringComparison.Ordinal)) return null;
        return _files[path] = new SourceFile(package, file);
    }
}
