using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Tests.Staging;
using static PaymentStatusSdk.Tracking.Tests.Staging.Stage;

namespace PaymentStatusSdk.Tracking.Tests.Work;

/// <summary>Immediate checks, notifications and stops, also during a check.</summary>
public sealed class WakeupTests : IAsyncDisposable
{
    private static readonly TransactionQuery Order = TransactionQuery.ByMerchantReference("O1") with { Kind = TransactionKind.Purchase };

    private readonly Stage _stage = new();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task Immediate_check_does_not_wait_for_the_schedule()
    {
        _stage.Client.Answer("O1", PaymentState.Captured);
        var worker = await _stage.StartAsync();
        var row = await worker.Tracker.TrackAsync("cards", Order, null, Ct);

        Assert.True(await worker.Tracker.CheckNowAsync(row.Id, Ct));
        await _stage.AdvanceUntilAsync(() => !_stage.Shop.Handled.IsEmpty);

        Assert.True(_stage.Now - row.TrackedAt < TimeSpan.FromSeconds(9));
        Assert.False(await worker.Tracker.CheckNowAsync(row.Id + 1, Ct));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task First_answer_after_a_wakeup_may_be_stale_and_success_is_reported_within_minutes(bool byNotification)
    {
        _stage.Client.Answer("O1", PaymentState.Pending);
        var worker = await _stage.StartAsync();
        var row = await worker.Tracker.TrackAsync("cards", Order, null, Ct);
        for (var i = 0; i < 12; i++) await _stage.AdvanceAsync(TimeSpan.FromHours(6));
        var (woken, queried) = (_stage.Now, _stage.Client.Queries.Count);

        if (byNotification) await worker.NotifyAsync("cards", null, "O1");
        else await worker.Tracker.CheckNowAsync(row.Id, Ct);
        await _stage.AdvanceUntilAsync(() => _stage.Client.Queries.Count == queried + 1);
        // The gateway's answers include it two seconds after its notification.
        await _stage.AdvanceAsync(TimeSpan.FromSeconds(2));
        _stage.Client.Answer("O1", PaymentState.Captured);
        await _stage.AdvanceUntilAsync(() => _stage.Shop.Handled.Any(change => change.Transaction.Verdict == PaymentVerdict.Success));

        Assert.InRange(_stage.Now - woken, TimeSpan.Zero, TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task Notification_during_a_check_causes_one_more_check()
    {
        _stage.Client.Answer("O1", PaymentState.Pending, PaymentState.Captured);
        var worker = await _stage.StartAsync();
        var row = await worker.Tracker.TrackAsync("cards", Order, null, Ct);
        using var hold = _stage.Client.Hold();
        await worker.Tracker.CheckNowAsync(row.Id, Ct);
        await _stage.Client.WaitForQueriesAsync(1, Ct);

        for (var i = 0; i < 3; i++) await worker.NotifyAsync("cards", null, "O1");
        hold.Release();
        await _stage.AdvanceUntilAsync(() => _stage.Shop.Handled.Count == 2);

        Assert.True(_stage.Now - row.TrackedAt < TimeSpan.FromSeconds(9));
        Assert.Equal(2, _stage.Client.Queries.Count);
        Assert.Equal(TrackingStatus.Completed, (await worker.Tracker.GetAsync(row.Id, Ct))!.Status);
    }

    [Fact]
    public async Task Notification_reopens_a_completed_transaction_and_a_refund_is_reported()
    {
        _stage.Client.Answer("O1", PaymentState.Captured, PaymentState.Captured, PaymentState.Refunded);
        var worker = await _stage.StartAsync();
        var row = await worker.Tracker.TrackAsync("cards", Order, null, Ct);
        await _stage.AdvanceUntilAsync(() => _stage.Shop.Handled.Count == 1);
        await _stage.AdvanceAsync(TimeSpan.FromDays(100));

        // The notification arrives before the gateway's answers include the refund.
        await worker.NotifyAsync("cards", null, "O1");
        await _stage.AdvanceUntilAsync(() => _stage.Shop.Handled.Count == 2);
        Assert.Equal(3, _stage.Client.Queries.Count);
        Assert.Equal(TrackingStatus.Completed, (await worker.Tracker.GetAsync(row.Id, Ct))!.Status);
        var refund = _stage.Shop.Handled.Last();
        Assert.Equal((StatusChangeKind.Changed, PaymentVerdict.Returned, 2L), (refund.Kind, refund.Transaction.Verdict, refund.Sequence));
    }

    [Fact]
    public async Task Stopped_transaction_is_not_reopened_by_a_notification()
    {
        var worker = await _stage.StartAsync();
        var row = await worker.Tracker.TrackAsync("cards", Order, null, Ct);
        Assert.True(await worker.Tracker.StopAsync(row.Id, Ct));

        await worker.NotifyAsync("cards", null, "O1");
        Assert.False(await worker.Tracker.CheckNowAsync(row.Id, Ct));
        await _stage.AdvanceAsync(TimeSpan.FromDays(40));

        Assert.Empty(_stage.Client.Queries);
        Assert.Equal(TrackingStatus.Stopped, (await worker.Tracker.GetAsync(row.Id, Ct))!.Status);
        Assert.False(await worker.Tracker.StopAsync(row.Id, Ct));
    }

    [Fact]
    public async Task Stop_during_a_check_discards_its_answer()
    {
        _stage.Client.Answer("O1", PaymentState.Captured);
        var worker = await _stage.StartAsync();
        var row = await worker.Tracker.TrackAsync("cards", Order, null, Ct);
        using var hold = _stage.Client.Hold();
        await worker.Tracker.CheckNowAsync(row.Id, Ct);
        await _stage.Client.WaitForQueriesAsync(1, Ct);

        Assert.True(await worker.Tracker.StopAsync(row.Id, Ct));
        hold.Release();
        await _stage.AdvanceAsync(TimeSpan.FromDays(1));

        var stopped = (await worker.Tracker.GetAsync(row.Id, Ct))!;
        Assert.Equal((TrackingStatus.Stopped, null, 0L), (stopped.Status, stopped.Belief, stopped.Sequence));
        Assert.Empty(_stage.Shop.Called);
        Assert.Equal([CommitOutcome.Lost], worker.Store.Outcomes);
    }
}
