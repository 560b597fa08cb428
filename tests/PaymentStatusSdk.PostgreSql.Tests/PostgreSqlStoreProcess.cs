using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.PostgreSql.Database;
using PaymentStatusSdk.StoreConformance;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.PostgreSql.Tests;

/// <summary>One process, with its own services like a host.</summary>
public sealed class PostgreSqlStoreProcess : IStoreProcess
{
    private readonly ServiceProvider _services;

    public PostgreSqlStoreProcess(Action<PostgreSqlStoreOptions> configure, TimeProvider clock, TimeProvider? serverClock = null)
    {
        var services = new ServiceCollection().AddSingleton(clock)
            .AddLogging(logging => logging.AddProvider(Log).SetMinimumLevel(LogLevel.Trace));
        if (serverClock is not null) services.AddKeyedSingleton(StoreDatabase.ServerClockKey, serverClock);
        services.AddPaymentTracking().UsePostgreSql(configure);
        _services = services.BuildServiceProvider();
    }

    public LogCollector Log { get; } = new();

    public ITrackingStore Store => _services.GetRequiredService<ITrackingStore>();

    public IExchangeLock ExchangeLock => _services.GetRequiredService<IExchangeLock>();

    public ICallbackRouter CallbackRouter => _services.GetRequiredService<ICallbackRouter>();

    public IServiceProvider Services => _services;

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
