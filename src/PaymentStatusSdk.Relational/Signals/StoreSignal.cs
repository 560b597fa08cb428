using System.Security.Cryptography;
using System.Text;

namespace PaymentStatusSdk.Relational.Signals;

/// <summary>The names of signals. Others may read a channel, so the keys of exchange locks and the ids of mailboxes are hashed.</summary>
internal static class StoreSignal
{
    public const string Checks = "checks";
    public const string Changes = "changes";
    private const int HashBytes = 12;

    public static string OfLock(string key) => "lock-" + Hash(key);

    public static string OfMailbox(string id) => "mailbox-" + Hash(id);

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, HashBytes));
}
