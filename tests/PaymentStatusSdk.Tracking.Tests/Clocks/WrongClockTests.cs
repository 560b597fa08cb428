using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking.Tests.Staging;
using PaymentStatusSdk.Tracking.Tests.Stores;
using static PaymentStatusSdk.Tracking.Tests.Staging.Stage;

namespace PaymentStatusSdk.Tracking.Tests.Clocks;

/// <summary>Several instances on a store with its own clock; one instance has a wrong clock.</summary>
public sealed class WrongClockTests : IAsyncDisposable
{
    private readonly MemoryStore _store = new();
    private readonly Stage _stage;

    public WrongClockTests()
    {
        _stage = new Stage { Memory = _store };
        _store.Clock = _stage.Time;
        _stage.Client.Answer("PAID", PaymentState.Captured);
        _stage.Client.Answer(ScriptedTransactionStatusClient.AnyOther, PaymentState.Pending);
    }

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Theory]
    [InlineData(31)]
    [InlineData(200)]
    [InlineData(-1)]
    public async Task Instance_with_a_wrong_clock_expires_and_deletes_nothing_until_the_clock_is_right(int days)
    {
        var right = await _stage.StartAsync();
        var paid = await right.Tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference("PAID"), null, Ct);
        var open = await right.Tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference("OPEN"), null, Ct);
        await _stage.AdvanceUntilAsync(() => _stage.Ledger.Handled.Count == 2);
        var clock = new SkewedTimeProvider(_stage.Time, TimeSpan.FromDays(days));

        var wrong = await _stage.StartAsync(clock);
        await _stage.AdvanceAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(TrackingStatus.Completed, (await right.Tracker.GetAsync(paid.Id, Ct))?.Status);
        Assert.Equal(TrackingStatus.Active, (await right.Tracker.GetAsync(open.Id, Ct))?.Status);
        Assert.Equal(2, (await right.Tracker.ListChangesAsync(new StatusChangeFilter(), Ct)).Items.Count);
        string[] work = ["ClaimChecks", "ClaimChanges", "CommitChecks", "CommitDeliveries", "Prune", "ShortenLeases"];
        Assert.All(work, method => Assert.Equal(0, wrong.Store.CallsOf(method)));
        Assert.Single(wrong.Logs.Lines, line => line.EventId.Id == 1360);
        Assert.Equal((HealthStatus.Unhealthy, HealthStatus.Healthy), (await HealthAsync(wrong), await HealthAsync(right)));

        clock.By = TimeSpan.FromSeconds(29);
        await _stage.AdvanceAsync(TimeSpan.FromMinutes(2));

        Assert.True(wrong.Store.CallsOf("ClaimChecks") > 0);
        Assert.Single(wrong.Logs.Lines, line => line.EventId.Id == 1361);
        Assert.Equal(HealthStatus.Healthy, await HealthAsync(wrong));
    }

    [Theory]
    [InlineData(31)]
    [InlineData(-31)]
    public async Task Calls_on_an_instance_with_a_wrong_clock_write_the_stores_time(int days)
    {
        var web = await _stage.StartAsync(
            new SkewedTimeProvider(_stage.Time, TimeSpan.FromDays(days)), options => options.RunWorker = false);

        var row = await web.Tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference("OPEN"), null, Ct);
        var other = await web.Tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference("PAID"), null, Ct);
        await web.Tracker.CheckNowAsync(other.Id, Ct);
        await web.Tracker.StopAsync(row.Id, Ct);

        Assert.Equal((_stage.Now, _stage.Now), (row.TrackedAt, (await web.Tracker.GetAsync(row.Id, Ct))!.CompletedAt));
        Assert.InRange(row.NextCheckAt!.Value, _stage.Now, _stage.Now.AddMinutes(1));
        Assert.InRange(row.DeadlineAt, _stage.Now.AddDays(1), _stage.Now.AddDays(31));
        Assert.Equal(_stage.Now, (await web.Tracker.GetAsync(other.Id, Ct))!.NextCheckAt);
    }

    [Fact]
    public async Task Decision_of_a_check_during_which_the_clocks_diverged_is_not_written()
    {
        var clock = new SkewedTimeProvider(_stage.Time, TimeSpan.Zero);
        var worker = await _stage.StartAsync(clock);
        using var hold = _stage.Client.Hold();
        var row = await worker.Tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference("PAID"), null, Ct);
        await worker.Tracker.CheckNowAsync(row.Id, Ct);
        await _stage.Client.WaitForQueriesAsync(1, Ct);
        clock.By = TimeSpan.FromDays(31);
        await _stage.PollUntilAsync(() => worker.Logs.Lines.Any(line => line.EventId.Id == 1360));

        hold.Release();
        await UntilAsync(() => worker.Store.CallsOf("CommitChecks") > 0 && worker.IsIdle, "the row is released");

        var kept = (await worker.Tracker.GetAsync(row.Id, Ct))!;
        Assert.Equal((TrackingStatus.Active, 0, null), (kept.Status, kept.CheckCount, kept.Belief));
        await _stage.StartAsync();
        await _stage.AdvanceUntilAsync(() => _stage.Shop.Handled.Count == 1);
    }

    [Fact]
    public async Task Lease_that_would_last_a_month_after_a_clock_is_set_back_is_shortened()
    {
        var worker = await _stage.StartAsync(options => options.RunWorker = false);
        var row = await worker.Tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference("PAID"), null, Ct);
        await _stage.AdvanceAsync(TimeSpan.FromMinutes(5));
        Assert.Single(await _store.ClaimChecksAsync(new("cards", 1, _stage.Now, _stage.Now.AddDays(31)), Ct));

        var other = await _stage.StartAsync();
        await _stage.AdvanceAsync(TimeSpan.FromMinutes(3));

        Assert.Equal(TrackingStatus.Completed, (await other.Tracker.GetAsync(row.Id, Ct))!.Status);
        Assert.Single(other.Logs.Lines, line => line.EventId.Id == 1364);
    }

    private static async Task<HealthStatus> HealthAsync(Worker worker) =>
        (await worker.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Ct)).Status;
}
