namespace PaymentStatusSdk.Adapters;

/// <summary>The first line of a document: <c>&lt;?xml version="1.0" encoding="..."?&gt;</c>.</summary>
/// <param name="Length">How many octets it takes; 0 when there is none.</param>
/// <param name="Encoding">The declared encoding; null when none is declared.</param>
internal readonly record struct XmlDeclaration(int Length, string? Encoding)
{
    private const int LongestDeclaration = 256;
    private const string Blanks = " \t\r\n";

    private static ReadOnlySpan<byte> Usual => "<?xml version=\"1.0\" encoding=\"utf-8\"?>"u8;

    private static ReadOnlySpan<byte> UsualInCapitals => "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"u8;

    /// <summary>Reads the declaration at the start of a document.</summary>
    /// <exception cref="TransactionStatusException">There is one, and it cannot be read (InvalidResponse).</exception>
    public static XmlDeclaration Read(ReadOnlySpan<byte> document)
    {
        if (!StartsOne(document)) return default;
        // What nearly all answers begin with, read without an allocation.
        if ((document.StartsWith(Usual) || document.StartsWith(UsualInCapitals)) && !StartsOne(document[Usual.Length..]))
            return new XmlDeclaration(Usual.Length, "utf-8");
        var end = document[..Math.Min(document.Length, LongestDeclaration)].IndexOf("?>"u8);
        if (end < 0) throw Unreadable();
        var rest = System.Text.Encoding.Latin1.GetString(document[5..end]).AsSpan();
        // XML 1.1 differs in characters that are replaced anyway.
        if (Take(ref rest, "version") is not { Length: 3 } version || !version.StartsWith("1.", StringComparison.Ordinal)) throw Unreadable();
        var encoding = Take(ref rest, "encoding");
        Take(ref rest, "standalone");
        var isWhole = rest.IsWhiteSpace() && encoding is not "" && !StartsOne(document[(end + 2)..]);
        return isWhole ? new XmlDeclaration(end + 2, encoding) : throw Unreadable();
    }

    /// <summary>The failure of a document whose declaration cannot be read or names an encoding that is not known.</summary>
    public static TransactionStatusException Unreadable() =>
        ProtocolErrors.Invalid("The answer's first line is no XML declaration of a known form and encoding (line 1).");

    private static bool StartsOne(ReadOnlySpan<byte> document) =>
        document.StartsWith("<?xml"u8) && document.Length > 5 && Blanks.Contains((char)document[5]);

    // A blank, the name, '=', and the value in quotes; null when the next name is another.
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
