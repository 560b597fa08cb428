using System.Text;

namespace PaymentStatusSdk.Cli.Record.Redaction;

/// <summary>Converts between octets, one in each character, and text.</summary>
internal static class OctetText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Returns the text of octets in UTF-8; octets that are not UTF-8 are read as ISO-8859-1.</summary>
    public static string Decode(string octets)
    {
        if (!octets.AsSpan().ContainsAnyExceptInRange('\0', '\u007F')) return octets;
        // A reference may have been decoded to a character that is no octet.
        if (octets.AsSpan().ContainsAnyExceptInRange('\0', '\u00FF')) return octets;
        try
        {
            return Strict.GetString(Encoding.Latin1.GetBytes(octets));
        }
        catch (DecoderFallbackException)
        {
            return octets;
        }
    }
}
