using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Analyzers.Tests.Correct;

/// <summary>Payments that are tracked, and their changes.</summary>
internal sealed class TrackedPayments2(GoodShop shop, ITransactionTracker tracker, ILogger<TrackedPayments2> logger)
{
    public async Task MismatchOfRowAsync(string id, StatusChange change)
    {
        if (change.Transaction.HasMismatch) await shop.AddToReviewAsync(id);
    }

    public async Task NoMismatchAsync(string id, StatusChange change)
    {
        if (change.Transaction.HasMismatch) return;
        if (change.Transaction is { Verdict: PaymentVerdict.Failure, Finality: Finality.Final }) await shop.CancelOrderAsync(id);
    }

    public async Task ShowRowAsync(StatusChange change)
    {
        Console.WriteLine($"{change.Transaction.Belief?.State} {change.Transaction.Finality}");
        await Task.CompletedTask;
    }

    public async Task PendingRowAsync(string id, StatusChange change)
    {
        if (change.Transaction is { Belief.State: PaymentState.Pending, Status: TrackingStatus.Active }) await shop.NotifyAsync(id);
    }

    public async Task PreviousAsync(StatusChange change)
    {
        if (change.PreviousState == PaymentState.Captured) logger.LogInformation("was captured");
        await Task.CompletedTask;
    }

    public async Task RedeliverParkedAsync()
    {
        var parked = await tracker.ListChangesAsync(new StatusChangeFilter { Status = DeliveryStatus.Parked });
        foreach (var one in parked.Items) await tracker.RedeliverAsync(one.Change.Id);
    }

    public async Task ListRowsAsync()
    {
        var rows = await tracker.ListAsync(new TrackedFilter { PageSize = 10 });
        foreach (var row in rows.Items.Where(row => row.Verdict == PaymentVerdict.Success)) await shop.ShipAsync(row.MerchantReference!);
    }

    public async Task FailedRowsAsync()
    {
        var rows = await tracker.ListAsync(new TrackedFilter { PageSize = 10 });
        Console.WriteLine(rows.Items.Count(row => row.Verdict == PaymentVerdict.Failure));
    }

    public async Task WakeTrackerAsync(StatusNotification notification)
    {
        if (await tracker.FindAsync("cards", notification.ToQuery()) is { } found) await tracker.CheckNowAsync(found.Id);
    }

    public async Task RecordNotificationAsync(StatusNotification notification)
    {
        logger.LogInformation("{Client} {Message}", notification.ClientName, notification.Message);
        await Task.CompletedTask;
    }

    public async Task QueueNotificationAsync(StatusNotification notification)
    {
        await shop.EnqueueAsync(notification);
    }

    public async Task AmountInNotificationAsync(StatusNotification notification)
    {
        if (notification.SignedAmount is { } signed) logger.LogInformation("{Amount}", signed);
        await Task.CompletedTask;
    }

    public async Task NotifyStaffAsync(string id, StatusNotification notification)
    {
        await shop.NotifyAsync(notification.MerchantReference ?? id);
    }
}
