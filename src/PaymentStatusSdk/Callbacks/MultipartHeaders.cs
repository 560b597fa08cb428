using System.Text;

namespace PaymentStatusSdk.Callbacks;

/// <summary>
/// Reads the header lines of one part of multipart/form-data (RFC 7578). Rejects content with a transfer encoding such as base64.
/// </summary>
internal static class MultipartHeaders
{
    private const int MaxLines = 8;

    /// <summary>Whether the content starts with a part's header, unlike other content that follows a line of hyphens.</summary>
    public static bool IsAtHeader(ReadOnlySpan<byte> content) => TryCutPrefix(content, "Content-"u8, out _);

    /// <summary>Reads the headers up to the empty line.</summary>
    /// <param name="content">The part, starting with its first header.</param>
    /// <param name="name">The name of the field.</param>
    /// <param name="length">The octets of the headers, including the empty line.</param>
    public static bool TryRead(ReadOnlyMemory<byte> content, out ReadOnlyMemory<byte> name, out int length)
    {
        (name, length) = (default, 0);
        var hasName = false;
        for (var lines = 0; lines <= MaxLines; lines++)
        {
            var end = content.Span[length..].IndexOf((byte)'\n');
            if (end < 0) return false;
            var line = content.Slice(length, end).TrimEnd(" \t\r"u8);
            length += end + 1;
            if (line.IsEmpty) return hasName;
            if (TryCutPrefix(line.Span, "Content-Transfer-Encoding:"u8, out var encoding) && !IsPlain(encoding.Trim(" \t"u8))) return false;
            if (!TryCutPrefix(line.Span, "Content-Disposition:"u8, out var disposition)) continue;
            // With a second name it would be ambiguous which field this is.
            if (hasName || !TryFindName(disposition, out var start, out var size)) return false;
            hasName = true;
            name = line.Slice(line.Length - disposition.Length + start, size);
        }

        return false;
    }

    private static bool IsPlain(ReadOnlySpan<byte> encoding) =>
        Ascii.EqualsIgnoreCase(encoding, "7bit"u8) || Ascii.EqualsIgnoreCase(encoding, "8bit"u8)
        || Ascii.EqualsIgnoreCase(encoding, "binary"u8);

    // form-data; name="field"; filename="a.xml"
    private static bool TryFindName(ReadOnlySpan<byte> disposition, out int start, out int length)
    {
        (start, length) = (0, 0);
        var at = EndOfToken(disposition, 0);
        if (!Ascii.EqualsIgnoreCase(disposition[..at].Trim(" \t"u8), "form-data"u8)) return false;
        while (at < disposition.Length)
        {
            var equals = disposition[at..].IndexOf((byte)'=');
            if (equals < 0) return false;
            var parameter = disposition.Slice(at + 1, Math.Max(0, equals - 1)).Trim(" \t"u8);
            start = at + equals + 1;
            var isQuoted = start < disposition.Length && disposition[start] == '"';
            if (isQuoted) start++;
            var end = isQuoted ? EndOfQuoted(disposition, start) : EndOfToken(disposition, start);
            if (end < 0) return false;
            length = end - start;
            if (Ascii.EqualsIgnoreCase(parameter, "name"u8)) return true;
            at = EndOfToken(disposition, end);
        }

        return false;
    }

    private static int EndOfToken(ReadOnlySpan<byte> text, int from) =>
        text[from..].IndexOf((byte)';') is >= 0 and var end ? from + end : text.Length;

    private static int EndOfQuoted(ReadOnlySpan<byte> text, int from)
    {
        for (var i = from; i < text.Length; i++)
        {
            if (text[i] == '\\') i++;
            else if (text[i] == '"') return i;
        }

        return -1;
    }

    private static bool TryCutPrefix(ReadOnlySpan<byte> text, ReadOnlySpan<byte> prefix, out ReadOnlySpan<byte> rest)
    {
        rest = default;
        if (text.Length < prefix.Length || !Ascii.EqualsIgnoreCase(text[..prefix.Length], prefix)) return false;
        rest = text[prefix.Length..];
        return true;
    }
}
