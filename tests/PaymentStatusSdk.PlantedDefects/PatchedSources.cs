using System.Runtime.CompilerServices;
using System.Text;

namespace PaymentStatusSdk.PlantedDefects;

/// <summary>Writes copies of the projects of packages that contain all defects, each behind a switch of its own.</summary>
public static class PatchedSources
{
    /// <summary>The environment variable that switches a defect on by its name.</summary>
    public const string Variable = "PAYMENTSTATUS_PLANTED";

    public const string Tracking = "PaymentStatusSdk.Tracking";

    public const string Abstractions = "PaymentStatusSdk.Abstractions";

    /// <summary>The packages that have defects. Each is built against the other packages without defects.</summary>
    public static IReadOnlyList<string> Packages { get; } = [Abstractions, Tracking];

    public static string Root { get; } = FindRoot();

    /// <summary>Returns a sentence for each defect whose original text does not occur exactly once.</summary>
    public static IReadOnlyList<string> FindStale(IEnumerable<PlantedDefect> defects)
    {
        var stale = new List<string>();
        foreach (var defect in defects)
        {
            var file = Path.Combine(Root, "src", defect.Package, defect.File);
            var count = File.Exists(file) ? File.ReadAllText(file).Split(defect.Original).Length - 1 : 0;
            if (count != 1) stale.Add($"The defect '{defect.Name}' is stale: its text occurs {count} times in {defect.File}.");
        }

        return stale;
    }

    /// <summary>Writes the project of a package into a folder.</summary>
    /// <returns>The path of the project file.</returns>
    public static string Write(string folder, string package, IEnumerable<PlantedDefect> all)
    {
        PlantedDefect[] defects = [.. all.Where(defect => defect.Package == package)];
        if (FindStale(defects) is { Count: > 0 } stale) throw new InvalidOperationException(string.Join('\n', stale));
        var source = Path.Combine(Root, "src", package);
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(source, file);
            var text = File.ReadAllText(file);
            // A defect may be in a line that another one has changed already.
            foreach (var defect in defects.Where(defect => Path.Combine(defect.File.Split('/')) == name))
            {
                var switched = defect.Replacement.Replace(
                    "PLANTED", $"global::{package}.Planted.Is(\"{defect.Name}\")", StringComparison.Ordinal);
                text = text.Replace(defect.Original, switched, StringComparison.Ordinal);
            }

            var copy = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.WriteAllText(copy, Path.GetExtension(name) == ".csproj" ? Absolute(text) : text);
        }

        File.WriteAllText(Path.Combine(folder, "Planted.cs"), SwitchOf(package));
        return Path.Combine(folder, $"{package}.csproj");
    }

    private static string SwitchOf(string package) => $$"""
        namespace {{package}};

        internal static class Planted
        {
            private static readonly string? Name = System.Environment.GetEnvironmentVariable("{{Variable}}");

            public static bool Is(string name) => Name == name;
        }
        """;

    // The copy is outside of the repository's src folder, whose properties are for packages.
    private static string Absolute(string project) => new StringBuilder(project)
        .Replace("Include=\"../", $"Include=\"{Path.Combine(Root, "src")}/")
        .Replace("</Description>", "</Description><EnableConfigurationBindingGenerator>true</EnableConfigurationBindingGenerator>"
            + "<BuildsAnalyzers>false</BuildsAnalyzers><RunAnalyzers>false</RunAnalyzers>"
            + "<TreatWarningsAsErrors>false</TreatWarningsAsErrors><NoWarn>$(NoWarn);CS1591</NoWarn>")
        .ToString();

    private static string FindRoot([CallerFilePath] string file = "")
    {
        var folder = Path.GetDirectoryName(file)!;
        while (!File.Exists(Path.Combine(folder, "PaymentStatus.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
