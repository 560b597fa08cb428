using System.Globalization;
using Spectre.Console;

namespace PaymentStatusSdk.Samples.Quickstart;

/// <summary>Answers as a table, words as the enums spell them.</summary>
internal sealed class StatusTable
{
    private const int WidthInAFile = 180;

    private readonly Table _table = new Table()
        .AddColumns("Gateway", "Id", "Outcome", "State", "Finality", "Funds", "The gateway said", "Time")
        .Border(TableBorder.Rounded);

    /// <summary>A pipe or file has no width of its own and no colors: rows there must be whole lines of plain text.</summary>
    public static void MakeRoom()
    {
        if (!Console.IsOutputRedirected) return;
        AnsiConsole.Profile.Width = WidthInAFile;
        AnsiConsole.Profile.Capabilities.Ansi = false;
    }

    public void Add(string gateway, TransactionStatusLookup lookup)
    {
        var id = lookup.Query.GatewayReference ?? lookup.Query.MerchantReference ?? "";
        if (lookup.Result is not { } result)
        {
            _table.AddRow(gateway, Markup.Escape(id), "-", "-", "-", "-", Markup.Escape(lookup.Exception?.Message ?? ""), "-");
            return;
        }

        var time = string.Create(CultureInfo.InvariantCulture, $"{(result.ObservedAt - result.AskedAt).TotalMilliseconds:F1} ms");
        _table.AddRow(
            gateway, Markup.Escape(id), $"{result.Outcome}", Colored(result), $"{result.Finality}", $"{result.Funds}", Markup.Escape(Said(result)), time);
    }

    public void Show() => AnsiConsole.Write(_table);

    private static string Said(TransactionStatusResult result) =>
        string.Join(' ', new[] { result.Answer.State, result.Answer.Code, result.Answer.Message }.Where(part => part is not null));

    private static string Colored(TransactionStatusResult result) => (result.Verdict, result.Finality) switch
    {
        (PaymentVerdict.Success, _) => $"[green]{result.State}[/]",
        (PaymentVerdict.Failure, Finality.Final) => $"[red]{result.State}[/]",
        (PaymentVerdict.Returned, _) => $"[yellow]{result.State}[/]",
        _ => $"{result.State}",
    };
}
