using System.Text;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Sqlite.Database;

/// <summary>
/// Checks that a database returns a text exactly as stored: no NUL characters, which may truncate it, and no unpaired surrogates.
/// </summary>
internal static class StorableText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static bool Is(string? text)
    {
        if (text is null) return true;
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (character == '\0') return false;
            if (!char.IsSurrogate(character)) continue;
            if (!char.IsHighSurrogate(character) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1])) return false;
            i++;
        }

        return true;
    }

    public static byte[] ToUtf8(string text) => Is(text)
        ? Strict.GetBytes(text)
        : throw new TrackingStoreException(
            "An id contains a NUL character or an unpaired surrogate, which cannot be stored unchanged. Nothing was written. Reject such "
            + "ids where your application receives them.", isTransient: false)
        {
            IsOfData = true,
        };
}
