using PaymentStatusSdk.Tracking.Tests.Staging;
using static PaymentStatusSdk.Tracking.Tests.Staging.Stage;

namespace PaymentStatusSdk.Tracking.Tests.Work;

/// <summary>Any number of notifications causes a limited number of checks.</summary>
public sealed class NotificationTests : IAsyncDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Stage _stage = new();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task Notification_flood_at_two_instances_causes_a_check_every_few_seconds_and_loses_none()
    {
        _stage.Client.Answer("O1", PaymentState.Pending);
        var worker = await _stage.StartAsync();
        var web = await _stage.StartAsync(options => options.RunWorker = false);
        await worker.Tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference("O1"), new TrackingPolicy { Schedule = Rare() }, Ct);
        await _stage.AdvanceUntilAsync(() => _stage.Client.Queries.Count == 1);
        var start = _stage.Now;

        for (var i = 0; i < 300; i++)
        {
            await (i % 2 == 0 ? worker : web).NotifyAsync("cards", null, "O1", isSigned: i % 3 != 0);
            if (i % 5 == 4) await _stage.AdvanceAsync(TimeSpan.Zero);
        }

        // The times of the checks, each up to one poll late.
        var lasted = _stage.Now - start;
        Assert.True(lasted >= 60 * Second);
        Assert.InRange(_stage.Client.Queries.Count - 1, 9, (lasted / (5 * Second)) + 1);

        _stage.Client.Answer("O1", PaymentState.Captured);
        await web.NotifyAsync("cards", null, "O1", isSigned: false);
        var notifiedAt = _stage.Now;
        await _stage.AdvanceUntilAsync(() => _stage.Shop.Handled.Any(change => change.Transaction.Verdict == PaymentVerdict.Success));
        Assert.True(_stage.Now - notifiedAt <= 7 * Second);
    }

    [Fact]
    public async Task Unsigned_reference_does_not_reopen_a_completed_transaction()
    {
        _stage.Client.Answer("O1", PaymentState.Captured, PaymentState.Refunded);
        var worker = await _stage.StartAsync();
        var row = await worker.Tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference("O1"), null, Ct);
        await _stage.AdvanceUntilAsync(() => _stage.Shop.Handled.Count == 1);
        await _stage.AdvanceAsync(TimeSpan.FromDays(1));
        var completed = await worker.Tracker.GetAsync(row.Id, Ct);

        await worker.NotifyAsync("cards", completed!.GatewayReference, "O1", isSigned: false);
        await _stage.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Equal(completed, await worker.Tracker.GetAsync(row.Id, Ct));
        Assert.Single(_stage.Client.Queries);

        await worker.NotifyAsync("cards", null, "O1");
        await _stage.AdvanceUntilAsync(() => _stage.Shop.Handled.Count == 2);
    }

    [Fact]
    public async Task Interval_of_zero_checks_at_every_notification()
    {
        _stage.Client.Answer("O1", PaymentState.Pending, PaymentState.Pending, PaymentState.Captured);
        var worker = await _stage.StartAsync(options => options.NotificationInterval = TimeSpan.Zero);
        await worker.Tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference("O1"), new TrackingPolicy { Schedule = Rare() }, Ct);
        await _stage.AdvanceUntilAsync(() => _stage.Client.Queries.Count == 1);

        for (var count = 2; count <= 3; count++)
        {
            await worker.NotifyAsync("cards", null, "O1");
            await UntilAsync(() => _stage.Client.Queries.Count == count, "it is checked immediately");
            await _stage.WaitUntilIdleAsync();
        }
    }

    private static TrackingSchedule Rare() => TrackingSchedule.Default with { Open = new PollingSchedule(TimeSpan.FromHours(12)) };
}
