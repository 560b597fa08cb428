using System.Security.Cryptography;
using System.Text;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.PostgreSql.Store;

/// <summary>What PostgreSQL can hold of a text from outside.</summary>
internal static class StoredText
{
    // An entry of an index has room for some 2,700 bytes.
    private const int LongestKey = 300;
    private const int KeptOfKey = 299;

    /// <summary>Can it be stored to the letter? Not with a NUL or with half of a surrogate pair.</summary>
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

    /// <exception cref="TrackingStoreException">It cannot be stored.</exception>
    public static void Require(string? text, string what)
    {
        if (!IsStorable(text))
            throw new TrackingStoreException($"{what} has a character that PostgreSQL cannot store: NUL or half of a surrogate pair. Nothing was written; correct it where it comes from.", isTransient: false) { IsOfData = true };
    }

    /// <summary>The text as it stands in an index: a long one is cut and told apart by its hash.</summary>
    public static string? Key(string? text) => text is { Length: > LongestKey }
        // Longer than any key that is kept whole: the two are never the same.
        ? $"{text[..CutAt(text)]}#{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}"
        : text;

    // Never between the halves of a pair.
    private static int CutAt(string text) => char.IsHighSurrogate(text[KeptOfKey - 1]) ? KeptOfKey - 1 : KeptOfKey;
}
