using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.Simulation.Merchants;
using PaymentStatusSdk.Simulation.Stores;
using PaymentStatusSdk.Simulation.Worlds;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Work;

namespace PaymentStatusSdk.Simulation.Instances;

/// <summary>The services of a simulated process: registered as a merchant registers them, with simulated surroundings.</summary>
internal static class InstanceServices
{
    public static ServiceProvider Create(World world, Instance instance, IMeterFactory meters)
    {
        var services = new ServiceCollection();
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton<TimeProvider>(instance.Clock);
        services.AddSingleton<ITrackingStore>(new SimulatedStore(world, instance));
        services.AddSingleton<JitterSource>(new SeededJitter(world.Random.Fork("jitter")));
        services.AddSingleton(instance);
        services.AddPaymentStatus(builder =>
        {
            foreach (var gateway in world.Gateways) gateway.Register(builder, instance);
        });
        services.AddPaymentTracking()
            .AddStatusChangeHandler<OrderHandler>()
            .AddTransactionalStatusChangeHandler<LedgerHandler>();
        services.AddSingleton<IOptions<TrackingOptions>>(Options.Create(world.TrackingOptions));
        services.AddSingleton(meters);
        return services.BuildServiceProvider();
    }
}
