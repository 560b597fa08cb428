using System.Security.Cryptography;
using System.Text;
using PaymentStatusSdk.Adapters.Callbacks;

namespace PaymentStatusSdk.Ppro.Protocol;

/// <summary>
/// The hash of notifications and consumer returns: sha256( sha256( first "." second ) "." secret ), with the inner hash as lower-case hex.
/// See <c>PROTOCOL.md</c>, section Notifications.
/// </summary>
internal static class PproHash
{
    /// <summary>
    /// Whether the hash is valid for one of the secrets. All secrets are compared in constant time; the case of the hex digits is ignored.
    /// </summary>
    public static bool Matches(string? received, string first, string second, IEnumerable<string> secrets)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{first}.{second}"), hash);
        var inner = Convert.ToHexStringLower(hash);
        var isMatch = false;
        foreach (var secret in secrets)
        {
            SHA256.HashData(Encoding.UTF8.GetBytes($"{inner}.{secret}"), hash);
            isMatch |= SecretComparison.IsHexOf(received, hash);
        }

        return isMatch;
    }
}
