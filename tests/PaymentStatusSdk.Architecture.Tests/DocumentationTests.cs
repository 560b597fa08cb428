using System.Text.RegularExpressions;

namespace PaymentStatusSdk.Architecture.Tests;

/// <summary>Conventions of the Markdown files: their links resolve, and the table of event ids agrees with the source.</summary>
public partial class DocumentationTests
{
    private static readonly string[] Folders = ["docs", "src", "samples", ".github"];

    public static TheoryData<string> Pages =>
    [
        .. Directory.EnumerateFiles(Packages.Root, "*.md")
            .Concat(Folders.Select(folder => Path.Combine(Packages.Root, folder)).Where(Directory.Exists)
                .SelectMany(folder => Directory.EnumerateFiles(folder, "*.md", SearchOption.AllDirectories)))
            .Select(file => Path.GetRelativePath(Packages.Root, file)),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Relative_links_resolve(string page)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Packages.Root, page))!;
        var broken = Link().Matches(Prose(Path.Combine(Packages.Root, page)))
            .Select(match => match.Groups[1].Value)
            .Where(link => !Resolves(link, folder, Path.Combine(Packages.Root, page)));

        Assert.Empty(broken);
    }

    [Fact]
    public void Table_of_event_ids_agrees_with_the_source()
    {
        var logged = Directory.EnumerateFiles(Path.Combine(Packages.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => LoggedEvent().Matches(File.ReadAllText(file)))
            .Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value}")
            .Order(StringComparer.Ordinal);
        var listed = EventRow().Matches(File.ReadAllText(Path.Combine(Packages.Root, "docs", "event-ids.md")))
            .Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value}");

        Assert.Equal(logged, listed);
    }

    private static bool Resolves(string link, string folder, string page)
    {
        var parts = link.Split('#', 2);
        var target = parts[0].Length == 0 ? page : Path.GetFullPath(Path.Combine(folder, parts[0]));
        if (!File.Exists(target)) return parts.Length == 1 && Directory.Exists(target);
        return parts.Length == 1 || Heading().Matches(Prose(target)).Any(match => Anchor(match.Groups[1].Value) == parts[1]);
    }

    // The anchor that GitHub and docfx give a heading.
    private static string Anchor(string heading) => NotInAnchor().Replace(heading.Trim().ToLowerInvariant(), string.Empty).Replace(' ', '-');

    private static string Prose(string file) => Fence().Replace(File.ReadAllText(file).ReplaceLineEndings("\n"), string.Empty);

    [GeneratedRegex(@"\]\((?!https?:|mailto:)([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();

    [GeneratedRegex(@"LoggerMessage\(\s*(?:EventId = )?(\d+), (?:Level = )?LogLevel\.(\w+)")]
    private static partial Regex LoggedEvent();

    [GeneratedRegex(@"^\| (\d{4}) \| (\w+) \|", RegexOptions.Multiline)]
    private static partial Regex EventRow();

    [GeneratedRegex("^ *```.*?^ *```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();
}
