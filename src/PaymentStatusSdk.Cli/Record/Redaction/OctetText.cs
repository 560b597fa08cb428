using System.Text;
using System.Text.Unicode;

namespace PaymentStatusSdk.Cli.Record.Redaction;

/// <summary>Converts between octets, one in each character, and text.</summary>
internal static class OctetText
{
    /// <summary>The byte order mark of UTF-8.</summary>
    private const string Mark = "\u00EF\u00BB\u00BF";

    /// <summary>Returns the number of octets before the content of a body: a byte order mark and blanks.</summary>
    public static int LengthOfStart(string octets)
    {
        var mark = octets.StartsWith(Mark, StringComparison.Ordinal) ? Mark.Length : 0;
        return octets.Length - octets.AsSpan(mark).TrimStart(" \t\r\n").Length;
    }

    /// <summary>Whether a body is in UTF-16, or looks like it: a mark at the beginning, or a NUL that is not at the end.</summary>
    public static bool IsUtf16(string octets) =>
        octets.StartsWith("\u00FF\u00FE", StringComparison.Ordinal) || octets.StartsWith("\u00FE\u00FF", StringComparison.Ordinal)
        || octets.AsSpan().TrimEnd('\0').Contains('\0');

    /// <summary>Returns the text of octets in UTF-8; octets that are not UTF-8 are read as ISO-8859-1.</summary>
    public static string Decode(string octets)
    {
        if (!octets.AsSpan().ContainsAnyExceptInRange('\0', '\u007F')) return octets;
        // A reference may have been decoded to a character that is no octet.
        if (octets.AsSpan().ContainsAnyExceptInRange('\0', '\u00FF')) return octets;
        var bytes = Encoding.Latin1.GetBytes(octets);
        return Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : octets;
    }
}
