using System.Globalization;
using PaymentStatusSdk.Cli.Output;
using Spectre.Console;

namespace PaymentStatusSdk.Cli.Queries;

/// <summary>Shows a result to a person: first what it means, then what it rests on.</summary>
internal static class PaymentScreen
{
    public static void Show(IAnsiConsole console, ExitCode code, PaymentData data)
    {
        var reference = data.MerchantReference ?? data.GatewayReference;
        console.Write(new Text(TerminalText.Clean($"{data.Client} {reference}: "), new Style(decoration: Decoration.Bold)));
        console.WriteLine(Headline(code), new Style(ColorOf(code)));
        var table = new Table { ShowHeaders = false, Border = TableBorder.None };
        table.AddColumns(new TableColumn("").NoWrap().PadLeft(2), new TableColumn(""));
        foreach (var (name, value) in Rows(data)) table.AddRow(new Text(name), new Text(TerminalText.Clean(value)));
        console.Write(table);
    }

    /// <summary>Returns one line about a result.</summary>
    public static string Line(ExitCode code, PaymentData data) => TerminalText.Clean(
        $"{data.ObservedAt.ToString("HH:mm:ss", CultureInfo.InvariantCulture)}  {StateOf(data)}, {data.Finality}: {Headline(code)}");

    /// <summary>Returns what a result means, in words for people.</summary>
    public static string Headline(ExitCode code) => code switch
    {
        ExitCode.Success => "paid",
        ExitCode.Failed => "not paid, and that is final",
        ExitCode.FailedForNow => "failed for now: it may still become a success",
        ExitCode.Returned => "paid, and the money was or is being returned",
        ExitCode.Undecided => "in progress",
        ExitCode.NotFound => "the gateway does not know the transaction",
        ExitCode.Ambiguous => "the gateway knows several transactions: use --by-gateway",
        ExitCode.Mismatch => "another transaction, amount or currency than expected",
        ExitCode.FundsOutstanding => "paid, but the money has not arrived",
        ExitCode.AmountUnchecked => "paid, but the amount was not compared: the gateway reports none",
        _ => "not known",
    };

    /// <summary>Returns the color of what a result means.</summary>
    public static Color ColorOf(ExitCode code) => code switch
    {
        ExitCode.Success => Color.Green,
        ExitCode.Failed or ExitCode.Mismatch => Color.Red,
        _ => Color.Yellow,
    };

    private static IEnumerable<(string Name, string Value)> Rows(PaymentData data)
    {
        yield return ("state", $"{StateOf(data)}, {data.Finality} ({KindOf(data)})");
        if (data.Reason is not (FailureReason.None or FailureReason.Unknown)) yield return ("reason", data.Reason.ToString());
        if (data.Funds is not (FundsState.NotReported or FundsState.Unknown)) yield return ("funds", data.Funds.ToString());
        if (data.Amount is not null) yield return ("amount", $"{data.Amount} ({AmountOf(data)})");
        if (data.RefundedAmount is not null) yield return ("refunded", data.RefundedAmount.ToString());
        if (data.MerchantReference is not null) yield return ("merchant", data.MerchantReference);
        if (data.GatewayReference is not null) yield return ("gateway", data.GatewayReference);
        yield return ("answer", $"{data.GatewayState ?? "-"} {data.GatewayCode ?? "-"} {data.GatewayMessage}".TrimEnd());
        foreach (var anomaly in data.Anomalies) yield return ("anomaly", anomaly);
        yield return ("observed", data.ObservedAt.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture));
    }

    private static string StateOf(PaymentData data) => data.Outcome == LookupOutcome.Answered ? $"{data.State}" : $"{data.Outcome}";

    private static string KindOf(PaymentData data) => data.Kind == TransactionKind.Unknown ? "kind not known" : $"{data.Kind}";

    private static string AmountOf(PaymentData data) => data switch
    {
        { AmountCheck: AmountCheck.Matched } => "as expected",
        { AmountCheck: AmountCheck.NotRequested } => "not compared: use --amount",
        { Outcome: LookupOutcome.Mismatch, Differs: true } => "differs from the expected amount",
        _ => "not compared",
    };
}
