using System.CommandLine;
using System.Globalization;
using PaymentStatusSdk.Cli.Output;
using PaymentStatusSdk.Tracking;
using Spectre.Console;

namespace PaymentStatusSdk.Cli.Payments;

/// <summary><c>paymentstatus check</c>, <c>stop</c> and <c>redeliver</c>: what an operator does with one payment.</summary>
internal static class OperationCommands
{
    private static readonly Argument<Guid> Change = new("change") { Description = "The id of a parked change: see history" };

    public static Command CreateCheck(CliHost host) => OnPayment(
        host, "check", "Have your host check a payment at its gateway as soon as possible",
        (tracker, id, cancellationToken) => tracker.CheckNowAsync(id, cancellationToken),
        "The check is due now: a worker of your host makes it. See the result with history.",
        "It was stopped, or is a duplicate of another payment", "Track it again in your host, or use the payment that it duplicates.");

    public static Command CreateStop(CliHost host) => OnPayment(
        host, "stop", "Stop the tracking of a payment; its changes are still delivered",
        (tracker, id, cancellationToken) => tracker.StopAsync(id, cancellationToken),
        "The payment is no longer tracked.",
        "It is no longer tracked", "There is nothing to do.");

    public static Command CreateRedeliver(CliHost host)
    {
        var command = new Command("redeliver", "Deliver a parked change to the handlers of your host again") { Change };
        StoreOptions.AddTo(command);
        command.SetStoreAction(host, async (parsed, store, output, cancellationToken) =>
        {
            var id = parsed.GetRequiredValue(Change);
            if (!await store.RunAsync(tracker => tracker.RedeliverAsync(id, cancellationToken)))
            {
                throw new CliException(
                    ExitCode.Refused, $"The store has no parked change {id}.",
                    "See the changes of a payment with history: only a parked one is delivered again.");
            }

            return Show(output, new OperationData { ChangeId = id, Text = "The delivery is due now: a worker of your host makes it." });
        });
        return command;
    }

    private static Command OnPayment(
        CliHost host, string name, string description, Func<ITransactionTracker, long, CancellationToken, Task<bool>> run, string done,
        string refusal, string advice)
    {
        var command = new Command(name, description);
        StoreOptions.AddPaymentTo(command);
        command.SetStoreAction(host, async (parsed, store, output, cancellationToken) =>
        {
            var payment = await PaymentFinder.FindAsync(parsed, store, cancellationToken);
            if (!await store.RunAsync(tracker => run(tracker, payment.Id, cancellationToken)))
            {
                var number = payment.Id.ToString(CultureInfo.InvariantCulture);
                throw new CliException(ExitCode.Refused, $"Payment {number} cannot be used for {name}: {refusal}.", advice);
            }

            return Show(output, new OperationData { PaymentId = payment.Id, Text = done });
        });
        return command;
    }

    private static ExitCode Show(CliOutput output, OperationData data) => output.Result(
        ExitCode.Success, data, CliJson.Default.OperationData, console => console.WriteLine(data.Text));
}
