using System.Text;

namespace PaymentStatusSdk.Simulators.Desjardins;

/// <summary>The two charsets of the protocol. They are created without registering a provider for the whole process.</summary>
internal static class DipsCharset
{
    // Where ISO-8859-15 differs from ISO-8859-1.
    private const string OnlyLatin9 = "\u20AC\u0160\u0161\u017D\u017E\u0152\u0153\u0178";
    private const string OnlyLatin1 = "\u00A4\u00A6\u00A8\u00B4\u00B8\u00BC\u00BD\u00BE";

    public static Encoding Latin9 { get; } = CodePagesEncodingProvider.Instance.GetEncoding("ISO-8859-15")!;

    public static Encoding Utf8 { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Whether both charsets have the character. Any other character is written as a numeric reference.</summary>
    public static bool Has(char character) =>
        character <= 0xFF
            ? !OnlyLatin1.AsSpan().Contains(character)
            : OnlyLatin9.AsSpan().Contains(character);
}
