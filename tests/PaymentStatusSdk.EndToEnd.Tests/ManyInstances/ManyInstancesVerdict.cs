using System.Globalization;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.EndToEnd.Tests.ManyInstances;

/// <summary>The assertions after every run.</summary>
internal static class ManyInstancesVerdict
{
    /// <returns>The figures of the deliveries.</returns>
    public static async Task<string> CheckAsync(ManyInstancesRun run, ITransactionTracker tracker, CancellationToken cancellationToken)
    {
        var rows = await CheckRowsAsync(run, tracker, cancellationToken);
        var lines = run.ReadLedgers();
        var ledger = lines.ToLookup(line => line.TransactionId);
        Assert.All(rows, row => CheckDeliveries(row, [.. ledger[row.Id]]));
        Assert.NotEmpty(run.StoppedInOrder);
        var events = await EventLogVerdict.CheckAsync(run, rows, tracker, cancellationToken);
        var changes = lines.Select(line => line.ChangeId).Distinct().Count();
        return string.Create(
            CultureInfo.InvariantCulture, $"{changes} changes, {lines.Count - changes} repetitions, {events} events without a violation");
    }

    /// <summary>Asserts that there is one row for each payment, with its state, and returns the rows.</summary>
    public static async Task<IReadOnlyList<TrackedTransaction>> CheckRowsAsync(
        ManyInstancesRun run, ITransactionTracker tracker, CancellationToken cancellationToken)
    {
        var rows = await AllAsync(tracker, cancellationToken);
        Assert.Equal(run.Payments.Select(payment => payment.MerchantReference).Order(), rows.Select(row => row.MerchantReference!).Order());
        var byOrder = rows.ToDictionary(row => row.MerchantReference!);
        Assert.All(run.Payments, payment =>
        {
            var row = byOrder[payment.MerchantReference];
            Assert.Equal((payment.Ending, false, TrackingStatus.Completed), (row.Belief?.State, row.Belief?.IsContested, row.Status));
        });
        var parked = await tracker.ListChangesAsync(new StatusChangeFilter { Status = DeliveryStatus.Parked }, cancellationToken);
        Assert.Empty(parked.Items);
        Assert.Equal(0, run.Shop.Desjardins.OverlapsSeen);
        return rows;
    }

    private static void CheckDeliveries(TrackedTransaction row, IReadOnlyList<LedgerLine> deliveries)
    {
        // Every change, and no other, came at least once.
        Assert.Equal(
            Enumerable.Range(1, (int)row.Sequence).Select(sequence => (long)sequence),
            deliveries.Select(line => line.Sequence).Distinct().Order());
        // A repetition is one of the same change.
        Assert.True(row.Sequence == deliveries.Select(line => line.ChangeId).Distinct().Count(),
            $"{row}, deliveries: {string.Join('\n', deliveries)}");
        var last = deliveries.First(line => line.Sequence == row.Sequence);
        Assert.Equal((row.Belief!.State.ToString(), row.Status.ToString()), (last.State, last.Status));
    }

    public static async Task<IReadOnlyList<TrackedTransaction>> AllAsync(ITransactionTracker tracker, CancellationToken cancellationToken)
    {
        var rows = new List<TrackedTransaction>();
        for (long? after = null; ;)
        {
            var page = await tracker.ListAsync(new TrackedFilter { PageSize = 1_000, After = after }, cancellationToken);
            rows.AddRange(page.Items);
            if (page.Next is null) return rows;
            after = page.Next;
        }
    }
}
