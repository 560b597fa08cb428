using System.Globalization;
using PaymentStatusSdk.Cli.Output;
using Spectre.Console;

namespace PaymentStatusSdk.Cli.Payments;

/// <summary>Shows payments and changes to a person.</summary>
internal static class PaymentTables
{
    public static void Show(IAnsiConsole console, TrackedListData data)
    {
        if (data.Payments.Count == 0)
        {
            console.WriteLine("No payment matches.");
            return;
        }

        var table = TableOf("id", "client", "merchant reference", "gateway reference", "tracking", "state", "verdict", "next check");
        foreach (var payment in data.Payments)
        {
            AddRow(
                table, Number(payment.Id), payment.Client, payment.MerchantReference, payment.GatewayReference, $"{payment.Status}",
                StateOf(payment), $"{payment.Verdict}", Time(payment.NextCheckAt));
        }

        console.Write(table);
        if (data.Next is { } next) console.WriteLine($"More: add --after {Number(next)}");
    }

    public static void Show(IAnsiConsole console, HistoryData data)
    {
        var payment = data.Payment;
        Show(console, new TrackedListData { Payments = [payment] });
        console.WriteLine(TerminalText.Clean(
            $"tracked {Time(payment.TrackedAt)}, {Number(payment.CheckCount)} checks, last {Time(payment.LastCheckedAt)} "
            + $"({payment.LastFailure?.ToString() ?? payment.LastOutcome.ToString()}), deadline {Time(payment.DeadlineAt)}"));
        if (data.Changes.Count == 0) return;
        var table = TableOf("", "at", "change", "state", "verdict", "delivery", "tries", "last error", "change id");
        foreach (var change in data.Changes)
        {
            AddRow(
                table, Number(change.Sequence), Time(change.At), $"{change.Kind}", $"{change.State}, {change.Finality}",
                $"{change.Verdict}", $"{change.Delivery}", Number(change.Tries), change.LastError, $"{change.Id}");
        }

        console.Write(table);
    }

    private static Table TableOf(params string[] names)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var name in names) table.AddColumn(new TableColumn(new Text(name)));
        return table;
    }

    private static void AddRow(Table table, params string?[] values) =>
        table.AddRow(values.Select(value => new Text(TerminalText.Clean(value ?? "-"))));

    private static string StateOf(TrackedData payment) =>
        payment.Mismatch ? "mismatch" : payment.Contested ? $"{payment.State}, contested" : $"{payment.State}, {payment.Finality}";

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset? time) =>
        time?.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "-";
}
