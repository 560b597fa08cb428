using PaymentStatusSdk.Invariants.Logs;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.ManyInstances.Logs;

/// <summary>Puts the event log between tracking and its store, clients and handlers.</summary>
internal static class EventLogServices
{
    /// <summary>Logs the calls of the store that is registered.</summary>
    public static void AddEventLog(this IServiceCollection services, string file)
    {
        services.AddSingleton(_ => new EventLog(file)).AddSingleton<HeldClaims>().AddSingleton<HandlerLog>();
        var store = services.Last(service => service.ServiceType == typeof(ITrackingStore));
        services.AddSingleton<ITrackingStore>(provider => new LoggedStore(
            (ITransactionalTrackingStore)ActivatorUtilities.CreateInstance(provider, store.ImplementationType!),
            provider.GetRequiredService<EventLog>(), provider.GetRequiredService<HeldClaims>()));
    }

    /// <summary>Logs the answers of a client.</summary>
    public static GatewayBuilder UseEventLog(this GatewayBuilder builder) => builder.Use((client, services) =>
        new LoggedClient(client, services.GetRequiredService<EventLog>(), services.GetRequiredService<HeldClaims>()));
}
