using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Analyzers.Tests.Correct;

/// <summary>Payments that are tracked, and their changes.</summary>
internal sealed class TrackedPayments1(GoodShop shop, ITransactionTracker tracker, ILogger<TrackedPayments1> logger)
{
    public async Task TrackAsync(string id, Money amount)
    {
        await tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference(id) with { ExpectedAmount = amount });
    }

    public async Task TrackKnownQueryAsync(TransactionQuery query)
    {
        await tracker.TrackAsync("cards", query);
    }

    public async Task TrackAndShowAsync(TransactionQuery query)
    {
        Console.WriteLine(await tracker.TrackAsync("cards", query));
    }

    public async Task TrackWithPolicyAsync(TransactionQuery query)
    {
        await tracker.TrackAsync("cards", query, new TrackingPolicy());
    }

    public async Task TrackTwoAsync(TransactionQuery query)
    {
        await Task.WhenAll(tracker.TrackAsync("cards", query), tracker.TrackAsync("ppro", query));
    }

    public async Task TrackLaterAsync(string id, TransactionQuery query)
    {
        var task = tracker.TrackAsync("cards", query);
        await shop.NotifyAsync(id);
        await task;
    }

    public async Task FindAsync(string id)
    {
        if (await tracker.FindAsync("cards", TransactionQuery.ByMerchantReference(id)) is { Verdict: PaymentVerdict.Success })
            await shop.ShipAsync(id);
    }

    public async Task CheckAsync(TransactionQuery query)
    {
        if (await tracker.FindAsync("cards", query) is { } found) await tracker.CheckNowAsync(found.Id);
    }

    public async Task StopAsync(TransactionQuery query)
    {
        if (await tracker.FindAsync("cards", query) is { } found) await tracker.StopAsync(found.Id);
    }

    public async Task ShipChangeAsync(string id, StatusChange change)
    {
        if (change.Transaction.Verdict == PaymentVerdict.Success) await shop.ShipAsync(id);
    }

    public async Task CancelChangeAsync(string id, StatusChange change)
    {
        if (change.Transaction is { Verdict: PaymentVerdict.Failure, Finality: Finality.Final }) await shop.CancelOrderAsync(id);
    }

    public async Task OverturnedAsync(string id, StatusChange change)
    {
        if (change.Kind == StatusChangeKind.Overturned) await shop.AddToReviewAsync(id);
    }

    public async Task KindsOfChangeAsync(string id, StatusChange change)
    {
        switch (change.Kind)
        {
            case StatusChangeKind.Changed or StatusChangeKind.Overturned:
                if (change.Transaction.Verdict == PaymentVerdict.Success) await shop.ShipAsync(id);
                break;
            case StatusChangeKind.Mismatch or StatusChangeKind.Ambiguous:
                await shop.AddToReviewAsync(id);
                break;
            case StatusChangeKind.NotFound:
                logger.LogInformation("not known");
                break;
        }
    }

    public async Task DeadlineAsync(string id, StatusChange change)
    {
        if (change.Kind == StatusChangeKind.DeadlinePassed) await shop.AddToReviewAsync(id);
    }
}
