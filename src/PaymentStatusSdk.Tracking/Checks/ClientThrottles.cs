using System.Collections.Concurrent;

namespace PaymentStatusSdk.Tracking;

/// <summary>The pauses of all clients of this process, by name: a worker and single passes share them.</summary>
internal sealed class ClientThrottles(TimeProvider timeProvider)
{
    private readonly ConcurrentDictionary<string, ClientThrottle> _pauses = new(StringComparer.Ordinal);

    public ClientThrottle Of(string client) => _pauses.GetOrAdd(client, static (_, time) => new ClientThrottle(time), timeProvider);
}
