using System.Globalization;
using Spectre.Console;

namespace PaymentStatusSdk.Samples.Quickstart;

/// <summary>Shows lookups as a table. Enum values are written as their names.</summary>
internal sealed class StatusTable
{
    private const int WidthInAFile = 180;

    private readonly Table _table = new Table()
        .AddColumns("Gateway", "Id", "Outcome", "State", "Finality", "Funds", "Gateway values", "Time")
        .Border(TableBorder.Rounded);

    /// <summary>Prepares output to a pipe or file, which has no width and no colors: each row must be one line of plain text.</summary>
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
            gateway, Markup.Escape(id), $"{result.Outcome}", Colored(result), $"{result.Finality}", $"{result.Funds}",
            Markup.Escape(GatewayValues(result)), time);
    }

    public void Show() => AnsiConsole.Write(_table);

    private static string GatewayValues(TransactionStatusResult result) =>
        string.Join(' ', new[] { result.Answer.State, result.Answer.Code, result.Answer.Message }.Where(part => part is not null));

    private static string Colored(TransactionStatusResult result) => (result.Verdict, result.Finality) switch
    {
        (PaymentVerdict.Success, _) => $"[green]{result.State}[/]",
        (PaymentVerdict.Failure, Finality.Final) => $"[red]{result.State}[/]",
        (PaymentVerdict.Returned, _) => $"[yellow]{result.State}[/]",
        _ => $"{result.State}",
    };
}
