using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Tracking.Checks;

/// <summary>The time limit of a client's checks, without the slack.</summary>
internal static class CheckTimeLimit
{
    /// <summary>The limit for a client that this SDK did not create and whose timeouts are unknown.</summary>
    internal static readonly TimeSpan OfUnknownClient = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Returns the configured limit, or else the sum of the client's own timeouts. It is read for each check, because client options
    /// reload.
    /// </summary>
    public static Func<TimeSpan> Of(IServiceProvider services, string client, TrackingOptions options)
    {
        if (options.Clients.TryGetValue(client, out var own) && own.CheckTimeout is { } configured) return () => configured;
        if (services.GetKeyedService<IGatewayOptionsSource<GatewayOptions>>(client) is not { } source) return () => OfUnknownClient;
        return () => Of(source.Current);
    }

    /// <summary>
    /// Returns the sum of the timeouts. A query may wait for the queue time twice: for a free exchange, and for another instance's
    /// exchange.
    /// </summary>
    public static TimeSpan Of(GatewayOptions options) => options.TotalTimeout + (2 * options.QueueTimeout);
}
