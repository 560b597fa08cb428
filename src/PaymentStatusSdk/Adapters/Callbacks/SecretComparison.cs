using System.Security.Cryptography;
using System.Text;

namespace PaymentStatusSdk.Adapters.Callbacks;

/// <summary>Compares a received value with a secret in a time that reveals nothing about the secret, including its length.</summary>
public static class SecretComparison
{
    private const int LongestHash = 64;

    /// <summary>
    /// Whether the text equals one of the secrets. All secrets are compared, even after a match. An empty secret matches nothing.
    /// </summary>
    /// <param name="received">The text as received; null when it is missing.</param>
    /// <param name="secrets">The currently valid secrets.</param>
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

    /// <summary>Whether the text is the hash in hexadecimal digits, in upper or lower case.</summary>
    /// <param name="received">The text as received; null when it is missing.</param>
    /// <param name="hash">The expected hash, of at most 64 octets.</param>
    public static bool IsHexOf(string? received, ReadOnlySpan<byte> hash)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hash.Length, LongestHash);
        if (received is null) return false;
        Span<byte> octets = stackalloc byte[LongestHash];
        var status = Convert.FromHexString(received, octets, out _, out var written);
        return status == System.Buffers.OperationStatus.Done & CryptographicOperations.FixedTimeEquals(octets[..written], hash);
    }

    private static void Hash(string text, Span<byte> hash) => SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
}
