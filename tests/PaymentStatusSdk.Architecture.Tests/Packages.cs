using System.Reflection;
using System.Runtime.CompilerServices;

namespace PaymentStatusSdk.Architecture.Tests;

/// <summary>The shipped assemblies, by the folders below src: a new package cannot be forgotten.</summary>
internal static class Packages
{
    public const string Abstractions = "PaymentStatusSdk.Abstractions";
    public const string Core = "PaymentStatusSdk";
    public const string Tracking = "PaymentStatusSdk.Tracking";
    public const string Dashboard = "PaymentStatusSdk.Dashboard";
    public const string EntityFrameworkCore = "PaymentStatusSdk.EntityFrameworkCore";
    public const string Relational = "PaymentStatusSdk.Relational";
    public const string Testing = "PaymentStatusSdk.Testing";
    public const string Conformance = "PaymentStatusSdk.Conformance";
    public const string Cli = "PaymentStatusSdk.Cli";
    public const string Simulators = "PaymentStatusSdk.Simulators";

    public static string Root { get; } = FindRoot();

    /// <summary>Gets the assemblies that are packed inside another package, for compilers: no application references them.</summary>
    public static IReadOnlyList<string> PackedInside { get; } = ["PaymentStatusSdk.Analyzers", "PaymentStatusSdk.Analyzers.CodeFixes"];

    public static IReadOnlyList<string> Folders { get; } =
        [.. Directory.GetDirectories(Path.Combine(Root, "src")).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];

    public static IReadOnlyList<string> Names { get; } = [.. Folders.Except(PackedInside)];

    public static TheoryData<string> All => [.. Names];

    /// <summary>Gets the packages that have a page on a wire protocol.</summary>
    public static IReadOnlyList<string> Adapters { get; } =
    [
        .. Names.Where(name => File.Exists(Path.Combine(Root, "src", name, "PROTOCOL.md"))),
    ];

    public static Assembly Load(string name) => Assembly.Load(name);

    public static IEnumerable<Type> PublicTypes() => Names.SelectMany(name => Load(name).GetExportedTypes());

    private static string FindRoot([CallerFilePath] string file = "")
    {
        var folder = Path.GetDirectoryName(file)!;
        while (!File.Exists(Path.Combine(folder, "PaymentStatus.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
