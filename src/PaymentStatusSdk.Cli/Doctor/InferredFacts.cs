using System.Text.RegularExpressions;
using PaymentStatusSdk.Cli.Configuration;

namespace PaymentStatusSdk.Cli.Doctor;

/// <summary>Reads the inferred facts from the pages that the adapters' packages contain.</summary>
internal static partial class InferredFacts
{
    /// <summary>Returns the inferred facts of an adapter's <c>PROTOCOL.md</c>.</summary>
    public static IReadOnlyList<(string Section, string Text)> Of(GatewayProvider provider)
    {
        using var stream = typeof(InferredFacts).Assembly.GetManifestResourceStream($"PROTOCOL.{provider}.md")!;
        using var reader = new StreamReader(stream);
        return Read(reader.ReadToEnd());
    }

    /// <summary>
    /// Returns the rows whose last column marks them as inferred, the rows of the tables that a sentence marks as inferred as a whole, and
    /// the sentences that mark themselves.
    /// </summary>
    public static IReadOnlyList<(string Section, string Text)> Read(string page)
    {
        var facts = new List<(string Section, string Text)>();
        var (section, isWhole) = ("", false);
        foreach (var block in BlocksOf(page))
        {
            if (block[0].StartsWith('#'))
            {
                (section, isWhole) = (block[0].TrimStart('#').Trim(), false);
            }
            else if (block[0].StartsWith('|'))
            {
                facts.AddRange(RowsOf(block, isWhole).Select(row => (section, row)));
                isWhole = false;
            }
            else if (string.Join(' ', block) is var text && !text.Contains("**inferred**", StringComparison.OrdinalIgnoreCase))
            {
                if (WholeTable().IsMatch(text)) isWhole = true;
                else facts.AddRange(SentencesOf(text).Select(sentence => (section, sentence)));
            }
        }

        return facts;
    }

    // A heading, a table, a paragraph, or an item of a list.
    private static IEnumerable<List<string>> BlocksOf(string page)
    {
        var block = new List<string>();
        foreach (var line in page.ReplaceLineEndings("\n").Split('\n').Append(""))
        {
            var isItem = line is ['-', ' ', ..];
            var begins = line.Length == 0 || isItem || line.StartsWith('#')
                || (block.Count > 0 && (block[0].StartsWith('#') || line.StartsWith('|') != block[0].StartsWith('|')));
            if (begins && block.Count > 0)
            {
                yield return block;
                block = [];
            }

            if (line.Length > 0) block.Add(isItem ? line[2..] : line.Trim());
        }
    }

    private static IEnumerable<string> RowsOf(List<string> table, bool isWhole)
    {
        var rows = table.Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries)).ToList();
        var hasHead = rows.Count > 1 && rows[1].All(cell => cell.Trim('-', ':').Length == 0);
        var isList = !hasHead || rows[0][0] is "Fact" or "Choice" or "Field";
        foreach (var cells in hasHead ? rows.Skip(2) : rows)
        {
            var isMarked = cells.Length > 1 && cells[^1].Contains("inferred", StringComparison.Ordinal);
            var isSourced = Sourced().IsMatch(cells[^1]);
            if (isMarked || (isWhole && !isSourced)) yield return isList ? cells[0] : Meaning(cells, isMarked);
        }
    }

    private static string Meaning(string[] cells, bool isMarked) =>
        string.Join(": ", (isMarked ? cells[..2] : cells).Where(cell => cell.Length > 0 && !RowNumber().IsMatch(cell)));

    private static IEnumerable<string> SentencesOf(string text) => Sentences().Split(text)
        .Where(sentence => sentence.Contains("inferred", StringComparison.OrdinalIgnoreCase))
        // "Inferred." alone refers to what is before it.
        .Select(sentence => sentence.Length < 20 || sentence.StartsWith("Inferred", StringComparison.Ordinal) ? text : sentence)
        .Distinct();

    [GeneratedRegex(@"\b(?:all rows are|entire request is|the table is) inferred\b", RegexOptions.IgnoreCase)]
    private static partial Regex WholeTable();

    [GeneratedRegex(@"(?<=[.)])\s+(?=[A-Z`])")]
    private static partial Regex Sentences();

    [GeneratedRegex("documented|observed|sample")]
    private static partial Regex Sourced();

    [GeneratedRegex("^[0-9]+-?$")]
    private static partial Regex RowNumber();
}
