using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using PaymentStatusSdk.Analyzers.Tests.Harness;

namespace PaymentStatusSdk.Analyzers.Tests;

/// <summary>Every rule has a page, a help link to it, a line in the release notes, and an id of its own.</summary>
public partial class RuleCatalogTests
{
    private static readonly DiagnosticDescriptor[] Rules =
        [.. Compiled.Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).OrderBy(rule => rule.Id, StringComparer.Ordinal)];

    [Fact]
    public void Ids_are_consecutive() =>
        Assert.Equal(Enumerable.Range(1, 12).Select(number => $"PSS{number:D3}"), Rules.Select(rule => rule.Id));

    [Fact]
    public void Every_rule_links_to_its_page()
    {
        Assert.All(Rules, rule =>
        {
            Assert.EndsWith($"docs/rules/{rule.Id}.md", rule.HelpLinkUri, StringComparison.Ordinal);
            var page = File.ReadAllText(Path.Combine(Sources.Root, "docs", "rules", $"{rule.Id}.md"));
            Assert.StartsWith($"# {rule.Id}: {rule.Title}", page, StringComparison.Ordinal);
            Assert.All(["## Why it costs money", "## Wrong", "## Right", "## When to suppress"], heading => Assert.Contains(heading, page));
        });
    }

    [Fact]
    public void Every_rule_is_a_warning_in_the_category_of_the_sdk()
    {
        Assert.All(Rules, rule => Assert.Equal((DiagnosticSeverity.Warning, true, "PaymentStatus"),
            (rule.DefaultSeverity, rule.IsEnabledByDefault, rule.Category)));
    }

    [Fact]
    public async Task Wrong_code_of_a_page_is_reported_and_right_code_is_not()
    {
        foreach (var rule in Rules)
        {
            var page = await File.ReadAllTextAsync(
                Path.Combine(Sources.Root, "docs", "rules", $"{rule.Id}.md"), TestContext.Current.CancellationToken);
            var blocks = CodeBlock().Matches(page.ReplaceLineEndings("\n")).Select(match => match.Groups[1].Value).ToArray();

            Assert.Equal(2, blocks.Length);
            Assert.Equal([rule.Id], (await RuleTest.FindAsync(blocks[0])).Select(diagnostic => diagnostic.Id).Distinct());
            Assert.Empty(await RuleTest.FindAsync(blocks[1]));
        }
    }

    [GeneratedRegex("^```csharp\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex CodeBlock();
}
