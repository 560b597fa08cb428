using PaymentStatusSdk.Tracking.Delivery;
using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Tests.Staging;
using static PaymentStatusSdk.Tracking.Tests.Staging.Stage;

namespace PaymentStatusSdk.Tracking.Tests.Delivery;

/// <summary>A handler that ends its process: its claims of changes are never committed.</summary>
public sealed class ProcessCrashTests : IAsyncDisposable
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private readonly Stage _stage = new();

    public ProcessCrashTests() => _stage.Client.Answer("O1", PaymentState.Captured);

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task Change_whose_handler_always_ends_the_process_is_parked()
    {
        await DieAsync(times: 3);

        var worker = await _stage.StartAsync(options => options.MaxDeliveryTries = 3);
        await _stage.AdvanceUntilAsync(() => worker.Logs.Lines.Any(line => line.EventId.Id == 1311));

        var parked = Assert.Single((await worker.Tracker.ListChangesAsync(new StatusChangeFilter(), Ct)).Items);
        Assert.Equal((DeliveryStatus.Parked, 3, DeliveryRules.ProcessEnded), (parked.Status, parked.Tries, parked.LastError));
        Assert.Empty(_stage.Shop.Called);
        Assert.Contains(worker.Logs.Lines, line => line.EventId.Id == 1323);
        Assert.True(await worker.Tracker.RedeliverAsync(parked.Change.Id, Ct));
        await _stage.AdvanceUntilAsync(() => _stage.Shop.Handled.Count == 1);
    }

    [Fact]
    public async Task Handler_whose_process_ended_once_is_called_again()
    {
        await DieAsync(times: 1);

        var worker = await _stage.StartAsync(options => options.MaxDeliveryTries = 3);
        await _stage.AdvanceUntilAsync(() => _stage.Shop.Handled.Count == 1);

        Assert.Equal(2, _stage.Shop.Called.Single().Attempt);
        Assert.Equal(
            (DeliveryStatus.Delivered, 2, null),
            Assert.Single((await worker.Tracker.ListChangesAsync(new StatusChangeFilter(), Ct)).Items) is var one
                ? (one.Status, one.Tries, one.LastError) : default);
    }

    private async Task DieAsync(int times)
    {
        var checker = await _stage.StartAsync(services => services.AddScripted(_stage.Client), null, 1);
        await checker.Tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference("O1"), null, Ct);
        await _stage.AdvanceUntilAsync(() => !checker.Store.Outcomes.IsEmpty);
        await checker.StopAsync();
        for (var i = 0; i < times; i++)
        {
            Assert.Single(await checker.Store.ClaimChangesAsync(new ChangeClaim(1, _stage.Now, _stage.Now + Lease), Ct));
            _stage.Time.Advance(Lease);
        }
    }
}
