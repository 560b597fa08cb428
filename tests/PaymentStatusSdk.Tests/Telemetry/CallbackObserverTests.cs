using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Adapters.Callbacks;
using PaymentStatusSdk.DependencyInjection;
using PaymentStatusSdk.Telemetry;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Tests.Telemetry;

[Collection(nameof(TelemetryTests))]
public sealed class CallbackObserverTests : IDisposable
{
    private readonly ManualTimeProvider _clock = new();
    private readonly LogCollector _logs = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly CallbackObserver _observer;

    public CallbackObserverTests() => _observer = new CallbackObserver(
        new GatewayEntry("cards", "kit", _ => []),
        new PaymentStatusMetrics(_services.GetRequiredService<IMeterFactory>()),
        _logs.CreateLogger("callbacks"),
        _clock);

    public void Dispose()
    {
        _services.Dispose();
        _logs.Dispose();
    }

    [Theory]
    [InlineData(CallbackVerdict.Handled, 1201, ActivityStatusCode.Unset)]
    [InlineData(CallbackVerdict.Duplicate, 1201, ActivityStatusCode.Unset)]
    [InlineData(CallbackVerdict.Ignored, 1201, ActivityStatusCode.Unset)]
    [InlineData(CallbackVerdict.Refused, 1202, ActivityStatusCode.Unset)]
    [InlineData(CallbackVerdict.Failed, 1201, ActivityStatusCode.Error)]
    [InlineData(CallbackVerdict.Postponed, 1220, ActivityStatusCode.Unset)]
    public void Message_is_counted_logged_and_traced_with_its_verdict(CallbackVerdict verdict, int eventId, ActivityStatusCode status)
    {
        using var activities = new ActivityCollector("PaymentStatusSdk");
        using var metrics = new MetricCollector("PaymentStatusSdk", _services.GetRequiredService<IMeterFactory>());
        using var activity = _observer.Start();

        _observer.Received(verdict, activity);

        Assert.NotNull(activity);
        Assert.Equal("payment_status.callback", activity.OperationName);
        Assert.Equal(status, activity.Status);
        Assert.Equal("kit", activity.GetTagItem("payment_status.provider"));
        Assert.Equal("cards", activity.GetTagItem("payment_status.client"));
        Assert.Equal(verdict.ToString(), activity.GetTagItem("payment_status.verdict"));
        var counted = Assert.Single(metrics.All);
        Assert.Equal("payment_status.callbacks", counted.Instrument);
        Assert.Equal("{message}", counted.Unit);
        Assert.Equal(1, counted.Value);
        Assert.Equal(3, counted.Tags.Count);
        Assert.Equal("kit", counted.Tags["payment_status.provider"]);
        Assert.Equal("cards", counted.Tags["payment_status.client"]);
        Assert.Equal(verdict.ToString(), counted.Tags["payment_status.verdict"]);
        var line = Assert.Single(_logs.Lines);
        Assert.Equal(eventId, line.EventId.Id);
        Assert.Contains("cards", line.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CallbackVerdict.Refused, 1202)]
    [InlineData(CallbackVerdict.Postponed, 1220)]
    public void Flood_of_messages_is_logged_once_a_minute_with_the_count_since_the_last_line(CallbackVerdict verdict, int eventId)
    {
        _observer.Received(verdict);
        _observer.Received(verdict);
        _clock.Advance(TimeSpan.FromSeconds(59));
        _observer.Received(verdict);
        Assert.Contains("Count=1", Assert.Single(_logs.Lines).Values, StringComparison.Ordinal);

        _clock.Advance(TimeSpan.FromSeconds(1));
        _observer.Received(verdict);

        Assert.Equal(2, _logs.Lines.Count);
        Assert.Equal(eventId, _logs.Lines.Last().EventId.Id);
        Assert.Contains("Count=3", _logs.Lines.Last().Values, StringComparison.Ordinal);
    }
}
