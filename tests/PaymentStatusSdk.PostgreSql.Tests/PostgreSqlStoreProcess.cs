using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using PaymentStatusSdk.Conformance.Stores;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.CrashPoints;
using PaymentStatusSdk.PostgreSql.Dialects;
using PaymentStatusSdk.Relational.Database;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.PostgreSql.Tests;

/// <summary>One process, with its own services like a host.</summary>
public sealed class PostgreSqlStoreProcess : IStoreProcess
{
    private readonly ServiceProvider _services;

    public PostgreSqlStoreProcess(
        Action<PostgreSqlStoreOptions> configure, TimeProvider clock, TimeProvider? serverClock = null, CrashPlan? plan = null)
    {
        var services = new ServiceCollection().AddSingleton(clock)
            .AddLogging(logging => logging.AddProvider(Log).SetMinimumLevel(LogLevel.Trace));
        if (serverClock is not null) services.AddKeyedSingleton(RelationalDialect.ServerClockKey, serverClock);
        services.AddPaymentTracking().UsePostgreSql(configure);
        plan?.Use(services);
        _services = services.BuildServiceProvider();
    }

    public LogCollector Log { get; } = new();

    public ITrackingStore Store => _services.GetRequiredService<ITrackingStore>();

    public IExchangeLock ExchangeLock => _services.GetRequiredService<IExchangeLock>();

    public ICallbackRouter CallbackRouter => _services.GetRequiredService<ICallbackRouter>();

    public NpgsqlDataSource DataSource => ((PostgreSqlDialect)_services.GetRequiredService<RelationalDialect>()).DataSource;

    internal StoreDatabase Database => _services.GetRequiredService<StoreDatabase>();

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
