using System.CommandLine;
using PaymentStatusSdk.Tracking;
using static System.FormattableString;

namespace PaymentStatusSdk.Cli.Payments;

/// <summary>Finds the one payment that a command line selects.</summary>
internal static class PaymentFinder
{
    /// <exception cref="CliException">No payment, or more than one, is selected.</exception>
    public static async Task<TrackedTransaction> FindAsync(
        ParseResult parsed, TrackerConnection store, CancellationToken cancellationToken)
    {
        var (reference, id) = (parsed.GetValue(StoreOptions.Reference), parsed.GetValue(StoreOptions.Id));
        var client = parsed.GetValue(StoreOptions.Client);
        if (string.IsNullOrEmpty(reference) && id is null)
            throw new CliException(ExitCode.UsageError, "The payment is not named.", "Name its reference, or its number with --id.");
        if (!string.IsNullOrEmpty(reference) && id is not null)
            throw new CliException(ExitCode.UsageError, "The payment is named twice.", "Name either its reference or --id.");
        if (id is { } number)
        {
            var found = await store.RunAsync(tracker => tracker.GetAsync(number, cancellationToken));
            return found is not null && (client is null || string.Equals(client, found.ClientName, StringComparison.OrdinalIgnoreCase))
                ? found
                : throw new CliException(
                    ExitCode.NoSuchRecord,
                    Invariant($"The store has no payment {number}") + (client is null ? "." : $" of the client '{client}'."),
                    "List the payments with the command list.");
        }

        var filter = new TrackedFilter { TransactionId = reference, ClientName = client };
        var page = await store.RunAsync(tracker => tracker.ListAsync(filter, cancellationToken));
        return Choose(page.Items, reference!);
    }

    /// <summary>Returns the only payment that is no duplicate of another one.</summary>
    public static TrackedTransaction Choose(IReadOnlyList<TrackedTransaction> found, string reference)
    {
        var own = found.Where(payment => payment.Status != TrackingStatus.Duplicate).ToArray();
        if (own.Length == 0) own = [.. found];
        return own switch
        {
            [var one] => one,
            [] => throw new CliException(
                ExitCode.NoSuchRecord, $"The store has no payment with the reference '{reference}'.",
                "Check the reference (capitals count) and --client. The store deletes completed payments after their retention."),
            _ => throw new CliException(
                ExitCode.UsageError,
                "The store has several payments with this reference: "
                + string.Join(", ", own.Select(payment => Invariant($"{payment.Id} ({payment.ClientName})"))) + ".",
                "Name one of them with --id."),
        };
    }
}
