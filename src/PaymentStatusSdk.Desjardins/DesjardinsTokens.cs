using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PaymentStatusSdk.Desjardins;

/// <summary>
/// Makes and checks the token in a callback address: 16 random octets, the time at which it runs out, and an HMAC-SHA256 of both under the merchant
/// key. Whoever checks it needs to look nothing up. Thread-safe.
/// </summary>
internal sealed class DesjardinsTokens(DesjardinsOptions options, string clientName)
{
    private const int RandomLength = 16;
    private const int SignedLength = RandomLength + sizeof(long);
    private const int TokenLength = SignedLength + HMACSHA256.HashSizeInBytes;

    private readonly byte[] _context = Encoding.UTF8.GetBytes($"PaymentStatusSdk.Desjardins step 4\0{clientName}\0{options.MerchantId}\0");
    private readonly byte[][] _keys = [.. new[] { options.MerchantKey }.Concat(options.OtherMerchantKeys ?? []).Select(Encoding.UTF8.GetBytes)];

    /// <summary>The options that the keys are from.</summary>
    public DesjardinsOptions Options => options;

    /// <summary>A new token, and the id of the box that it leads to.</summary>
    public (string Token, string MailboxId) Create(DateTimeOffset expiresAt)
    {
        Span<byte> octets = stackalloc byte[TokenLength];
        RandomNumberGenerator.Fill(octets[..RandomLength]);
        BinaryPrimitives.WriteInt64BigEndian(octets[RandomLength..], expiresAt.ToUnixTimeMilliseconds());
        Sign(_keys[0], octets[..SignedLength], octets[SignedLength..]);
        return (Base64Url.EncodeToString(octets), MailboxIdOf(octets));
    }

    /// <summary>Is the token one of ours, and until when did it hold?</summary>
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

    // All keys are tried, whichever fits: the time must not tell which.
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
