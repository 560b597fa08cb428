using System.Security.Cryptography;
using System.Text;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Relational.Store;

/// <summary>Checks and shortens external text for storage.</summary>
internal static class StoredText
{
    // An index entry can hold about 2,700 bytes.
    private const int MaxKeyLength = 300;
    private const int PrefixLength = 299;

    /// <summary>Whether every database can store the text unchanged: it contains no NUL character and no unpaired surrogate.</summary>
    public static bool IsStorable(string? text)
    {
        if (text is null) return true;
        if (text.Contains('\0', StringComparison.Ordinal)) return false;
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return false;
            i++;
        }

        return true;
    }

    /// <exception cref="TrackingStoreException">The text cannot be stored.</exception>
    public static void Require(string? text, string what)
    {
        if (!IsStorable(text))
        {
            throw new TrackingStoreException(
                $"{what} contains a NUL character or an unpaired surrogate, which cannot be stored unchanged. Nothing was written. Reject "
                + "such ids where your application receives them.",
                isTransient: false)
            {
                IsOfData = true,
            };
        }
    }

    /// <exception cref="TrackingStoreException">A text of the row cannot be stored.</exception>
    public static void Require(TrackedTransaction transaction, TransactionKeys keys)
    {
        Require(transaction.ClientName, "The client name");
        Require(transaction.GatewayReference, "The gateway reference");
        Require(keys.GatewayKey, "The gateway reference");
        Require(transaction.MerchantReference, "The merchant reference");
        Require(keys.MerchantKey, "The merchant reference");
    }

    /// <summary>Returns the keys as they are stored.</summary>
    public static TransactionKeys Keys(TransactionKeys keys) =>
        keys with { GatewayKey = Key(keys.GatewayKey), MerchantKey = Key(keys.MerchantKey) };

    /// <summary>Returns the text for an index: a long text is truncated and made unique by its hash.</summary>
    public static string? Key(string? text) => text is { Length: > MaxKeyLength }
        // A shortened key is longer than MaxKeyLength, so it never equals a key that is stored unchanged.
        ? $"{text[..CutAt(text)]}#{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}"
        : text;

    // Never split a surrogate pair.
    private static int CutAt(string text) => char.IsHighSurrogate(text[PrefixLength - 1]) ? PrefixLength - 1 : PrefixLength;
}
