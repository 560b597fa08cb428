using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using PaymentStatusSdk.Telemetry;
using PaymentStatusSdk.Tracking.Telemetry;
using PaymentStatusSdk.Tracking.Tests.Staging;
using static PaymentStatusSdk.Tracking.Tests.Staging.Stage;

namespace PaymentStatusSdk.Tracking.Tests.Telemetry;

public sealed class TelemetryTests : IAsyncDisposable
{
    private const string Canary = "canary7391";

    private readonly Stage _stage = new();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task Checks_changes_and_lags_are_measured_with_fixed_tag_values_only()
    {
        _stage.Client.NotFound("O1")
            .Fail("O1", TransactionStatusErrorKind.Timeout)
            .Answer("O1", PaymentState.Pending, PaymentState.Captured);
        _stage.Client.Answer("O2", PaymentState.Pending);
        var worker = await _stage.StartAsync();
        await worker.Tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference("O1"), null, Ct);
        await worker.Tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference("O2"), null, Ct);
        await _stage.AdvanceUntilAsync(() => _stage.Ledger.Handled.Count == 3);
        Assert.All(worker.Metrics.Of(TrackingTelemetry.CheckLag), lag => Assert.InRange(lag.Value, 0, 3));
        await _stage.AdvanceAsync(TimeSpan.FromMinutes(2));
        worker.Metrics.Observe();

        string[] expected = ["NotFound", "Timeout", "Answered", "Answered"];
        var checks = worker.Metrics.Of(TrackingTelemetry.Checks)
            .Select(one => one.Tags.GetValueOrDefault(PaymentStatusTelemetry.OutcomeTag) ?? one.Tags[PaymentStatusTelemetry.ErrorTag]);
        Assert.Superset(expected.ToHashSet<object?>(), checks.ToHashSet());
        Assert.Equal(
            ["Changed", "Changed", "Changed"],
            worker.Metrics.Of(TrackingTelemetry.Changes).Select(one => one.Tags[TrackingTelemetry.KindTag]));
        Assert.Equal(worker.Metrics.Of(TrackingTelemetry.Checks).Count, worker.Metrics.Of(TrackingTelemetry.CheckLag).Count);
        Assert.Equal(3, worker.Metrics.Of(TrackingTelemetry.DeliveryLag).Count);
        var active = Assert.Single(worker.Metrics.Of(TrackingTelemetry.Transactions));
        Assert.Equal((1d, "Pending"), (active.Value, active.Tags[PaymentStatusTelemetry.StateTag]));
        Assert.Equal(0, worker.Metrics.Of(TrackingTelemetry.Parked).Single().Value);
        // The last maintenance may have run within the two minutes.
        Assert.InRange(worker.Metrics.Of(TrackingTelemetry.Backlog).Single().Value, 0, 130);
        string[] tags =
        [
            PaymentStatusTelemetry.ProviderTag, PaymentStatusTelemetry.ClientTag, PaymentStatusTelemetry.OutcomeTag,
            PaymentStatusTelemetry.StateTag,
            PaymentStatusTelemetry.ErrorTag, TrackingTelemetry.KindTag, TrackingTelemetry.WorkTag,
        ];
        Assert.All(worker.Metrics.All.SelectMany(one => one.Tags.Keys), tag => Assert.Contains(tag, tags));
    }

    [Fact]
    public async Task Oldest_open_payment_is_measured_by_client_and_state()
    {
        _stage.Client.Answer("final", PaymentState.Captured).Answer("pending", PaymentState.Pending).Answer("new", PaymentState.Pending);
        var worker = await _stage.StartAsync();
        foreach (var order in new[] { "final", "pending" })
            await worker.Tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference(order), null, Ct);
        await _stage.AdvanceAsync(TimeSpan.FromHours(2));
        await worker.Tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference("new"), null, Ct);
        await _stage.AdvanceAsync(TimeSpan.FromMinutes(2));
        // The first measurement may precede the check.
        await _stage.AdvanceAsync(TimeSpan.FromMinutes(2));
        worker.Metrics.Observe();

        var oldest = Assert.Single(worker.Metrics.Of(TrackingTelemetry.OldestAge));
        Assert.InRange(oldest.Value, 7200, 7600);
        Assert.Equal(("cards", "Pending"), (oldest.Tags[PaymentStatusTelemetry.ClientTag], oldest.Tags[PaymentStatusTelemetry.StateTag]));
        Assert.Equal("s", oldest.Unit);
    }

    [Fact]
    public async Task Running_worker_and_the_age_of_the_figures_are_measured()
    {
        var worker = await _stage.StartAsync();
        await _stage.WaitUntilIdleAsync();
        worker.Metrics.Observe();
        Assert.Equal(1, worker.Metrics.Of(TrackingTelemetry.WorkerRunning)[^1].Value);
        Assert.Equal(0, worker.Metrics.Of(TrackingTelemetry.MaintenanceAge)[^1].Value);

        // The gauges of the store keep their last values while it is unavailable: this one measures their age.
        worker.Store.Before = _ => throw ObservedStore.Unavailable();
        _stage.Time.Advance(TimeSpan.FromMinutes(1));
        await UntilAsync(() => worker.Logs.Lines.Any(line => line.EventId.Id == 1314), "the store is queried again");
        worker.Metrics.Observe();
        Assert.InRange(worker.Metrics.Of(TrackingTelemetry.MaintenanceAge)[^1].Value, 60, 600);
        worker.Store.Before = null;
        await worker.StopAsync();
        worker.Metrics.Observe();
        Assert.Equal(0, worker.Metrics.Of(TrackingTelemetry.WorkerRunning)[^1].Value);
    }

    [Fact]
    public async Task No_reference_amount_or_secret_reaches_a_log_or_a_metric()
    {
        var order = $"O-{Canary}";
        _stage.Client
            .Fail(order, TransactionStatusErrorKind.RateLimited).Fail(order, TransactionStatusErrorKind.Rejected)
            .Fail(order, () => new InvalidOperationException(Canary)).Fail(order, () => new ArgumentException(Canary))
            .Ambiguous(order).Answer(order, new Money(73.91m, "EUR"), PaymentState.Pending, PaymentState.Captured);
        var soon = new PollingSchedule(TimeSpan.FromSeconds(1));
        var worker = await _stage.StartAsync(options =>
        {
            options.MaxDeliveryTries = 2;
            options.Clients["cards"] = new ClientTrackingOptions { Schedule = new TrackingSchedule { Open = soon, Failure = soon } };
        });
        _stage.Shop.OnHandle = (_, _) => throw new InvalidOperationException("The text of a handler's exception is not logged.");
        var failures = 0;
        worker.Store.Before = called => called.StartsWith("Commit", StringComparison.Ordinal) && Interlocked.Increment(ref failures) < 3
            ? throw ObservedStore.Unavailable()
            : Task.CompletedTask;
        var row = await worker.Tracker.TrackAsync(
            "cards", TransactionQuery.ByMerchantReference(order) with
            {
                ExpectedAmount = new Money(73.91m, "EUR"),
                ExpectedGatewayReference = $"g-{Canary}",
            }, null, Ct);

        await _stage.PollUntilAsync(() => worker.Store.Outcomes.Count >= 7 || worker.Logs.Lines.Any(line => line.EventId.Id == 1311));
        await worker.NotifyAsync("cards", $"g-{Canary}", order);
        await _stage.PollUntilAsync(() => _stage.Ledger.Handled.Any(change => change.Transaction.Verdict == PaymentVerdict.Success));
        await worker.Tracker.StopAsync(row.Id, Ct);
        await worker.StopAsync();

        Assert.Superset(
            new HashSet<int> { 1301, 1302, 1303, 1306, 1309, 1310, 1311 }, worker.Logs.Lines.Select(line => line.EventId.Id).ToHashSet());
        Assert.All(worker.Logs.Lines, line =>
        {
            var text = $"{line.Message} {line.Values} {line.Exception}";
            Assert.DoesNotContain(Canary, text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("73.91", text, StringComparison.Ordinal);
        });
        Assert.All(worker.Metrics.All.SelectMany(one => one.Tags.Values), value =>
            Assert.DoesNotContain(Canary, $"{value}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Health_reflects_lag_parked_changes_and_an_unreadable_store()
    {
        _stage.Client.Answer("O1", PaymentState.Captured).Answer("O2", PaymentState.Captured);
        _stage.Shop.OnHandle = (change, _) => change.Transaction.MerchantReference == "O1"
            ? throw new InvalidOperationException()
            : Task.CompletedTask;
        var worker = await _stage.StartAsync(options => options.MaxDeliveryTries = 1);
        await _stage.WaitUntilIdleAsync();
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(worker)).Status);

        // A parked change.
        var first = await worker.Tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference("O1"), null, Ct);
        await _stage.AdvanceUntilAsync(() => _stage.Shop.Called.Count == 1);
        await _stage.AdvanceAsync(TimeSpan.FromMinutes(2));
        var parked = await CheckAsync(worker);
        Assert.Equal((HealthStatus.Degraded, 1L), (parked.Status, parked.Data["parked"]));
        _stage.Shop.OnHandle = null;
        await worker.Tracker.RedeliverAsync(
            (await worker.Tracker.ListChangesAsync(new StatusChangeFilter { TransactionId = first.Id }, Ct)).Items[0].Change.Id, Ct);
        await _stage.AdvanceAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(worker)).Status);

        // A check that no worker claims.
        await worker.Tracker.TrackAsync("cards", TransactionQuery.ByMerchantReference("O2"), null, Ct);
        worker.Store.Before = called => called == "ClaimChecks" ? throw ObservedStore.Unavailable() : Task.CompletedTask;
        _stage.Time.Advance(TimeSpan.FromMinutes(10));
        var measured = worker.Store.CallsOf("Measure");
        _stage.Time.Advance(TimeSpan.FromMinutes(1));
        await _stage.PollUntilAsync(() => worker.Store.CallsOf("Measure") > measured + 1);
        var late = await CheckAsync(worker);
        Assert.Equal(HealthStatus.Degraded, late.Status);
        Assert.True((double)late.Data["lagSeconds"] > 300);

        // A store that cannot be read.
        worker.Store.Before = null;
        await _stage.PollUntilAsync(() => _stage.Shop.Handled.Count == 2);
        await _stage.AdvanceAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(worker)).Status);
        worker.Store.Before = _ => throw ObservedStore.Unavailable();
        _stage.Time.Advance(TimeSpan.FromMinutes(9));
        var dark = await CheckAsync(worker);
        Assert.Equal(HealthStatus.Degraded, dark.Status);
        Assert.Contains("could not be read", dark.Description, StringComparison.Ordinal);
        worker.Store.Before = null;
    }

    private static async Task<HealthReportEntry> CheckAsync(Worker worker) =>
        (await worker.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Ct)).Entries["payment_status:tracking"];
}
