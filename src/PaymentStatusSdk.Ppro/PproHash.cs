using System.Security.Cryptography;
using System.Text;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Ppro;

/// <summary>
/// The hash under notifications and consumer returns: sha256( sha256( first "." second ) "." secret ), the inner one as lower-case hex.
/// <c>PROTOCOL.md, notifications</c>
/// </summary>
internal static class PproHash
{
    /// <summary>Does it fit one of the secrets? All are compared, in constant time; the case of the digits does not matter.</summary>
    public static bool Matches(string? received, string first, string second, IEnumerable<string> secrets)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{first}.{second}"), hash);
        var inner = Convert.ToHexStringLower(hash);
        var fits = false;
        foreach (var secret in secrets)
        {
            SHA256.HashData(Encoding.UTF8.GetBytes($"{inner}.{secret}"), hash);
            fits |= SecretComparison.IsHexOf(received, hash);
        }

        return fits;
    }
}
