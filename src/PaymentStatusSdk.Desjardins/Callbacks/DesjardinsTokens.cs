using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.Desjardins.Callbacks;

/// <summary>
/// Creates and verifies the token in a callback address: 16 random octets, the expiry time, and an HMAC-SHA256 of both with the merchant
/// key. Verification needs no stored data. Thread-safe.
/// </summary>
internal sealed class DesjardinsTokens(DesjardinsOptions options, string clientName)
{
    private const int RandomLength = 16;
    private const int SignedLength = RandomLength + sizeof(long);
    private const int TokenLength = SignedLength + HMACSHA256.HashSizeInBytes;

    private readonly byte[] _context = Encoding.UTF8.GetBytes($"PaymentStatusSdk.Desjardins step 4\0{clientName}\0{options.MerchantId}\0");
    private readonly byte[][] _keys =
    [
        .. new[] { options.MerchantKey }.Concat(options.OtherMerchantKeys ?? []).Select(Encoding.UTF8.GetBytes),
    ];

    /// <summary>The options that contain the keys.</summary>
    public DesjardinsOptions Options => options;

    /// <summary>Redacts the keys in the gateway's texts.</summary>
    public SecretRedactor Redactor { get; } = new([options.MerchantKey, .. options.OtherMerchantKeys ?? []]);

    /// <summary>Creates a token, and the id of its mailbox.</summary>
    public (string Token, string MailboxId) Create(DateTimeOffset expiresAt)
    {
        Span<byte> octets = stackalloc byte[TokenLength];
        RandomNumberGenerator.Fill(octets[..RandomLength]);
        BinaryPrimitives.WriteInt64BigEndian(octets[RandomLength..], expiresAt.ToUnixTimeMilliseconds());
        Sign(_keys[0], octets[..SignedLength], octets[SignedLength..]);
        return (Base64Url.EncodeToString(octets), MailboxIdOf(octets));
    }

    /// <summary>Whether the token is genuine; returns its mailbox and expiry time. An expired token is still genuine.</summary>
    public bool TryRead(ReadOnlySpan<char> token, out string mailboxId, out DateTimeOffset expiresAt)
    {
        (mailboxId, expiresAt) = (string.Empty, default);
        Span<byte> octets = stackalloc byte[TokenLength];
        if (token.Length != Base64Url.GetEncodedLength(TokenLength)) return false;
        var status = Base64Url.DecodeFromChars(token, octets, out _, out var length);
        if (status != OperationStatus.Done || length != TokenLength || !IsSigned(octets)) return false;
        mailboxId = MailboxIdOf(octets);
        expiresAt = DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(octets[RandomLength..]));
        return true;
    }

    // All keys are always tried, so that the duration does not reveal which one matches.
    private bool IsSigned(ReadOnlySpan<byte> octets)
    {
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var isSigned = false;
        foreach (var key in _keys)
        {
            Sign(key, octets[..SignedLength], expected);
            isSigned |= CryptographicOperations.FixedTimeEquals(expected, octets[SignedLength..]);
        }

        return isSigned;
    }

    private void Sign(byte[] key, ReadOnlySpan<byte> signed, Span<byte> signature)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hmac.AppendData(_context);
        hmac.AppendData(signed);
        hmac.GetHashAndReset(signature);
    }

    private static string MailboxIdOf(ReadOnlySpan<byte> octets) => Convert.ToHexStringLower(octets[..RandomLength]);
}
