using System.Collections.Concurrent;

namespace PaymentStatusSdk.Tracking.Checks;

/// <summary>The throttles of all clients in this process, by client name. The worker and single passes share them.</summary>
internal sealed class ClientThrottles(TimeProvider timeProvider)
{
    private readonly ConcurrentDictionary<string, ClientThrottle> _throttles = new(StringComparer.Ordinal);

    public ClientThrottle Of(string client) => _throttles.GetOrAdd(client, static (_, time) => new ClientThrottle(time), timeProvider);
}
