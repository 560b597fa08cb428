using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.ConvergeGate;

/// <summary>
/// The checksum of a command, and of a notification: lower-case hex SHA-1 over the UTF-8 of user, password, command, the raw id, and at last the key.
/// <c>PROTOCOL.md, checksum</c>
/// </summary>
/// <remarks>The gateway prescribes SHA-1. It shows that the sender knows the key; it is TLS that protects the message.</remarks>
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

    /// <summary>Writes the checksum of a command about one id.</summary>
    /// <param name="id">As it is, before XML escaping.</param>
    /// <param name="hex">At least 40 octets.</param>
    public void Write(string id, Span<byte> hex)
    {
        var most = _prefix.Length + Encoding.UTF8.GetMaxByteCount(id.Length) + _key.Length;
        byte[]? rented = null;
        var text = most <= 1024 ? stackalloc byte[1024] : rented = ArrayPool<byte>.Shared.Rent(most);
        _prefix.CopyTo(text);
        var length = _prefix.Length + Encoding.UTF8.GetBytes(id, text[_prefix.Length..]);
        _key.CopyTo(text[length..]);
        length += _key.Length;

        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        Hash(text[..length], hash);
        text[..length].Clear();
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        Convert.TryToHexStringLower(hash, hex, out _);
    }

    /// <summary>Is that the checksum of a message to us? Compared in constant time; the case of the digits does not matter.</summary>
    /// <param name="received">As received; null when there was none.</param>
    /// <param name="text">Everything under the checksum before the key.</param>
    /// <param name="key">The key.</param>
    public static bool Matches(string? received, string text, string key)
    {
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        Hash(Encoding.UTF8.GetBytes(text + key), hash);
        return SecretComparison.IsHexOf(received?.Trim(), hash);
    }

    [SuppressMessage("Security", "CA5350", Justification = "The gateway's protocol prescribes SHA-1.")]
    private static void Hash(ReadOnlySpan<byte> text, Span<byte> hash) => SHA1.HashData(text, hash);
}
