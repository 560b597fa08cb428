using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Tracking.Tests.Staging;
using static PaymentStatusSdk.Tracking.Tests.Staging.Stage;

namespace PaymentStatusSdk.Tracking.Tests.Clocks;

/// <summary>The machine's clock jumps, and the store is a file without a clock.</summary>
public sealed class JumpTests : IAsyncDisposable
{
    private readonly Stage _stage = new();

    public JumpTests() => _stage.Client.Answer("OPEN", PaymentState.Pending).Answer("PAID", PaymentState.Captured);

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Theory]
    [InlineData(31)]
    [InlineData(200)]
    public async Task Jump_forward_and_back_expires_and_deletes_nothing(int days)
    {
        var worker = await _stage.StartAsync();
        var (open, paid) = await TrackBothAsync(worker);

        _stage.Time.SetWallClock(TimeSpan.FromDays(days));
        await _stage.AdvanceAsync(TimeSpan.FromMinutes(1));
        var claims = worker.Store.CallsOf("ClaimChecks");
        await _stage.AdvanceAsync(TimeSpan.FromMinutes(20));

        Assert.Equal(claims, worker.Store.CallsOf("ClaimChecks"));
        await AssertKeptAsync(worker, open, paid);
        Assert.Equal(HealthStatus.Unhealthy, await HealthAsync(worker));
        _stage.Time.SetWallClock(TimeSpan.FromDays(-days));
        for (var i = 0; i < 3; i++) await _stage.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.True(worker.Store.CallsOf("ClaimChecks") > claims);
        await AssertKeptAsync(worker, open, paid);
        Assert.Equal(HealthStatus.Healthy, await HealthAsync(worker));
        Assert.DoesNotContain(worker.Logs.Lines, line => line.EventId.Id == 1363);
    }

    [Fact]
    public async Task Start_with_a_clock_far_ahead_queries_before_it_expires_and_deletes_nothing_for_a_day()
    {
        var first = await _stage.StartAsync();
        var (open, paid) = await TrackBothAsync(first);
        await first.StopAsync();
        var queried = _stage.Client.Queries.Count;
        _stage.Time.Advance(TimeSpan.FromDays(200));

        var second = await _stage.StartAsync();
        await _stage.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(0, second.Store.CallsOf("ClaimChecks"));
        await _stage.AdvanceAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(queried + 1, _stage.Client.Queries.Count);
        Assert.Equal(TrackingStatus.Expired, (await second.Tracker.GetAsync(open, Ct))!.Status);
        Assert.NotNull(await second.Tracker.GetAsync(paid, Ct));
        Assert.Equal([1362, 1363], second.Logs.Lines.Select(line => line.EventId.Id).Where(id => id is > 1359 and < 1370));
        await _stage.AdvanceAsync(TimeSpan.FromHours(23));
        Assert.NotNull(await second.Tracker.GetAsync(paid, Ct));
        await _stage.AdvanceAsync(TimeSpan.FromHours(2));
        await _stage.AdvanceAsync(TimeSpan.FromMinutes(2));
        Assert.Null(await second.Tracker.GetAsync(paid, Ct));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(31)]
    public async Task Start_with_a_slow_clock_writes_no_time_before_the_latest_in_the_store(int days)
    {
        var first = await _stage.StartAsync();
        var (open, _) = await TrackBothAsync(first);
        await first.StopAsync();
        var newest = _stage.Now;

        var second = await _stage.StartAsync(
            new SkewedTimeProvider(_stage.Time, TimeSpan.FromDays(-days)), options => options.RunWorker = false);
        var row = await second.Tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference("ORDER-3"), null, Ct);
        await second.Tracker.StopAsync(open, Ct);

        var stopped = (await second.Tracker.GetAsync(open, Ct))!;
        Assert.InRange(row.TrackedAt, newest - TimeSpan.FromMinutes(2), newest);
        Assert.InRange(stopped.CompletedAt!.Value, newest - TimeSpan.FromMinutes(2), newest);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-3)]
    public async Task Start_with_a_wrong_clock_beside_a_working_process_writes_the_time_of_that_process(int hours)
    {
        await _stage.StartAsync();
        // On a new store, the first process to note its time decides.
        await _stage.AdvanceAsync(TimeSpan.FromMinutes(1));
        var second = await _stage.StartAsync(new SkewedTimeProvider(_stage.Time, TimeSpan.FromHours(hours)));
        for (var i = 0; i < 6; i++) await _stage.AdvanceAsync(TimeSpan.FromSeconds(30));

        var row = await second.Tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference("ORDER-3"), null, Ct);

        Assert.InRange(row.TrackedAt, _stage.Now - TimeSpan.FromMinutes(2), _stage.Now);
        Assert.Equal(HealthStatus.Unhealthy, await HealthAsync(second));
    }

    private async Task<(long Open, long Paid)> TrackBothAsync(Worker worker)
    {
        var open = await worker.Tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference("OPEN"), null, Ct);
        var paid = await worker.Tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference("PAID"), null, Ct);
        await _stage.AdvanceUntilAsync(() => _stage.Ledger.Handled.Count == 2);
        return (open.Id, paid.Id);
    }

    private static async Task AssertKeptAsync(Worker worker, long open, long paid)
    {
        Assert.Equal(TrackingStatus.Active, (await worker.Tracker.GetAsync(open, Ct))?.Status);
        Assert.Equal(TrackingStatus.Completed, (await worker.Tracker.GetAsync(paid, Ct))?.Status);
        Assert.Equal(2, (await worker.Tracker.ListChangesAsync(new StatusChangeFilter(), Ct)).Items.Count);
    }

    private static async Task<HealthStatus> HealthAsync(Worker worker) =>
        (await worker.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Ct)).Status;
}
