using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Dashboard.Figures;
using PaymentStatusSdk.Dashboard.Live;
using PaymentStatusSdk.Dashboard.Tests.Hosting;

namespace PaymentStatusSdk.Dashboard.Tests.Live;

/// <summary>Open pages do not burden the store, however many there are and however slow it is.</summary>
public sealed class ReadPaceTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(50, 1_000)]
    [InlineData(200, 4_000)]
    [InlineData(2_500, 50_000)]
    [InlineData(10_000, 60_000)]
    public void Pause_is_twenty_times_the_reading(int milliseconds, int pause) =>
        Assert.Equal(TimeSpan.FromMilliseconds(pause), ReadPace.PauseAfter(TimeSpan.FromMilliseconds(milliseconds)));

    [Fact]
    public async Task Pages_share_one_count_until_its_time_is_over()
    {
        await using var host = await DashboardHost.StartAsync();
        host.Cards.Answer("WRONG", new Money(99, "EUR"), PaymentState.Captured);
        await host.TrackAsync("WRONG");
        var counts = host.Services.GetRequiredService<AttentionCounts>();
        Assert.Equal(0, (await counts.ReadAsync(host.Tracker, DashboardHost.Ct)).Mismatches);

        await host.RunOnceAsync();

        Assert.Equal(0, (await counts.ReadAsync(host.Tracker, DashboardHost.Ct)).Mismatches);
        host.Time.Advance(EventStream.Interval);
        Assert.Equal(1, (await counts.ReadAsync(host.Tracker, DashboardHost.Ct)).Mismatches);
    }
}
