using System.Security.Cryptography;
using System.Text;

namespace PaymentStatusSdk.Adapters;

/// <summary>Compares what a stranger sent with a secret, in a time that tells nothing about it, its length included.</summary>
public static class SecretComparison
{
    private const int LongestHash = 64;

    /// <summary>Is the text one of the secrets? All of them are compared, whichever fits. An empty secret fits nothing.</summary>
    /// <param name="received">As received; null when there was none.</param>
    /// <param name="secrets">The secrets in force.</param>
    public static bool IsAnyOf(string? received, IEnumerable<string?> secrets)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        Span<byte> actual = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> expected = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(received ?? string.Empty, actual);
        var isAny = false;
        foreach (var secret in secrets)
        {
            Hash(secret ?? string.Empty, expected);
            isAny |= CryptographicOperations.FixedTimeEquals(actual, expected) & !string.IsNullOrEmpty(secret);
        }

        return isAny & received is not null;
    }

    /// <summary>Is the text that hash in hexadecimal digits, of either case?</summary>
    /// <param name="received">As received; null when there was none.</param>
    /// <param name="hash">The right one, of at most 64 octets.</param>
    public static bool IsHexOf(string? received, ReadOnlySpan<byte> hash)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hash.Length, LongestHash);
        if (received is null || received.Length != hash.Length * 2) return false;
        Span<byte> octets = stackalloc byte[LongestHash];
        var status = Convert.FromHexString(received, octets, out _, out var written);
        return status == System.Buffers.OperationStatus.Done & CryptographicOperations.FixedTimeEquals(octets[..written], hash);
    }

    private static void Hash(string text, Span<byte> hash) => SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
}
