using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Tracking;

/// <summary>How long a check of a client may take, before its slack.</summary>
internal static class CheckTime
{
    /// <summary>For a client that this SDK did not build, whose times are not known.</summary>
    internal static readonly TimeSpan OfUnknownClient = TimeSpan.FromMinutes(10);

    /// <summary>The value set for the client; otherwise the sum of the client's own timeouts. Read again for each check: options of clients reload.</summary>
    public static Func<TimeSpan> Of(IServiceProvider services, string client, TrackingOptions options)
    {
        if (options.Clients.TryGetValue(client, out var own) && own.CheckTimeout is { } set) return () => set;
        if (services.GetKeyedService<IGatewayOptionsSource<GatewayOptions>>(client) is not { } source) return () => OfUnknownClient;
        return () => Of(source.Current);
    }

    /// <summary>A query may wait twice for up to the queue time: for a free exchange, and for the exchange of another instance.</summary>
    public static TimeSpan Of(GatewayOptions options) => options.TotalTimeout + (2 * options.QueueTimeout);
}
