using PaymentStatusSdk.Tracking.Tests.Staging;
using static PaymentStatusSdk.Tracking.Tests.Staging.Stage;

namespace PaymentStatusSdk.Tracking.Tests.Work;

/// <summary>What notifications may cause, however many there are.</summary>
public sealed class NotificationTests : IAsyncDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Stage _stage = new();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task Flood_at_two_instances_causes_a_check_every_few_seconds_and_none_is_lost()
    {
        _stage.Client.Answer("O1", PaymentState.Pending);
        var worker = await _stage.StartAsync();
        var web = await _stage.StartAsync(options => options.RunWorker = false);
        await worker.Tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference("O1"), new TrackingPolicy { Schedule = Rare() }, Ct);
        await _stage.PassUntilAsync(() => _stage.Client.Queries.Count == 1);
        var start = _stage.Now;

        for (var i = 0; i < 300; i++)
        {
            await (i % 2 == 0 ? worker : web).NotifyAsync("cards", null, "O1", isSigned: i % 3 != 0);
            if (i % 5 == 4) await _stage.PassAsync(TimeSpan.Zero);
        }

        // The moments of the checks, each of which can be as late as a poll.
        var lasted = _stage.Now - start;
        Assert.True(lasted >= 60 * Second);
        Assert.InRange(_stage.Client.Queries.Count - 1, 9, (lasted / (5 * Second)) + 1);

        _stage.Client.Answer("O1", PaymentState.Captured);
        await web.NotifyAsync("cards", null, "O1", isSigned: false);
        var told = _stage.Now;
        await _stage.PassUntilAsync(() => _stage.Shop.Taken.Any(change => change.Transaction.Verdict == PaymentVerdict.Success));
        Assert.True(_stage.Now - told <= 7 * Second);
    }

    [Fact]
    public async Task Unsigned_id_opens_no_completed_transaction_again()
    {
        _stage.Client.Answer("O1", PaymentState.Captured, PaymentState.Refunded);
        var worker = await _stage.StartAsync();
        var row = await worker.Tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference("O1"), null, Ct);
        await _stage.PassUntilAsync(() => _stage.Shop.Taken.Count == 1);
        await _stage.PassAsync(TimeSpan.FromDays(1));
        var completed = await worker.Tracker.GetAsync(row.Id, Ct);

        await worker.NotifyAsync("cards", completed!.GatewayReference, "O1", isSigned: false);
        await _stage.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal(completed, await worker.Tracker.GetAsync(row.Id, Ct));
        Assert.Single(_stage.Client.Queries);

        await worker.NotifyAsync("cards", null, "O1");
        await _stage.PassUntilAsync(() => _stage.Shop.Taken.Count == 2);
    }

    [Fact]
    public async Task Interval_of_zero_checks_at_every_notification()
    {
        _stage.Client.Answer("O1", PaymentState.Pending, PaymentState.Pending, PaymentState.Captured);
        var worker = await _stage.StartAsync(options => options.NotificationInterval = TimeSpan.Zero);
        await worker.Tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference("O1"), new TrackingPolicy { Schedule = Rare() }, Ct);
        await _stage.PassUntilAsync(() => _stage.Client.Queries.Count == 1);

        for (var asked = 2; asked <= 3; asked++)
        {
            await worker.NotifyAsync("cards", null, "O1");
            await UntilAsync(() => _stage.Client.Queries.Count == asked, "it is checked at once");
            await _stage.RestAsync();
        }
    }

    private static TrackingSchedule Rare() => TrackingSchedule.Default with { Open = new PollingSchedule(TimeSpan.FromHours(12)) };
}
