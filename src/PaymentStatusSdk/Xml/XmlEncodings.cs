using System.Text;

namespace PaymentStatusSdk.Xml;

/// <summary>The encodings that a document may declare, under all names in use.</summary>
internal static class XmlEncodings
{
    /// <summary>Returns the encoding with this name; null if the name is unknown or the encoding does not extend ASCII.</summary>
    /// <remarks>A document that declares UTF-16 is read as UTF-16 only if it has a byte order mark.</remarks>
    public static Encoding? Find(string name)
    {
        if (name == "utf-8") return Encoding.UTF8;
        var key = name.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();
        return key switch
        {
            "UTF8" => Encoding.UTF8,
            "USASCII" or "ASCII" => Encoding.ASCII,
            "ISO88591" or "LATIN1" or "L1" or "CP819" => Encoding.Latin1,
            "ISO885915" or "LATIN9" or "L9" => CodePage("iso-8859-15"),
            "WINDOWS1252" or "CP1252" or "1252" => CodePage("windows-1252"),
            "UTF16" or "UTF16LE" or "UTF16BE" or "UCS2" => Encoding.Unicode,
            _ => CodePage(name) ?? BuiltIn(name),
        };
    }

    /// <summary>Returns the characters of the octets from 128 on; U+FFFD where there is none.</summary>
    public static void FillUpperHalf(Encoding encoding, Span<char> characters)
    {
        Span<byte> octets = stackalloc byte[128];
        for (var i = 0; i < octets.Length; i++) octets[i] = (byte)(i + 128);
        encoding.GetChars(octets, characters);
        foreach (ref var character in characters)
        {
            // Control characters 128 to 159 represent octets without a meaning. ASCII has no upper half at all.
            if (character <= '\u009F') character = '\uFFFD';
        }
    }

    // The registered names of the encodings above, such as ANSI_X3.4-1968 or csISOLatin1.
    private static Encoding? BuiltIn(string name)
    {
        try
        {
            return Encoding.GetEncoding(name).CodePage switch
            {
                20127 => Encoding.ASCII,
                28591 => Encoding.Latin1,
                65001 => Encoding.UTF8,
                1200 or 1201 => Encoding.Unicode,
                _ => null,
            };
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            // UTF-7 is known but not supported.
            return null;
        }
    }

    // Called directly: registering the provider would affect the merchant's whole process.
    private static Encoding? CodePage(string name) =>
        CodePagesEncodingProvider.Instance.GetEncoding(name) is { IsSingleByte: true } encoding && ExtendsAscii(encoding) ? encoding : null;

    private static bool ExtendsAscii(Encoding encoding)
    {
        Span<byte> octets = stackalloc byte[128];
        Span<char> characters = stackalloc char[128];
        for (var i = 0; i < octets.Length; i++) octets[i] = (byte)i;
        encoding.GetChars(octets, characters);
        for (var i = 0; i < characters.Length; i++)
        {
            if (characters[i] != i) return false;
        }

        return true;
    }
}
