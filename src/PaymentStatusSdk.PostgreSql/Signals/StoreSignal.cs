using System.Security.Cryptography;
using System.Text;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.PostgreSql.Signals;

/// <summary>
/// What goes through NOTIFY: <c>what:who</c>. Any role of the database may listen, so keys of gates and ids of boxes go as hashes; who is the
/// sending process, which knows already.
/// </summary>
internal static class StoreSignal
{
    public const string Checks = "l";
    public const string Changes = "c";
    private const int HashBytes = 12;

    public static string OfLock(string key) => "g" + Hash(key);

    public static string OfMailbox(string id) => "b" + Hash(id);

    /// <summary>A new name of a sender.</summary>
    public static string NewSender() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(HashBytes));

    /// <summary>Passes on what came, unless it is our own.</summary>
    public static void Dispatch(string payload, WakeupHub board)
    {
        var end = payload.IndexOf(':', StringComparison.Ordinal);
        if (end < 0 || payload.AsSpan(end + 1).SequenceEqual(board.Sender)) return;
        switch (payload[..end])
        {
            case Checks: board.RaiseWork(WorkHint.Checks); break;
            case Changes: board.RaiseWork(WorkHint.Changes); break;
            case var key: board.Raise(key); break;
        }
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, HashBytes));
}
