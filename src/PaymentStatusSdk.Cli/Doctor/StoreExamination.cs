using PaymentStatusSdk.Cli.Payments;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Cli.Doctor;

/// <summary>Examines the store: reachable, schema, and the work that waits.</summary>
internal sealed class StoreExamination(TrackerConnection store, TimeProvider clock)
{
    private const string Subject = "store";

    private static readonly TimeSpan Late = TimeSpan.FromMinutes(5);

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var parked = await store.RunAsync(tracker => tracker.ListChangesAsync(
                new StatusChangeFilter { Status = DeliveryStatus.Parked, PageSize = 1000 }, cancellationToken));
            var active = await store.RunAsync(tracker => tracker.ListAsync(
                new TrackedFilter { Status = TrackingStatus.Active, PageSize = 1000 }, cancellationToken));
            var overdue = active.Items.Count(payment => payment.NextCheckAt < clock.GetUtcNow() - Late);
            return
            [
                new Finding(Subject, "schema", FindingLevel.Ok, "The store is reachable, and its schema has the version of this tool."),
                Parked(parked.Items.Count),
                Overdue(overdue),
            ];
        }
        catch (CliException exception)
        {
            return [new Finding(Subject, "schema", FindingLevel.Problem, exception.Message, exception.Advice)];
        }
    }

    public static Finding Parked(int count) => count == 0
        ? new Finding(Subject, "deliveries", FindingLevel.Ok, "No change is parked.")
        : new Finding(
            Subject, "deliveries", FindingLevel.Problem, FormattableString.Invariant($"{count} changes are parked (of the newest 1,000)."),
            "Fix the handler of your host, and run redeliver for each of them.");

    public static Finding Overdue(int count) => count == 0
        ? new Finding(Subject, "checks", FindingLevel.Ok, "No check is more than five minutes late.")
        : new Finding(
            Subject, "checks", FindingLevel.Problem,
            FormattableString.Invariant($"{count} checks are more than five minutes late (of the newest 1,000 payments)."),
            "Check that a host with a worker runs, and that its gateways answer.");
}
