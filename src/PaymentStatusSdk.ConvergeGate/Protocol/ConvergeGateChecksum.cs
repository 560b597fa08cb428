using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using PaymentStatusSdk.Adapters.Callbacks;
using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.ConvergeGate.Protocol;

/// <summary>
/// The checksum of a command or notification: lower-case hex SHA-1 of the UTF-8 octets of user, password, command, unescaped fields and
/// key, in that order. See <c>PROTOCOL.md</c>, section Checksum.
/// </summary>
/// <remarks>The gateway requires SHA-1. The checksum proves that the sender knows the key; TLS protects the message.</remarks>
internal sealed class ConvergeGateChecksum
{
    public const int HexLength = 40;

    private readonly byte[] _prefix;
    private readonly byte[] _key;

    public ConvergeGateChecksum(string apiUser, string apiPassword, string command, string apiKey)
    {
        _prefix = Encoding.UTF8.GetBytes(apiUser + apiPassword + command);
        _key = Encoding.UTF8.GetBytes(apiKey);
    }

    /// <summary>Writes the checksum of a command about one transaction.</summary>
    /// <param name="id">The reference of the transaction, before XML escaping.</param>
    /// <param name="hex">The destination; at least 40 octets.</param>
    public void Write(string id, Span<byte> hex)
    {
        using var text = new RequestBuffer();
        text.Write(_prefix);
        text.Write(id);
        text.Write(_key);
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        Hash(text.Span, hash);
        Convert.TryToHexStringLower(hash, hex, out _);
    }

    /// <summary>
    /// Whether the received checksum is correct. The comparison takes constant time and ignores the case of the hex digits.
    /// </summary>
    /// <param name="received">The checksum as received; null when the message has none.</param>
    /// <param name="text">The text that the checksum covers, without the key.</param>
    /// <param name="key">The API key.</param>
    public static bool Matches(string? received, string text, string key)
    {
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        Hash(Encoding.UTF8.GetBytes(text + key), hash);
        return SecretComparison.IsHexOf(received?.Trim(), hash);
    }

    [SuppressMessage("Security", "CA5350", Justification = "The gateway's protocol requires SHA-1.")]
    private static void Hash(ReadOnlySpan<byte> text, Span<byte> hash) => SHA1.HashData(text, hash);
}
