using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Conformance.Stores;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.CrashPoints;

/// <summary>One process with a relational store, and with its own services like a host.</summary>
public class StoreProcess : IStoreProcess
{
    private readonly ServiceProvider _services;

    /// <summary>Starts the process.</summary>
    /// <param name="use">Registers the store.</param>
    /// <param name="clock">The clock of the process.</param>
    /// <param name="serverClock">Replaces the clock of the database; null for its own.</param>
    /// <param name="plan">Breaks the process or its connections; null for a process that does not break.</param>
    public StoreProcess(
        Action<PaymentTrackingBuilder> use, TimeProvider clock, TimeProvider? serverClock = null, CrashPlan? plan = null)
    {
        var services = new ServiceCollection().AddSingleton(clock)
            .AddLogging(logging => logging.AddProvider(Log).SetMinimumLevel(LogLevel.Trace));
        if (serverClock is not null) services.AddKeyedSingleton(RelationalDialect.ServerClockKey, serverClock);
        use(services.AddPaymentTracking());
        plan?.Use(services);
        _services = services.BuildServiceProvider();
    }

    public LogCollector Log { get; } = new();

    public ITrackingStore Store => _services.GetRequiredService<ITrackingStore>();

    public IExchangeLock ExchangeLock => _services.GetRequiredService<IExchangeLock>();

    public ICallbackRouter CallbackRouter => _services.GetRequiredService<ICallbackRouter>();

    public RelationalDialect Dialect => _services.GetRequiredService<RelationalDialect>();

    protected IServiceProvider Services => _services;

    /// <summary>Adds a transaction that is due now, in real time, and returns its number.</summary>
    /// <param name="order">The merchant reference.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<long> AddAsync(string order, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        var row = new TrackedTransaction
        {
            ClientName = "cards",
            Query = TransactionQuery.ByMerchantReference(order),
            MerchantReference = order,
            Status = TrackingStatus.Active,
            TrackedAt = now,
            DeadlineAt = now,
            NextCheckAt = now,
        };
        return (await Store.AddAsync(row, new TransactionKeys(null, order, true), _ => null, cancellationToken)).Id;
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
