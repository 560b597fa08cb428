using System.Globalization;
using PaymentStatusSdk.Cli.Output;
using Spectre.Console;

namespace PaymentStatusSdk.Cli.Doctor;

/// <summary>Shows the findings and the inferred facts to a person.</summary>
internal static class DoctorScreen
{
    /// <summary>Shows the data of <c>doctor</c>.</summary>
    /// <param name="console">The screen.</param>
    /// <param name="data">The data.</param>
    /// <param name="showsAll">Whether undecided facts are shown as well.</param>
    public static void Show(IAnsiConsole console, DoctorData data, bool showsAll)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("", "subject", "check", "finding");
        foreach (var one in data.Findings)
        {
            var text = one.Level == FindingLevel.Ok || one.Advice is null ? one.Text : $"{one.Text} {one.Advice}";
            table.AddRow(
                new Text(Mark(one.Level), new Style(ColorOf(one.Level))), new Text(TerminalText.Clean(one.Subject)),
                new Text(TerminalText.Clean(one.Check)), new Text(TerminalText.Clean(text)));
        }

        console.Write(table);
        foreach (var client in data.Facts.GroupBy(fact => fact.Client))
        {
            var counts = string.Join(", ", Enum.GetValues<FactVerdict>().Select(
                verdict => $"{client.Count(fact => fact.Verdict == verdict).ToString(CultureInfo.InvariantCulture)} {verdict}"));
            console.WriteLine(TerminalText.Clean($"{client.Key}: inferred wire facts: {counts}"));
            foreach (var fact in client.Where(fact => showsAll || fact.Verdict != FactVerdict.Undecided))
                console.WriteLine(TerminalText.Clean($"  {fact.Verdict}: {fact.Section}: {fact.Text}"));
        }
    }

    private static string Mark(FindingLevel level) => level switch
    {
        FindingLevel.Ok => "ok",
        FindingLevel.Warning => "warning",
        FindingLevel.Problem => "PROBLEM",
        _ => "undecided",
    };

    /// <summary>Returns the color of a level.</summary>
    public static Color ColorOf(FindingLevel level) => level switch
    {
        FindingLevel.Ok => Color.Green,
        FindingLevel.Problem => Color.Red,
        _ => Color.Yellow,
    };
}
