using System.CommandLine;
using PaymentStatusSdk.Cli.Output;
using PaymentStatusSdk.Tracking;
using Spectre.Console;

namespace PaymentStatusSdk.Cli.Payments;

/// <summary><c>paymentstatus check</c>, <c>stop</c>, <c>resolve</c> and <c>redeliver</c>: what an operator does with one payment.</summary>
internal static class OperationCommands
{
    private static readonly Argument<Guid> Change = new("change") { Description = "The id of a parked change: see history" };

    private const string CheckIsDue = "The check is due now: a worker of your host makes it. See the result with history.";

    private static readonly Option<string> Reason = new("--reason")
    {
        Description = "Why the payment needs no more work: up to 500 characters, without secrets and card numbers",
        Required = true,
    };

    private static readonly Option<string> By = new("--by") { Description = "The name of the person who resolved it", Required = true };

    public static Command CreateCheck(CliHost host) => OnPayment(
        host,
        "Have your host check a payment at its gateway as soon as possible. A completed or expired payment is tracked again, with the "
        + "default schedule of the tool unless it was tracked with one of its own",
        new PaymentOperation(
            "check", (_, tracker, id, cancellationToken) => tracker.CheckNowAsync(id, cancellationToken), TextOfCheck,
            "It was stopped, or is a duplicate of another payment", "Track it again in your host, or use the payment that it duplicates."));

    public static Command CreateStop(CliHost host) => OnPayment(
        host, "Stop the tracking of a payment; its changes are still delivered",
        new PaymentOperation(
            "stop", (_, tracker, id, cancellationToken) => tracker.StopAsync(id, cancellationToken),
            _ => "The payment is no longer tracked.", "It is no longer tracked", "There is nothing to do."));

    public static Command CreateResolve(CliHost host)
    {
        var command = OnPayment(
            host, "Record that a person resolved a payment by hand, and stop tracking it; the verdict stays as it is",
            new PaymentOperation(
                "resolve", ResolveAsync, _ => "The resolution is recorded, and the payment is no longer tracked.",
                "It is resolved already, is a duplicate of another payment, or is completed without a contradiction",
                "See the payment with history."));
        command.Options.Add(Reason);
        command.Options.Add(By);
        return command;
    }

    public static Command CreateRedeliver(CliHost host)
    {
        var command = new Command("redeliver", "Deliver a parked change to the handlers of your host again") { Change };
        StoreOptions.AddTo(command);
        command.SetStoreAction(host, RedeliverAsync);
        return command;
    }

    /// <summary>Returns the effect of a check on a payment as it was before.</summary>
    public static string TextOfCheck(TrackedTransaction payment) => payment.Status == TrackingStatus.Active ? CheckIsDue
        : payment.Policy.Schedule is not null ? $"{CheckIsDue} The payment is tracked again, with its own schedule."
        : $"{CheckIsDue} The payment is tracked again, with the default schedule of the tool: options of your host do not apply.";

    /// <summary>Whether a store has a change. No call finds one by its id, and only a wrong command reads all of them.</summary>
    /// <param name="list">Lists changes of the store.</param>
    /// <param name="id">The id of the change.</param>
    public static async Task<bool> ExistsAsync(Func<StatusChangeFilter, Task<StatusChangePage>> list, Guid id)
    {
        var filter = new StatusChangeFilter { PageSize = 1000 };
        while (true)
        {
            var page = await list(filter);
            if (page.Items.Any(one => one.Change.Id == id)) return true;
            if (page.Next is not { } next) return false;
            filter = filter with { After = next };
        }
    }

    /// <summary>Shows the effect of an operation.</summary>
    public static ExitCode Show(CliOutput output, OperationData data) => output.Result(
        ExitCode.Success, data, CliJson.Default.OperationData, console => console.WriteLine(data.Text));

    private static async Task<ExitCode> RedeliverAsync(
        ParseResult parsed, TrackerConnection store, CliOutput output, CancellationToken cancellationToken)
    {
        var id = parsed.GetRequiredValue(Change);
        if (await store.RunAsync(tracker => tracker.RedeliverAsync(id, cancellationToken)))
            return Show(output, new OperationData { ChangeId = id, Text = "The delivery is due now: a worker of your host makes it." });
        throw await ExistsAsync(filter => store.RunAsync(tracker => tracker.ListChangesAsync(filter, cancellationToken)), id)
            ? new CliException(
                ExitCode.Refused, $"The change {id} is not parked.",
                "See its delivery with history: only a parked change is delivered again.")
            : new CliException(
                ExitCode.NoSuchRecord, $"The store has no change {id}.", "See the ids of the changes of a payment with history.");
    }

    private static async Task<bool> ResolveAsync(
        ParseResult parsed, ITransactionTracker tracker, long id, CancellationToken cancellationToken)
    {
        try
        {
            return await tracker.ResolveAsync(
                id, parsed.GetRequiredValue(Reason), parsed.GetRequiredValue(By), cancellationToken: cancellationToken);
        }
        catch (ArgumentException exception)
        {
            throw new CliException(ExitCode.UsageError, exception.Message, "Correct --reason or --by.");
        }
    }

    private static Command OnPayment(CliHost host, string description, PaymentOperation operation)
    {
        var command = new Command(operation.Name, description);
        StoreOptions.AddPaymentTo(command);
        command.SetStoreAction(host, operation.RunAsync);
        return command;
    }
}
