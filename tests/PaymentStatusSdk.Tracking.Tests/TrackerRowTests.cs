using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Telemetry;
using PaymentStatusSdk.Tracking.Tests.Checks;
using PaymentStatusSdk.Tracking.Tests.Staging;
using static PaymentStatusSdk.Tracking.Tests.Staging.Stage;

namespace PaymentStatusSdk.Tracking.Tests;

/// <summary>The rows of the tracker under a policy of their own, and the time of their first check.</summary>
public sealed class TrackerRowTests : IAsyncDisposable
{
    private static readonly TransactionQuery ByOrder = TransactionQuery.ByMerchantReference("ORDER-1");

    private readonly Bench _bench = new();

    private ITransactionTracker Tracker => _bench.Services.GetRequiredService<ITransactionTracker>();

    private DateTimeOffset Now => _bench.Now;

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Row_has_the_policy_the_trace_and_the_expected_references(bool isJoined)
    {
        using var checkout = new Activity("checkout").SetIdFormat(ActivityIdFormat.W3C).Start();
        await using var transaction = new UnusedTransaction();
        var policy = new TrackingPolicy { Schedule = Every(3) with { TrackFor = TimeSpan.FromDays(2) } };
        var query = ByOrder with { ExpectedGatewayReference = "g-1" };

        var row = isJoined
            ? await Tracker.TrackAsync("cards", query, transaction, policy, Ct)
            : await Tracker.TrackAsync("cards", query, policy, Ct);

        Assert.Equal(
            new TrackedTransaction
            {
                Id = 41,
                ClientName = "cards",
                Query = query,
                Policy = policy,
                Status = TrackingStatus.Active,
                GatewayReference = "g-1",
                MerchantReference = "ORDER-1",
                TraceParent = checkout.Id,
                TrackedAt = Now,
                DeadlineAt = Now.AddDays(2),
                NextCheckAt = Now.AddSeconds(3),
                Progress = new ScheduleProgress { Since = Now, Step = 1, ScheduledAt = Now.AddSeconds(3) },
            },
            row);
        Assert.NotNull(row.TraceParent);
    }

    // The delay of the schedule, the time of the submission and the time of the first check, in seconds from now. The gateway knows a
    // transaction after a minute.
    [Theory]
    [InlineData(3, null, 60)]
    [InlineData(60, null, 60)]
    [InlineData(90, null, 90)]
    [InlineData(90, -3_600, 0)]
    [InlineData(90, -60, 0)]
    [InlineData(90, -59, 1)]
    [InlineData(90, 0, 60)]
    [InlineData(90, 1, 90)]
    public async Task First_check_waits_until_the_gateway_can_know_the_transaction(int delay, int? submitted, int first)
    {
        var client = new ScriptedTransactionStatusClient("cards")
        {
            Capabilities = new GatewayCapabilities { SupportsMerchantReference = true, MinimumAge = TimeSpan.FromMinutes(1) },
        };
        await using var bench = new Bench(services => services.AddScripted(client));
        var query = ByOrder with { SubmittedAt = submitted is { } seconds ? bench.Now.AddSeconds(seconds) : null };

        var row = await bench.Services.GetRequiredService<ITransactionTracker>()
            .TrackAsync("cards", query, new TrackingPolicy { Schedule = Every(delay) }, Ct);

        var due = bench.Now.AddSeconds(first);
        Assert.Equal(due, row.NextCheckAt);
        // Only a check in the future uses a delay of the schedule.
        Assert.Equal(
            new ScheduleProgress { Since = bench.Now, Step = first > 0 ? 1 : 0, ScheduledAt = first > 0 ? due : null }, row.Progress);
    }

    [Fact]
    public async Task Immediate_check_prolongs_tracking_by_the_schedule_of_the_row()
    {
        var policy = new TrackingPolicy { Schedule = new TrackingSchedule { TrackFor = TimeSpan.FromDays(2) } };
        _bench.Store.Existing = new TrackedPayment().Row with { Policy = policy };

        Assert.True(await Tracker.CheckNowAsync(7, Ct));

        Assert.Equal([new WakeRequest(Now, Now.AddDays(2)) { Id = 7 }], _bench.Store.CallsOf<WakeRequest>("Wake"));
    }

    [Fact]
    public async Task Resolution_that_the_store_does_not_write_is_not_counted()
    {
        _bench.Store.Existing = new TrackedPayment().Row;
        _bench.Store.Finds = false;

        Assert.False(await Tracker.ResolveAsync(7, "Paid by hand", "Ann", null, Ct));

        Assert.Empty(_bench.Measured.Of(TrackingTelemetry.Changes));
    }

    private static TrackingSchedule Every(int seconds) => new() { Open = new PollingSchedule(TimeSpan.FromSeconds(seconds)) };
}
