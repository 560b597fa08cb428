using System.Text;
using System.Text.Unicode;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Desjardins;

/// <summary>Brings the gateway's documents into the form that the XML reader takes: UTF-8, nothing before the first element.</summary>
internal static class DesjardinsText
{
    private const int LongestDeclaration = 256;

    // Taken from the provider itself: registering it would change the merchant's whole process.
    private static readonly Encoding Latin9 = CodePagesEncodingProvider.Instance.GetEncoding("ISO-8859-15")!;

    /// <summary>Is there no document at all?</summary>
    public static bool IsBlank(ReadOnlySpan<byte> body) => body.Trim(" \t\r\n"u8).IsEmpty;

    /// <summary>The document as UTF-8, without its declaration.</summary>
    /// <exception cref="TransactionStatusException">It is in another encoding than the protocol's (InvalidResponse).</exception>
    public static ReadOnlyMemory<byte> ToUtf8(ReadOnlyMemory<byte> body)
    {
        // PROTOCOL.md, encodings: a form-style name may stand before the document.
        var start = body.Span.IndexOf((byte)'<');
        if (start < 0) throw WireFaults.Invalid("There is no XML.");
        body = body[start..];
        var declared = TakeDeclaration(ref body);
        var span = body.Span;
        if (Ascii.IsValid(span)) return body;
        return declared switch
        {
            null => Utf8.IsValid(span) ? body : FromLatin9(span),
            "UTF-8" => body,
            "ISO-8859-15" => FromLatin9(span),
            "ISO-8859-1" => Encoding.UTF8.GetBytes(Encoding.Latin1.GetString(span)),
            _ => throw WireFaults.Invalid("The XML is neither in ISO-8859-15 nor in UTF-8."),
        };
    }

    private static string? TakeDeclaration(ref ReadOnlyMemory<byte> body)
    {
        var span = body.Span;
        if (!span.StartsWith("<?xml"u8)) return null;
        var end = span.IndexOf("?>"u8);
        if (end is < 0 or > LongestDeclaration) throw WireFaults.Invalid("The XML declaration has no end.");
        var declaration = Encoding.Latin1.GetString(span[..end]);
        body = body[(end + 2)..];
        var at = declaration.IndexOf("encoding", StringComparison.Ordinal);
        if (at < 0) return null;
        var parts = declaration[at..].Split('"', '\'');
        return parts.Length < 3 || parts[1].Length == 0 ? string.Empty : parts[1].Trim().ToUpperInvariant();
    }

    private static byte[] FromLatin9(ReadOnlySpan<byte> body) => Encoding.UTF8.GetBytes(Latin9.GetString(body));
}
