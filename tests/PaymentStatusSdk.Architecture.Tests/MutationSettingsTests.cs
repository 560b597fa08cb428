using System.Text.Json;
using PaymentStatusSdk.Mutation.Sources;

namespace PaymentStatusSdk.Architecture.Tests;

/// <summary>Each package has settings for <c>./mutation</c>, which leave out exactly its rules and its log messages.</summary>
public class MutationSettingsTests
{
    // It contains tests, which the tests of the stores execute.
    private const string NotMutated = Packages.Conformance;

    private static readonly string Folder = Path.Combine(Packages.Root, ".config", "mutation");

    public static TheoryData<string> Mutated => [.. Packages.Names.Where(name => name != NotMutated)];

    [Fact]
    public void Every_package_has_settings() => Assert.Equal(
        Packages.Names.Where(name => name != NotMutated),
        Directory.EnumerateFiles(Folder, "*.json").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Mutated))]
    public void Settings_leave_out_the_rules_and_log_messages(string package)
    {
        var rules = RuleGroup.All.Where(group => group.Package == package).SelectMany(group => group.Files).Select(file => $"!**/{file}");

        var mutated = Settings(package).GetProperty("mutate").EnumerateArray().Select(pattern => pattern.GetString());

        Assert.Equal(["**/*.cs", "!**/*Log.cs", .. rules], mutated);
    }

    [Theory]
    [MemberData(nameof(Mutated))]
    public void Settings_name_existing_projects_and_require_90_percent(string package)
    {
        var settings = Settings(package);

        Assert.Equal($"{package}.csproj", settings.GetProperty("project").GetString());
        Assert.All(
            settings.GetProperty("test-projects").EnumerateArray(),
            project => Assert.True(File.Exists(Path.Combine(Packages.Root, "src", package, project.GetString()!))));
        Assert.Equal(90, settings.GetProperty("thresholds").GetProperty("break").GetInt32());
    }

    private static JsonElement Settings(string package)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, $"{package}.json")));
        return document.RootElement.GetProperty("stryker-config").Clone();
    }
}
