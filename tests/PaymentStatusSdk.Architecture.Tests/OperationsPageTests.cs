using System.Text.RegularExpressions;

namespace PaymentStatusSdk.Architecture.Tests;

/// <summary>The pages for operators name only alerts, metrics and log events that exist.</summary>
public sealed partial class OperationsPageTests
{
    private static readonly string Runbook = Read("operations/runbook.md");
    private static readonly string Overview = Read("operations/index.md");

    [Fact]
    public void Overview_lists_each_alert() =>
        Assert.Equal(
            AlertRule().Matches(Read("operations/alerts.yml")).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal),
            AlertRow().Matches(Overview).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));

    [Fact]
    public void Runbook_names_only_alerts_of_the_overview() =>
        AssertKnown(Alert(), AlertRow().Matches(Overview).Select(match => match.Groups[1].Value));

    [Fact]
    public void Runbook_names_only_metrics_of_the_overview() =>
        AssertKnown(Metric(), Metric().Matches(Overview).Select(match => match.Groups[1].Value));

    [Fact]
    public void Runbook_names_only_events_of_the_table() =>
        AssertKnown(Event(), EventRow().Matches(Read("event-ids.md")).Select(match => match.Groups[1].Value));

    [Fact]
    public void Table_of_the_runbook_lists_each_section() =>
        Assert.Equal(
            Section().Matches(Runbook).Select(match => (match.Groups[1].Value, match.Groups[2].Value)),
            SectionRow().Matches(Runbook).Select(match => (match.Groups[1].Value, match.Groups[2].Value)));

    private static void AssertKnown(Regex name, IEnumerable<string> known)
    {
        var named = name.Matches(Runbook).Select(match => match.Groups[1].Value).Distinct().ToArray();

        Assert.NotEmpty(named);
        Assert.Empty(named.Except(known));
    }

    private static string Read(string page) => File.ReadAllText(Path.Combine(Packages.Root, "docs", page)).ReplaceLineEndings("\n");

    [GeneratedRegex(@"- alert: (\w+)")]
    private static partial Regex AlertRule();

    [GeneratedRegex(@"^\| `(Payment\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex AlertRow();

    [GeneratedRegex(@"`(Payment[A-Z]\w+)`")]
    private static partial Regex Alert();

    [GeneratedRegex(@"`(payment_status\.[\w.]+)`")]
    private static partial Regex Metric();

    [GeneratedRegex(@"\b([12]\d{3})\b")]
    private static partial Regex Event();

    [GeneratedRegex(@"^\| (\d{4}) \|", RegexOptions.Multiline)]
    private static partial Regex EventRow();

    [GeneratedRegex(@"^## (\d+)\. (.+)$", RegexOptions.Multiline)]
    private static partial Regex Section();

    [GeneratedRegex(@"^\| (\d+) \| \[([^\]]+)\]", RegexOptions.Multiline)]
    private static partial Regex SectionRow();
}
