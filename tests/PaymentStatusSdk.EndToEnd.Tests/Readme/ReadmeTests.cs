using System.Text.RegularExpressions;

namespace PaymentStatusSdk.EndToEnd.Tests.Readme;

/// <summary>
/// The examples of the READMEs and of the pages in docs compile, and the commands of the README are the ones that CI runs.
/// </summary>
public partial class ReadmeTests
{
    public static TheoryData<string> Readmes =>
        ["README.md", .. Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src"))
            // The analyzers are packed inside PaymentStatusSdk.Abstractions, whose README names them.
            .Where(package => !Path.GetFileName(package).StartsWith("PaymentStatusSdk.Analyzers", StringComparison.Ordinal))
            // A tool is used on the command line, and its README has commands.
            .Where(package => Path.GetFileName(package) != "PaymentStatusSdk.Cli")
            .Select(package => Below(Path.Combine(package, "README.md")))];

    public static TheoryData<string> Pages =>
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories).Select(Below)
            // Wrong and right code of the rules, which the tests of the analyzers compile.
            .Where(page => !page.StartsWith(Path.Combine("docs", "rules"), StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Readmes))]
    public void Readme_example_is_compiled(string readme) => Assert.NotEqual(0, CheckExamples(readme));

    [Theory]
    [MemberData(nameof(Pages))]
    public void Example_of_a_page_is_compiled(string page) => CheckExamples(page);

    [Fact]
    public void Root_readme_has_at_most_150_lines() =>
        Assert.InRange(File.ReadLines(Path.Combine(Repository.Root, "README.md")).Count(), 1, 150);

    [Theory]
    [InlineData("dotnet run --project samples/Quickstart")]
    [InlineData("dotnet test")]
    public void Ci_runs_the_commands_of_the_readme(string command)
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        var ci = File.ReadAllLines(Path.Combine(Repository.Root, ".ci", "run"));

        Assert.Contains(command, readme, StringComparison.Ordinal);
        Assert.Contains(ci, line => line == command || line.StartsWith(command + " |", StringComparison.Ordinal));
    }

    private static int CheckExamples(string file)
    {
        string[] folders = [Path.Combine("PaymentStatusSdk.EndToEnd.Tests", "Readme"), "PaymentStatusSdk.ToyStore.Tests"];
        var compiled = folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests", folder), "*.cs"))
            .SelectMany(source => Snippet().Matches(File.ReadAllText(source)))
            .Select(match => Normalize(match.Groups[1].Value))
            .ToHashSet();

        // A snippet stands inside a method, so the using directives of an example are not part of it.
        var examples = Example().Matches(File.ReadAllText(Path.Combine(Repository.Root, file)))
            .Select(match => Normalize(UsingDirective().Replace(match.Groups[1].Value, string.Empty)))
            .ToArray();

        Assert.All(examples, example => Assert.Contains(example, compiled));
        return examples.Length;
    }

    private static string Below(string path) => Path.GetRelativePath(Repository.Root, path);

    // Indentation is the file's, not the example's; blank lines count for nothing.
    private static string Normalize(string code)
    {
        var lines = code.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0).ToArray();
        var indent = lines.Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line[indent..]));
    }

    [GeneratedRegex(@"^using [\w.]+;\n", RegexOptions.Multiline)]
    private static partial Regex UsingDirective();

    [GeneratedRegex("^```csharp\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Example();

    [GeneratedRegex("^ *// snippet\n(.*?)^ *// end", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Snippet();
}
