using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Dashboard.Figures;
using PaymentStatusSdk.Dashboard.Tests.Hosting;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Dashboard.Tests.Figures;

/// <summary>Checks are counted from the metrics of tracking in the same host.</summary>
public sealed class CheckRecorderTests : IAsyncDisposable
{
    private const string Checks = "payment_status.tracking.checks";
    private const string Lag = "payment_status.tracking.check.lag";

    private static readonly KeyValuePair<string, object?> Cards = new("payment_status.client", "cards");
    private static readonly KeyValuePair<string, object?> Failed = new("error.type", "Timeout");
    private static readonly KeyValuePair<string, object?> Other = new("payment_status.outcome", "Answered");

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly ManualTimeProvider _time = new(Sample.Now);

    private IMeterFactory Meters => _services.GetRequiredService<IMeterFactory>();

    [Fact]
    public async Task Checks_failures_and_delays_are_counted_for_their_client()
    {
        using var recorder = await StartAsync();
        var meter = Meters.Create("PaymentStatusSdk");
        var checks = meter.CreateCounter<long>(Checks);
        var lag = meter.CreateHistogram<double>(Lag);

        checks.Add(1, Other, Cards);
        checks.Add(1, Cards, Other, Failed);
        checks.Add(1, Failed);
        checks.Add(1, new KeyValuePair<string, object?>("payment_status.client", 7));
        checks.Add(1, new KeyValuePair<string, object?>("payment_status.client", "ppro"));
        lag.Record(1.5, Cards);
        lag.Record(0.5, Cards);
        _time.Advance(CheckHistory.Interval);
        checks.Add(1, Cards);

        var read = recorder.Read("cards");
        Assert.Equal(CheckHistory.Count, read.Count);
        Assert.Equal((2, 1, TimeSpan.FromSeconds(1.5)), (read[^2].Checks, read[^2].Failures, read[^2].MaxLag));
        Assert.Equal((1, 0, TimeSpan.Zero), (read[^1].Checks, read[^1].Failures, read[^1].MaxLag));
        Assert.Equal(1, recorder.Read("ppro").Sum(one => one.Checks));
        Assert.Equal(0, recorder.Read("Cards").Sum(one => one.Checks));
    }

    [Fact]
    public async Task Other_instruments_meters_and_hosts_are_not_counted()
    {
        using var recorder = await StartAsync();
        await using var otherHost = new ServiceCollection().AddMetrics().BuildServiceProvider();

        Meters.Create("PaymentStatusSdk").CreateCounter<long>("payment_status.client.retries").Add(1, Cards);
        Meters.Create("Shop").CreateCounter<long>(Checks).Add(1, Cards);
        otherHost.GetRequiredService<IMeterFactory>().Create("PaymentStatusSdk").CreateCounter<long>(Checks).Add(1, Cards);

        Assert.Equal(0, recorder.Read("cards").Sum(one => one.Checks));
    }

    [Fact]
    public async Task Nothing_is_counted_before_the_start_and_after_the_end()
    {
        var recorder = new CheckRecorder(Meters, _time);
        var checks = Meters.Create("PaymentStatusSdk").CreateCounter<long>(Checks);
        checks.Add(1, Cards);
        await recorder.StartAsync(TestContext.Current.CancellationToken);
        checks.Add(1, Cards);
        await recorder.StopAsync(TestContext.Current.CancellationToken);
        recorder.Dispose();
        checks.Add(1, Cards);

        Assert.Equal(1, recorder.Read("cards").Sum(one => one.Checks));
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private async Task<CheckRecorder> StartAsync()
    {
        var recorder = new CheckRecorder(Meters, _time);
        await recorder.StartAsync(TestContext.Current.CancellationToken);
        return recorder;
    }
}
