using System.CommandLine;
using PaymentStatusSdk.Cli.Output;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Cli.Payments;

/// <summary><c>paymentstatus history</c>: a payment with its changes and their delivery.</summary>
internal static class HistoryCommand
{
    private const int MaxChanges = 1000;

    public static Command Create(CliHost host)
    {
        var command = new Command("history", "Show a payment of the store with its changes and their delivery");
        StoreOptions.AddPaymentTo(command);
        command.SetStoreAction(host, RunAsync);
        return command;
    }

    /// <summary>Returns the filter of the newest changes of a payment.</summary>
    public static StatusChangeFilter FilterOf(long id) => new() { TransactionId = id, PageSize = MaxChanges };

    private static async Task<ExitCode> RunAsync(
        ParseResult parsed, TrackerConnection store, CliOutput output, CancellationToken cancellationToken)
    {
        var payment = await PaymentFinder.FindAsync(parsed, store, cancellationToken);
        var changes = await store.RunAsync(tracker => tracker.ListChangesAsync(FilterOf(payment.Id), cancellationToken));
        var data = new HistoryData
        {
            Payment = TrackedData.Of(payment, output.Redactor),
            Changes = [.. changes.Items.Reverse().Select(change => ChangeData.Of(change, output.Redactor))],
        };
        return output.Result(ExitCode.Success, data, CliJson.Default.HistoryData, console => PaymentTables.Show(console, data));
    }
}
