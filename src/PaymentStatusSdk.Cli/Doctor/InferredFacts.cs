using PaymentStatusSdk.Cli.Configuration;

namespace PaymentStatusSdk.Cli.Doctor;

/// <summary>Reads the inferred facts from the pages that the adapters' packages contain.</summary>
internal static class InferredFacts
{
    /// <summary>Returns the rows of an adapter's <c>PROTOCOL.md</c> whose last column marks them as inferred.</summary>
    public static IReadOnlyList<(string Section, string Text)> Of(GatewayProvider provider)
    {
        using var stream = typeof(InferredFacts).Assembly.GetManifestResourceStream($"PROTOCOL.{provider}.md")!;
        using var reader = new StreamReader(stream);
        return Read(reader.ReadToEnd());
    }

    /// <summary>Returns the inferred rows of a page.</summary>
    public static IReadOnlyList<(string Section, string Text)> Read(string page)
    {
        var facts = new List<(string Section, string Text)>();
        var section = "";
        foreach (var line in page.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.StartsWith('#')) section = line.TrimStart('#').Trim();
            if (!line.StartsWith('|')) continue;
            var cells = line.Trim().Trim('|').Split('|', StringSplitOptions.TrimEntries);
            if (cells.Length > 1 && cells[^1].Contains("inferred", StringComparison.Ordinal)) facts.Add((section, cells[0]));
        }

        return facts;
    }
}
