using System.Globalization;
using System.Text;

namespace PaymentStatusSdk.Fuzz.Naive;

/// <summary>Splits forms with the means of strings.</summary>
internal static class NaiveForm
{
    private const string Mark = "\u00EF\u00BB\u00BF";

    private static readonly char[] Blanks = [' ', '\t', '\r', '\n'];

    /// <summary>Returns the pairs in their order; the value is null for a bare name. One character stands for one octet.</summary>
    public static List<(string Name, string? Value)> Split(ReadOnlySpan<byte> body)
    {
        var text = Encoding.Latin1.GetString(body);
        text = text[EndOfMarks(text)..];
        var padding = text[text.TrimEnd('\0', ' ', '\t', '\r', '\n').Length..];
        if (padding.Contains('\0', StringComparison.Ordinal)) text = text[..^padding.Length];
        var pairs = new List<(string, string?)>();
        text = text.Trim(Blanks).Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
        foreach (var segment in text.Split('&'))
        {
            var pair = segment.Trim(Blanks);
            if (pair.Length == 0) continue;
            var parts = pair.Split('=', 2);
            pairs.Add((parts[0], parts.Length == 2 ? parts[1] : null));
        }

        return pairs;
    }

    // Without a copy for each of them: a long body may consist of marks.
    private static int EndOfMarks(string text)
    {
        var (end, at) = (0, 0);
        while (at < text.Length)
        {
            if (Blanks.Contains(text[at])) at++;
            else if (string.CompareOrdinal(text, at, Mark, 0, Mark.Length) == 0) end = at += Mark.Length;
            else break;
        }

        return end;
    }

    /// <summary>Decodes a value; null when it has a malformed escape or is not UTF-8.</summary>
    public static string? Decode(string encoded)
    {
        var octets = new List<byte>();
        for (var i = 0; i < encoded.Length; i++)
        {
            if (encoded[i] == '+') octets.Add((byte)' ');
            else if (encoded[i] != '%') octets.Add((byte)encoded[i]);
            else if (i + 2 < encoded.Length && IsHex(encoded[i + 1]) && IsHex(encoded[i + 2]))
            {
                octets.Add(byte.Parse(encoded.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                i += 2;
            }
            else return null;
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString([.. octets]);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static bool IsHex(char character) => "0123456789abcdefABCDEF".Contains(character, StringComparison.Ordinal);
}
