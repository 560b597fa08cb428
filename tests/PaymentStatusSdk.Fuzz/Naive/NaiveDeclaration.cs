using System.Text;
using System.Text.RegularExpressions;

namespace PaymentStatusSdk.Fuzz.Naive;

/// <summary>Reads the byte order mark and the declared encoding of a document.</summary>
internal static partial class NaiveDeclaration
{
    // Far longer than any declaration, in UTF-16, too.
    private const int MaxStart = 600;

    // PROTOCOL.md, section Encodings. The framework knows only some of them without a provider.
    private static readonly string[] Octets = ["UTF-8", "US-ASCII", "ISO-8859-1", "ISO-8859-15", "WINDOWS-1252"];

    /// <summary>Whether the document has a byte order mark and, certainly or possibly, declares another encoding.</summary>
    public static bool MayContradictMark(byte[] document)
    {
        if (document is not ([0xEF, 0xBB, 0xBF, ..] or [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..])) return false;
        var start = Start(document);
        return start.StartsWith("<?xml", StringComparison.Ordinal) && start.Contains("encoding", StringComparison.Ordinal)
            && !IsOrdinary(document);
    }

    /// <summary>Whether the document starts with a usual declaration of an encoding that every reader must accept.</summary>
    public static bool IsOrdinary(byte[] document)
    {
        if (Declaration().Match(Start(document)) is not { Success: true } declaration) return false;
        var name = declaration.Groups[3].Value.ToUpperInvariant();
        return document switch
        {
            [0xEF, 0xBB, 0xBF, ..] => name == "UTF-8",
            [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..] => name == "UTF-16",
            _ => Octets.Contains(name),
        };
    }

    /// <summary>Whether the document declares US-ASCII by one of its names.</summary>
    public static bool IsAscii(byte[] document)
    {
        if (Name().Match(Start(document)) is not { Success: true } name) return false;
        try
        {
            return Encoding.GetEncoding(name.Groups[1].Value).CodePage == Encoding.ASCII.CodePage;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    private static string Start(byte[] document)
    {
        var start = document[..Math.Min(document.Length, MaxStart)];
        return start switch
        {
            [0xEF, 0xBB, 0xBF, ..] => Encoding.Latin1.GetString(start, 3, start.Length - 3),
            [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(start, 2, start.Length - 2),
            [0xFF, 0xFE, ..] => Encoding.Unicode.GetString(start, 2, start.Length - 2),
            _ => Encoding.Latin1.GetString(start),
        };
    }

    [GeneratedRegex("""encoding\s*=\s*["']([^"']*)["']""")]
    private static partial Regex Name();

    [GeneratedRegex("""^<\?xml version=(["'])1\.0\1 encoding=(["'])([A-Za-z0-9-]+)\2(?: standalone=(["'])(?:yes|no)\4)? ?\?>""")]
    private static partial Regex Declaration();
}
