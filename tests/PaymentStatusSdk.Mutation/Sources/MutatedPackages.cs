namespace PaymentStatusSdk.Mutation.Sources;

/// <summary>The packages, without their rules, and the projects whose tests have to detect their mutants.</summary>
/// <remarks>
/// Left out are <c>PaymentStatusSdk.Conformance</c>, which consists of tests, and the analyzers, which decide about source code and never
/// about a payment.
/// </remarks>
internal static class MutatedPackages
{
    private const string Prefix = "PaymentStatusSdk";

    private static readonly (string Package, string[] Tests)[] Table =
    [
        ("Abstractions", ["Tests"]),
        ("", ["Tests"]),
        ("ConvergeGate", ["ConvergeGate.Tests"]),
        ("Desjardins", ["Desjardins.Tests"]),
        ("Ppro", ["Ppro.Tests"]),
        ("AspNetCore", ["AspNetCore.Tests"]),
        ("Tracking", ["Tracking.Tests"]),
        ("Relational", ["Sqlite.Tests"]),
        ("Sqlite", ["Sqlite.Tests"]),
        ("PostgreSql", ["PostgreSql.Tests"]),
        ("MySql", ["MySql.Tests"]),
        ("EntityFrameworkCore", ["EntityFrameworkCore.Tests"]),
        ("Testing", ["Testing.Tests"]),
        ("Simulators", ["Testing.Tests", "Conformance.Tests"]),
        ("Dashboard", ["Dashboard.Tests"]),
        ("Cli", ["Cli.Tests"]),
    ];

    /// <summary>The files of each package. The name of a group is that of the package without its prefix.</summary>
    public static IReadOnlyList<MutationGroup> All { get; } = [.. Table.Select(row => Group(row.Package))];

    /// <summary>Returns the names of the projects whose tests have to detect the mutants of a package.</summary>
    public static IEnumerable<string> TestsOf(string package) =>
        Table.Single(row => FullName(row.Package) == package).Tests.Select(FullName);

    private static string FullName(string name) => name.Length == 0 ? Prefix : $"{Prefix}.{name}";

    private static MutationGroup Group(string name)
    {
        var package = FullName(name);
        var folder = Repository.Package(package);
        var rules = RuleGroups.All.Where(group => group.Package == package).SelectMany(group => group.Files).ToHashSet();
        var files = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(file => !file.EndsWith("Log.cs", StringComparison.Ordinal) && !rules.Contains(file))
            .Order(StringComparer.Ordinal);
        return new(name.Length == 0 ? "Engine" : name, package, [.. files]);
    }
}
