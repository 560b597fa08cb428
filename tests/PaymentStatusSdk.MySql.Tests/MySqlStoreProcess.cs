using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Conformance.Stores;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.CrashPoints;
using PaymentStatusSdk.MySql.Dialects;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.MySql.Tests;

/// <summary>One process, with its own services like a host.</summary>
public sealed class MySqlStoreProcess : IStoreProcess
{
    private readonly ServiceProvider _services;

    public MySqlStoreProcess(
        Action<MySqlStoreOptions> configure, TimeProvider clock, TimeProvider? serverClock = null, CrashPlan? plan = null)
    {
        var services = new ServiceCollection().AddSingleton(clock)
            .AddLogging(logging => logging.AddProvider(Log).SetMinimumLevel(LogLevel.Trace));
        if (serverClock is not null) services.AddKeyedSingleton(RelationalDialect.ServerClockKey, serverClock);
        services.AddPaymentTracking().UseMySql(configure);
        plan?.Use(services);
        _services = services.BuildServiceProvider();
    }

    public LogCollector Log { get; } = new();

    public ITrackingStore Store => _services.GetRequiredService<ITrackingStore>();

    public IExchangeLock ExchangeLock => _services.GetRequiredService<IExchangeLock>();

    public ICallbackRouter CallbackRouter => _services.GetRequiredService<ICallbackRouter>();

    internal MySqlDialect Dialect => (MySqlDialect)_services.GetRequiredService<RelationalDialect>();

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
