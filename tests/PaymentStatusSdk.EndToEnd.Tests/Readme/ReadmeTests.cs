using System.Text.RegularExpressions;

namespace PaymentStatusSdk.EndToEnd.Tests.Readme;

/// <summary>The readmes are promises: their examples compile, and their commands are the ones that CI runs.</summary>
public partial class ReadmeTests
{
    public static TheoryData<string> Readmes =>
    [
        "README.md", .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "README.md", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(Repository.Root, file)),
    ];

    [Theory]
    [MemberData(nameof(Readmes))]
    public void Readme_example_is_compiled(string readme)
    {
        var compiled = Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests", "PaymentStatusSdk.EndToEnd.Tests", "Readme"), "*.cs")
            .SelectMany(file => Snippet().Matches(File.ReadAllText(file)))
            .Select(match => Normalize(match.Groups[1].Value))
            .ToHashSet();

        var examples = Example().Matches(File.ReadAllText(Path.Combine(Repository.Root, readme))).Select(match => Normalize(match.Groups[1].Value)).ToArray();

        Assert.NotEmpty(examples);
        Assert.All(examples, example => Assert.Contains(example, compiled));
    }

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

    [Fact]
    public void Links_of_the_readme_lead_somewhere()
    {
        var links = Link().Matches(File.ReadAllText(Path.Combine(Repository.Root, "README.md"))).Select(match => match.Groups[1].Value).ToArray();

        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(File.Exists(Path.Combine(Repository.Root, link)), $"{link} is missing."));
    }

    // Indentation is the file's, not the example's; blank lines count for nothing.
    private static string Normalize(string code)
    {
        var lines = code.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0).ToArray();
        var indent = lines.Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line[indent..]));
    }

    [GeneratedRegex("^```csharp\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Example();

    [GeneratedRegex("^ *// snippet\n(.*?)^ *// end", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Snippet();

    [GeneratedRegex(@"\]\(((?!http)[^)#]+)\)")]
    private static partial Regex Link();
}
