using System.Diagnostics;
using PaymentStatusSdk.Telemetry;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking.Telemetry;
using PaymentStatusSdk.Tracking.Tests.Staging;
using static PaymentStatusSdk.Tracking.Tests.Staging.Stage;

namespace PaymentStatusSdk.Tracking.Tests.Telemetry;

/// <summary>Checks and deliveries link to the trace in which the payment began, and are not part of it.</summary>
public sealed class TraceLinkTests : IAsyncDisposable
{
    private const string Name = "traced";

    private readonly Stage _stage = new();
    private readonly ScriptedTransactionStatusClient _client;

    public TraceLinkTests() => _client = new ScriptedTransactionStatusClient(Name, _stage.Time);

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task Checks_and_deliveries_link_to_the_trace_of_the_track_call()
    {
        using var spans = new ActivityCollector(PaymentStatusTelemetry.Name);
        _client.Answer("O1", PaymentState.Pending, PaymentState.Captured);
        var worker = await StartAsync();
        using var checkout = new Activity("checkout").SetIdFormat(ActivityIdFormat.W3C).Start();
        checkout.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        checkout.AddBaggage("card", "never stored").TraceStateString = "vendor=never-stored";
        var row = await worker.Tracker.TrackAsync(Name, TransactionQuery.ByMerchantReference("O1"), null, Ct);
        checkout.Stop();

        await _stage.AdvanceUntilAsync(() => _stage.Ledger.Handled.Count == 2);

        Assert.Equal(checkout.Id, row.TraceParent);
        Assert.All(_stage.Ledger.Handled, change => Assert.Equal(checkout.Id, change.TraceParent));
        var checks = spans.Having(PaymentStatusTelemetry.ClientTag, Name)
            .Where(span => span.OperationName == TrackingTelemetry.CheckActivity)
            .ToList();
        var deliveries = spans.Having(PaymentStatusTelemetry.ClientTag, Name)
            .Where(span => span.OperationName == TrackingTelemetry.DeliveryActivity)
            .ToList();
        Assert.Equal(2, checks.Count);
        // Two handlers, two changes.
        Assert.Equal(4, deliveries.Count);
        Assert.All(checks.Concat(deliveries), span =>
        {
            var link = Assert.Single(span.Links);
            Assert.Equal(
                (checkout.TraceId, checkout.SpanId, ActivityTraceFlags.Recorded, null),
                (link.Context.TraceId, link.Context.SpanId, link.Context.TraceFlags, link.Context.TraceState));
            Assert.NotEqual(checkout.TraceId, span.TraceId);
            Assert.Empty(span.Baggage);
        });
        Assert.Equal(["Answered", "Answered"], checks.Select(span => span.GetTagItem(PaymentStatusTelemetry.OutcomeTag)));
        Assert.Equal(["Changed"], deliveries.Select(span => span.GetTagItem(TrackingTelemetry.KindTag)).Distinct());
    }

    [Fact]
    public async Task Transaction_tracked_outside_a_trace_has_activities_without_links()
    {
        using var spans = new ActivityCollector(PaymentStatusTelemetry.Name);
        _client.Answer("O1", PaymentState.Captured);
        var worker = await StartAsync();

        var row = await worker.Tracker.TrackAsync(Name, TransactionQuery.ByMerchantReference("O1"), null, Ct);
        await _stage.AdvanceUntilAsync(() => _stage.Ledger.Handled.Count == 1);

        Assert.Null(row.TraceParent);
        Assert.All(spans.Having(PaymentStatusTelemetry.ClientTag, Name), span => Assert.Empty(span.Links));
    }

    [Fact]
    public async Task Failures_mark_their_activities_as_errors_without_a_text()
    {
        using var spans = new ActivityCollector(PaymentStatusTelemetry.Name);
        _client.Fail("O1", TransactionStatusErrorKind.Timeout).Answer("O1", PaymentState.Captured);
        _stage.Shop.OnHandle = (change, _) => change.Attempt == 1 ? throw new InvalidOperationException("canary") : Task.CompletedTask;
        var worker = await StartAsync();
        await worker.Tracker.TrackAsync(Name, TransactionQuery.ByMerchantReference("O1"), null, Ct);

        await _stage.AdvanceUntilAsync(() => _stage.Shop.Handled.Count == 1);

        var failed = spans.Having(PaymentStatusTelemetry.ClientTag, Name).Where(span => span.Status == ActivityStatusCode.Error).ToList();
        Assert.Equal(
            [
                (TrackingTelemetry.CheckActivity, (object)"Timeout"),
                (TrackingTelemetry.DeliveryActivity, "System.InvalidOperationException"),
            ],
            failed.Select(span => (span.OperationName, span.GetTagItem(PaymentStatusTelemetry.ErrorTag)!)));
        Assert.All(failed, span => Assert.DoesNotContain(
            "canary", $"{span.StatusDescription} {string.Join(' ', span.TagObjects)} {span.Events.Count()}", StringComparison.Ordinal));
    }

    private Task<Worker> StartAsync() => _stage.StartAsync(services => services.AddScripted(_client), null, 1, _stage.Shop, _stage.Ledger);
}
