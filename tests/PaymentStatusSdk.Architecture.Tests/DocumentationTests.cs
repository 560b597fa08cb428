using System.Globalization;
using System.Text.RegularExpressions;

namespace PaymentStatusSdk.Architecture.Tests;

/// <summary>
/// Conventions of the Markdown files: their links resolve, the site lists them, and the table of event ids agrees with the source.
/// </summary>
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

    // Packing turns links of this form into addresses of the repository: a package's page resolves no relative link.
    [Theory]
    [MemberData(nameof(Packages.All), MemberType = typeof(Packages))]
    public void Links_of_a_package_readme_begin_at_the_repository_root(string package)
    {
        var readme = Path.Combine(Packages.Root, "src", package, "README.md");

        Assert.All(Link().Matches(Prose(readme)), match => Assert.StartsWith("../../", match.Groups[1].Value, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Paths_and_tests_that_a_page_names_exist(string page)
    {
        var prose = Prose(Path.Combine(Packages.Root, page));
        var paths = RepositoryPath().Matches(prose).Select(match => match.Groups[1].Value).Where(path => !Exists(path));
        var tests = TestName().Matches(prose).Select(match => match.Groups[1].Value).Where(name => !TestMethods.Value.Contains(name));

        Assert.Empty(paths.Concat(tests));
    }

    [Fact]
    public void Site_lists_every_page()
    {
        var listed = new[] { "docs/toc.yml", "docs/site/toc.yml", "docs/site/packages/toc.yml" }
            .Select(toc => Path.Combine(Packages.Root, toc))
            .SelectMany(toc => TocEntry().Matches(File.ReadAllText(toc))
                .Select(match => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(toc)!, match.Groups[1].Value))))
            .Select(file => Path.GetRelativePath(Packages.Root, file))
            .Distinct()
            .Order(StringComparer.Ordinal);
        var pages = Pages.Select(row => row.Data)
            .Where(page => !page.StartsWith(".github", StringComparison.Ordinal)
                && !page.StartsWith(Path.Combine("docs", "site"), StringComparison.Ordinal)
                // Lists for the compiler, not for readers: these are in docs/rules.
                && !Path.GetFileName(page).StartsWith("AnalyzerReleases.", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

        Assert.Equal(pages, listed);
    }

    [Theory]
    [InlineData("Met")]
    [InlineData("Not met")]
    [InlineData("Does not apply")]
    public void Evidence_of_security_counts_its_criteria(string status)
    {
        var page = File.ReadAllText(Path.Combine(Packages.Root, "docs", "security-evidence.md"));
        var stated = int.Parse(Regex.Match(page, $@"(?m)^\| {status} \| (\d+)").Groups[1].Value, CultureInfo.InvariantCulture);

        Assert.Equal(Regex.Count(page, $@"(?m)^\| `.*\| {status} \|"), stated);
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

    [Fact]
    public void Event_ids_lie_in_the_range_of_their_part()
    {
        var page = File.ReadAllText(Path.Combine(Packages.Root, "docs", "event-ids.md"));
        var ranges = RangeRow().Matches(page)
            .ToDictionary(match => match.Groups[1].Value, match => (From: match.Groups[2].Value, To: match.Groups[3].Value));
        var outside = EventRow().Matches(page)
            .Where(match => !ranges.TryGetValue(match.Groups[3].Value, out var range)
                || string.CompareOrdinal(match.Groups[1].Value, range.From) < 0
                || string.CompareOrdinal(match.Groups[1].Value, range.To) > 0)
            .Select(match => match.Value);

        Assert.NotEmpty(ranges);
        Assert.Empty(outside);
    }

    private static readonly Lazy<HashSet<string>> TestMethods = new(() =>
    [
        .. new[] { "src", "tests" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Packages.Root, folder), "*.cs", SearchOption.AllDirectories))
            .SelectMany(file => TestMethod().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups[1].Value),
    ]);

    // A path may name alternatives, src/PaymentStatusSdk.{Sqlite,PostgreSql}/, or leave a part open, tests/*/Wire.
    private static bool Exists(string path)
    {
        var alternatives = Alternatives().Match(path);
        if (alternatives.Success)
            return alternatives.Groups[1].Value.Split(',')
                .All(part => Exists(path.Replace(alternatives.Value, part, StringComparison.Ordinal)));
        var full = Path.Combine(Packages.Root, path);
        return path.Contains('*', StringComparison.Ordinal) || File.Exists(full) || Directory.Exists(full);
    }

    private static bool Resolves(string link, string folder, string page)
    {
        var parts = link.Split('#', 2);
        var target = parts[0].Length == 0 ? page : Path.GetFullPath(Path.Combine(folder, parts[0]));
        if (!File.Exists(target)) return parts.Length == 1 && Directory.Exists(target);
        return parts.Length == 1 || Heading().Matches(Prose(target)).Any(match => Anchor(match.Groups[1].Value) == parts[1]);
    }

    // The anchor that GitHub and docfx give a heading.
    private static string Anchor(string heading) =>
        NotInAnchor().Replace(heading.Trim().ToLowerInvariant(), string.Empty).Replace(' ', '-');

    private static string Prose(string file) => Fence().Replace(File.ReadAllText(file).ReplaceLineEndings("\n"), string.Empty);

    [GeneratedRegex(@"\]\((?!https?:|mailto:)([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`((?:src|tests|samples|docs|\.ci|\.config)/[^\s`]+)`")]
    private static partial Regex RepositoryPath();

    [GeneratedRegex(@"\{([\w,]+)\}")]
    private static partial Regex Alternatives();

    [GeneratedRegex(@"`((?=\w*[a-z])[A-Z][A-Za-z0-9]+(?:_[A-Za-z0-9]+){2,})`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"public (?:async Task|void|Task|Property) (\w+)\(")]
    private static partial Regex TestMethod();

    [GeneratedRegex(@"(?:href|topicHref): (\S+\.md)")]
    private static partial Regex TocEntry();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();

    [GeneratedRegex(@"LoggerMessage\(\s*(?:EventId = )?(\d+), (?:Level = )?LogLevel\.(\w+)")]
    private static partial Regex LoggedEvent();

    [GeneratedRegex(@"^\| (\d{4}) \| (\w+) \| (\w+) \|", RegexOptions.Multiline)]
    private static partial Regex EventRow();

    [GeneratedRegex(@"^\| (\w+) \| (\d{4})-(\d{4}) \|", RegexOptions.Multiline)]
    private static partial Regex RangeRow();

    [GeneratedRegex("^ *```.*?^ *```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();
}
