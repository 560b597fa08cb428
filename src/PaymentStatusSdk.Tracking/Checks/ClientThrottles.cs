using System.Collections.Concurrent;

namespace PaymentStatusSdk.Tracking.Checks;

/// <summary>The throttles of all clients in this process, by client name. The worker and single passes share them.</summary>
internal sealed class ClientThrottles(TimeProvider timeProvider) : ITrackingPauseSource
{
    private readonly ConcurrentDictionary<string, ClientThrottle> _throttles = new(StringComparer.Ordinal);

    public TimeSpan? PauseLeft(string clientName)
    {
        ArgumentNullException.ThrowIfNull(clientName);
        return _throttles.TryGetValue(clientName, out var throttle) ? throttle.Left : null;
    }

    public ClientThrottle Of(string client) => _throttles.GetOrAdd(client, static (_, time) => new ClientThrottle(time), timeProvider);
}
