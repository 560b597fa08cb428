using System.CommandLine;
using System.Globalization;
using PaymentStatusSdk.Cli.Output;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Cli.Payments;

/// <summary>An operation on the one payment that a command line selects.</summary>
/// <param name="Name">The name of the command.</param>
/// <param name="Run">Runs the operation; returns false when the payment does not allow it.</param>
/// <param name="Done">Returns the effect on a payment as it was before.</param>
/// <param name="Refusal">The reason for a refusal.</param>
/// <param name="Advice">The next step after a refusal.</param>
internal sealed record PaymentOperation(
    string Name, Func<ParseResult, ITransactionTracker, long, CancellationToken, Task<bool>> Run, Func<TrackedTransaction, string> Done,
    string Refusal, string Advice)
{
    /// <exception cref="CliException">The payment is not found, or does not allow the operation.</exception>
    public async Task<ExitCode> RunAsync(
        ParseResult parsed, TrackerConnection store, CliOutput output, CancellationToken cancellationToken)
    {
        var payment = await PaymentFinder.FindAsync(parsed, store, cancellationToken);
        if (!await store.RunAsync(tracker => Run(parsed, tracker, payment.Id, cancellationToken)))
        {
            var number = payment.Id.ToString(CultureInfo.InvariantCulture);
            throw new CliException(ExitCode.Refused, $"Payment {number} cannot be used for {Name}: {Refusal}.", Advice);
        }

        return OperationCommands.Show(output, new OperationData { PaymentId = payment.Id, Text = Done(payment) });
    }
}
