using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using PaymentStatusSdk.Cli.Output;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Cli.Payments;

/// <summary><c>paymentstatus list</c>: the payments of the store, newest first.</summary>
internal static class ListCommand
{
    private const int MaxLimit = 1000;

    private static readonly Option<string?> Reference = new("--reference") { Description = "Only payments with this reference" };

    private static readonly Option<TrackingStatus?> Status = new("--status")
    {
        Description = "Only payments whose tracking is Active, Completed, Expired, Stopped or Duplicate",
    };

    private static readonly Option<PaymentState?> State = new("--state")
    {
        Description = "Only payments in this believed state, such as Pending or Captured; Unknown includes payments without an answer",
    };

    private static readonly Option<int> Limit = LimitOption();

    private static readonly Option<long?> After = new("--after") { Description = "Continue after the page that ended with this number" };

    public static Command Create(CliHost host)
    {
        var command = new Command("list", "List the payments that your host tracks, newest first")
        {
            StoreOptions.Client, Reference, Status, State, Limit, After,
        };
        StoreOptions.AddTo(command);
        command.SetStoreAction(host, RunAsync);
        return command;
    }

    private static Option<int> LimitOption()
    {
        var option = new Option<int>("--limit")
        {
            Description = "The largest number of payments, up to 1000",
            DefaultValueFactory = _ => 50,
        };
        option.Validators.Add(Validate);
        return option;
    }

    // A text that is no number has an error of its own.
    private static void Validate(OptionResult result)
    {
        if (result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out var limit)
            && limit is < 1 or > MaxLimit)
        {
            result.AddError("--limit requires a number from 1 to 1000.");
        }
    }

    private static async Task<ExitCode> RunAsync(
        ParseResult parsed, TrackerConnection store, CliOutput output, CancellationToken cancellationToken)
    {
        var filter = new TrackedFilter
        {
            ClientName = parsed.GetValue(StoreOptions.Client),
            TransactionId = parsed.GetValue(Reference),
            Status = parsed.GetValue(Status),
            State = parsed.GetValue(State),
            PageSize = parsed.GetValue(Limit),
            After = parsed.GetValue(After),
        };
        var page = await store.RunAsync(tracker => tracker.ListAsync(filter, cancellationToken));
        var data = new TrackedListData
        {
            Payments = [.. page.Items.Select(payment => TrackedData.Of(payment, output.Redactor))],
            Next = page.Next,
        };
        return output.Result(ExitCode.Success, data, CliJson.Default.TrackedListData, console => PaymentTables.Show(console, data));
    }
}
