using System.Text;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Sqlite;

/// <summary>Text that comes out of a database as it went in: without NUL, where it might end, and without half a character.</summary>
internal static class StorableText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static bool Is(string? text)
    {
        if (text is null) return true;
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            if (letter == '\0') return false;
            if (!char.IsSurrogate(letter)) continue;
            if (!char.IsHighSurrogate(letter) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1])) return false;
            i++;
        }

        return true;
    }

    public static byte[] ToUtf8(string text) => Is(text)
        ? Strict.GetBytes(text)
        : throw new TrackingStoreException(
            "An id holds a NUL character or half a surrogate pair, which no database keeps as it is. Refuse such an id where it comes in.", isTransient: false)
        {
            IsOfData = true,
        };
}
