using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Tracking.Checks;

namespace PaymentStatusSdk.Tracking.Tests.Checks;

public sealed class CheckTimeLimitTests
{
    [Fact]
    public void Limit_is_the_configured_one()
    {
        using var services = Services(new Source());
        var options = new TrackingOptions();
        options.Clients["cards"] = new ClientTrackingOptions { CheckTimeout = TimeSpan.FromSeconds(3) };

        Assert.Equal(TimeSpan.FromSeconds(3), CheckTimeLimit.Of(services, "cards", options)());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Limit_without_a_setting_is_the_total_timeout_and_twice_the_queue_timeout_of_the_current_options(bool hasSettings)
    {
        var source = new Source();
        using var services = Services(source);
        var options = new TrackingOptions();
        if (hasSettings) options.Clients["cards"] = new ClientTrackingOptions { MaxConcurrentChecks = 1 };
        options.Clients["wallets"] = new ClientTrackingOptions { CheckTimeout = TimeSpan.FromSeconds(3) };

        var limit = CheckTimeLimit.Of(services, "cards", options);

        Assert.Equal(TimeSpan.FromSeconds(50), limit());
        source.Current = new Settings { TotalTimeout = TimeSpan.FromSeconds(40), QueueTimeout = TimeSpan.FromSeconds(1) };
        Assert.Equal(TimeSpan.FromSeconds(42), limit());
    }

    [Fact]
    public void Limit_of_a_client_without_known_timeouts_is_ten_minutes()
    {
        using var services = Services(new Source());

        Assert.Equal(TimeSpan.FromMinutes(10), CheckTimeLimit.Of(services, "other", new TrackingOptions())());
    }

    private static ServiceProvider Services(Source source) => new ServiceCollection()
        .AddKeyedSingleton<IGatewayOptionsSource<GatewayOptions>>("cards", source).BuildServiceProvider();

    private sealed class Settings : GatewayOptions;

    private sealed class Source : IGatewayOptionsSource<GatewayOptions>
    {
        public GatewayOptions Current { get; set; } =
            new Settings { TotalTimeout = TimeSpan.FromSeconds(30), QueueTimeout = TimeSpan.FromSeconds(10) };

        public string? ReloadError => null;
    }
}
