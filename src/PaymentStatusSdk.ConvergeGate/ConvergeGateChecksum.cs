using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace PaymentStatusSdk.ConvergeGate;

/// <summary>
/// The checksum of a command: lower-case hex SHA-1 over the UTF-8 of user, password, command, the raw id, and at last the key.
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
    [SuppressMessage("Security", "CA5350", Justification = "The gateway's protocol prescribes SHA-1.")]
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
        SHA1.HashData(text[..length], hash);
        text[..length].Clear();
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        Convert.TryToHexStringLower(hash, hex, out _);
    }
}
