using PaymentStatusSdk.Mutation.Sources;

namespace PaymentStatusSdk.Architecture.Tests;

/// <summary><c>./mutation</c> mutates every package, and each of its files either as a rule or with its package.</summary>
public class MutatedPackagesTests
{
    // It contains tests, which the tests of the stores execute.
    private const string NotMutated = Packages.Conformance;

    public static TheoryData<string> Mutated => [.. MutatedPackages.All.Select(group => group.Package)];

    [Fact]
    public void Every_package_is_mutated() => Assert.Equal(
        Packages.Names.Where(name => name != NotMutated),
        MutatedPackages.All.Select(group => group.Package).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Mutated))]
    public void Every_file_without_log_messages_is_mutated_once(string package)
    {
        var folder = Repository.Package(package);
        var files = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file))
            .Where(file => !file.EndsWith("Log.cs", StringComparison.Ordinal));

        var mutated = RuleGroups.All.Concat(MutatedPackages.All).Where(group => group.Package == package).SelectMany(group => group.Files);

        Assert.Equal(files.Order(StringComparer.Ordinal), mutated.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Mutated))]
    public void Tests_of_a_package_exist(string package) => Assert.All(
        MutatedPackages.TestsOf(package),
        project => Assert.True(File.Exists(Path.Combine(Packages.Root, "tests", project, $"{project}.csproj"))));
}
