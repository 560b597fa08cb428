using System.Security.Cryptography;
using System.Text;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.PostgreSql.Signals;

/// <summary>
/// The NOTIFY payloads: <c>signal:sender</c>. Any role of the database may listen, so the keys of exchange locks and the ids of mailboxes
/// are hashed. The sender identifies the process, which ignores its own notifications.
/// </summary>
internal static class StoreSignal
{
    public const string Checks = "checks";
    public const string Changes = "changes";
    private const int HashBytes = 12;

    public static string OfLock(string key) => "lock-" + Hash(key);

    public static string OfMailbox(string id) => "mailbox-" + Hash(id);

    /// <summary>Creates a random sender id.</summary>
    public static string NewSender() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(HashBytes));

    /// <summary>Dispatches a received payload to the waiters, unless this process sent it.</summary>
    public static void Dispatch(string payload, WakeupHub hub)
    {
        var end = payload.IndexOf(':', StringComparison.Ordinal);
        if (end < 0 || payload.AsSpan(end + 1).SequenceEqual(hub.Sender)) return;
        switch (payload[..end])
        {
            case Checks: hub.SignalWork(WorkHint.Checks); break;
            case Changes: hub.SignalWork(WorkHint.Changes); break;
            case var key: hub.Signal(key); break;
        }
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, HashBytes));
}
