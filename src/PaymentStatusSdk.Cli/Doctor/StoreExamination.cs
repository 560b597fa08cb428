using System.Data.Common;
using PaymentStatusSdk.Cli.Configuration;
using PaymentStatusSdk.Cli.Payments;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Cli.Doctor;

/// <summary>Examines the store: reachable, schema, and the work that waits.</summary>
internal sealed class StoreExamination(TrackerConnection store, MerchantStore settings, TimeProvider clock)
{
    private const string Subject = "store";

    private static readonly TimeSpan Late = TimeSpan.FromMinutes(5);

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var now = clock.GetUtcNow();
            var figures = await store.RunAsync(_ => store.Store.MeasureAsync(now, cancellationToken));
            return
            [
                new Finding(Subject, "schema", FindingLevel.Ok, "The store is reachable, and its schema has the version of this tool."),
                await ClockAsync(cancellationToken),
                .. await ConnectionAsync(cancellationToken),
                Parked(figures.Parked),
                Checks(figures, now),
            ];
        }
        catch (CliException exception)
        {
            return [new Finding(Subject, "schema", FindingLevel.Problem, exception.Message, exception.Advice)];
        }
    }

    private async Task<Finding> ClockAsync(CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow();
        var time = await store.RunAsync(_ => store.Store.GetTimeAsync(cancellationToken));
        return DoctorRules.DatabaseClock(Subject, before, clock.GetUtcNow(), time.Now);
    }

    private async Task<IReadOnlyList<Finding>> ConnectionAsync(CancellationToken cancellationToken)
    {
        try
        {
            return DoctorRules.Transactions(Subject, await StoreConnectionProbe.ReadAsync(settings, cancellationToken));
        }
        catch (DbException exception)
        {
            return [DoctorRules.Unreadable(Subject, exception)];
        }
    }

    /// <summary>Judges the number of parked changes.</summary>
    public static Finding Parked(long count) => count == 0
        ? new Finding(Subject, "deliveries", FindingLevel.Ok, "No change is parked.")
        : new Finding(
            Subject, "deliveries", FindingLevel.Problem, FormattableString.Invariant($"{count} changes are parked."),
            "Fix the handler of your host, and run redeliver for each of them.");

    /// <summary>Judges the check that is latest: one that waits, or one whose worker has held it beyond its lease.</summary>
    public static Finding Checks(TrackingFigures figures, DateTimeOffset now)
    {
        DateTimeOffset[] times = [figures.OldestDueAt ?? DateTimeOffset.MaxValue, .. figures.NextCheckAt.Values];
        var oldest = times.Min();
        return now - oldest <= Late
            ? new Finding(Subject, "checks", FindingLevel.Ok, "No check is more than five minutes late.")
            : new Finding(
                Subject, "checks", FindingLevel.Problem,
                FormattableString.Invariant($"The oldest check that is due is {(long)(now - oldest).TotalMinutes} minutes late."),
                "Check that a host with a worker runs, and that its gateways answer.");
    }
}
