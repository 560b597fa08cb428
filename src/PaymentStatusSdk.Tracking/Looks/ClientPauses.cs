using System.Collections.Concurrent;

namespace PaymentStatusSdk.Tracking;

/// <summary>The pauses of all clients of this process, by name: a worker and single passes share them.</summary>
internal sealed class ClientPauses(TimeProvider timeProvider)
{
    private readonly ConcurrentDictionary<string, ClientPause> _pauses = new(StringComparer.Ordinal);

    public ClientPause Of(string client) => _pauses.GetOrAdd(client, static (_, time) => new ClientPause(time), timeProvider);
}
