using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.Xml;

/// <summary>The first line of a document: <c>&lt;?xml version="1.0" encoding="..."?&gt;</c>.</summary>
/// <param name="Length">The length in octets; 0 when there is no declaration.</param>
/// <param name="Encoding">The declared encoding; null when none is declared.</param>
internal readonly record struct XmlDeclaration(int Length, string? Encoding)
{
    private const int LongestDeclaration = 256;
    private const string Blanks = " \t\r\n";

    private static ReadOnlySpan<byte> Usual => "<?xml version=\"1.0\" encoding=\"utf-8\"?>"u8;

    private static ReadOnlySpan<byte> UsualInCapitals => "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"u8;

    /// <summary>Reads the declaration at the start of a document.</summary>
    /// <exception cref="TransactionStatusException">The declaration cannot be read (InvalidResponse).</exception>
    public static XmlDeclaration Read(ReadOnlySpan<byte> document)
    {
        if (!StartsOne(document)) return default;
        // Nearly all answers start with one of these, which are read without an allocation.
        if ((document.StartsWith(Usual) || document.StartsWith(UsualInCapitals)) && !StartsOne(document[Usual.Length..]))
            return new XmlDeclaration(Usual.Length, "utf-8");
        var end = document[..Math.Min(document.Length, LongestDeclaration)].IndexOf("?>"u8);
        if (end < 0) throw Unreadable();
        var rest = System.Text.Encoding.Latin1.GetString(document[5..end]).AsSpan();
        // XML 1.1 differs in characters that are replaced anyway.
        if (Take(ref rest, "version") is not { Length: 3 } version || !version.StartsWith("1.", StringComparison.Ordinal))
            throw Unreadable();
        var encoding = Take(ref rest, "encoding");
        Take(ref rest, "standalone");
        var isWhole = rest.IsWhiteSpace() && encoding is not "" && !StartsOne(document[(end + 2)..]);
        return isWhole ? new XmlDeclaration(end + 2, encoding) : throw Unreadable();
    }

    /// <summary>Creates the failure of a document whose declaration cannot be read or names an unknown encoding.</summary>
    public static TransactionStatusException Unreadable() =>
        ProtocolErrors.Invalid("The answer's first line is not an XML declaration of a known form and encoding (line 1).");

    private static bool StartsOne(ReadOnlySpan<byte> document) =>
        document.StartsWith("<?xml"u8) && document.Length > 5 && Blanks.Contains((char)document[5]);

    // Reads a blank, the name, '=', and the quoted value; null when the next name is another one.
    private static string? Take(ref ReadOnlySpan<char> rest, string name)
    {
        var trimmed = rest.TrimStart(Blanks);
        if (trimmed.Length == rest.Length || !trimmed.StartsWith(name, StringComparison.Ordinal)) return null;
        trimmed = trimmed[name.Length..].TrimStart(Blanks);
        if (trimmed is not ['=', ..]) return null;
        trimmed = trimmed[1..].TrimStart(Blanks);
        if (trimmed is not ['"' or '\'', ..]) return null;
        var close = trimmed[1..].IndexOf(trimmed[0]);
        if (close < 0) return null;
        rest = trimmed[(close + 2)..];
        return trimmed.Slice(1, close).ToString();
    }
}
