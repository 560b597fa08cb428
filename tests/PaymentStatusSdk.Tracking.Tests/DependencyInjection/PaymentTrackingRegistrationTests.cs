using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tracking.Tests.Stores;
using PaymentStatusSdk.Tracking.Work;

namespace PaymentStatusSdk.Tracking.Tests.DependencyInjection;

public class PaymentTrackingRegistrationTests
{
    [Fact]
    public async Task Tracking_is_registered_once_however_often_it_is_added()
    {
        var services = new ServiceCollection();
        for (var i = 0; i < 2; i++) services.AddPaymentTracking();
        services.AddScripted(new ScriptedTransactionStatusClient("cards"));
        services.AddPaymentTracking().UseMemory(new MemoryStore());
        await using var provider = services.BuildServiceProvider();

        Assert.IsType<TransactionTracker>(Assert.Single(provider.GetServices<ITransactionTracker>()));
        Assert.IsType<TrackingRunner>(Assert.Single(provider.GetServices<ITrackingRunner>()));
        Assert.IsType<TrackingNotificationHandler>(Assert.Single(provider.GetServices<IStatusNotificationHandler>()));
        Assert.IsType<TrackingWorker>(Assert.Single(provider.GetServices<IHostedService>()));
        Assert.IsType<TrackingOptionsValidator>(Assert.Single(provider.GetServices<IValidateOptions<TrackingOptions>>()));
        Assert.Same(provider.GetRequiredService<WorkerFactory>().Pauses, Assert.Single(provider.GetServices<ITrackingPauseSource>()));
        Assert.Same(TimeProvider.System, Assert.Single(provider.GetServices<TimeProvider>()));
    }

    [Fact]
    public async Task Settings_of_all_calls_apply_and_the_merchants_clock_is_kept()
    {
        var time = new ManualTimeProvider();
        var services = new ServiceCollection().AddSingleton<TimeProvider>(time)
            .AddScripted(new ScriptedTransactionStatusClient("cards"));
        services.AddPaymentTracking(options => options.MaxDeliveryTries = 3).UseMemory(new MemoryStore());
        services.AddPaymentTracking();
        services.AddPaymentTracking(options => options.MaxDeliveryTries++);
        await using var provider = services.BuildServiceProvider();

        Assert.Equal(4, provider.GetRequiredService<IOptions<TrackingOptions>>().Value.MaxDeliveryTries);
        Assert.Same(time, Assert.Single(provider.GetServices<TimeProvider>()));
    }

    [Fact]
    public async Task Options_are_validated_when_the_host_starts()
    {
        var services = new ServiceCollection();
        services.AddPaymentTracking();
        await using var provider = services.BuildServiceProvider();

        Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate());
    }
}
