using System.Text;
using System.Text.Unicode;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.Xml;

/// <summary>
/// A document as the parser needs it: UTF-8, without byte order mark, declaration and processing instructions, its damage replaced.
/// </summary>
/// <remarks>An undamaged document in UTF-8 or ASCII is scanned twice and not copied.</remarks>
internal readonly struct XmlDocumentText
{
    private readonly RequestBuffer? _buffer;

    // The parser compares only two octets of the mark in UTF-8, and would skip the 63 other characters that start with them.
    private static ReadOnlySpan<byte> MarkStart => [0xEF, 0xBB];

    private XmlDocumentText(ReadOnlyMemory<byte> octets, XmlRepairs repairs, RequestBuffer? buffer)
    {
        Octets = octets;
        Repairs = repairs;
        _buffer = buffer;
    }

    /// <summary>The document; valid until <see cref="Dispose"/>.</summary>
    public ReadOnlyMemory<byte> Octets { get; }

    /// <summary>The repairs made.</summary>
    public XmlRepairs Repairs { get; }

    /// <summary>
    /// Transcodes and repairs a document. A byte order mark overrides the declaration, and the declaration overrides the charset.
    /// </summary>
    /// <exception cref="TransactionStatusException">It exceeds the maximum size, its encoding is unknown, a name has characters
    /// that XML does not allow, or text precedes its first element (InvalidResponse).</exception>
    public static XmlDocumentText Create(ReadOnlyMemory<byte> body, string? charset, bool escapesAmpersands)
    {
        if (body.Length > ExchangeDefaults.MaxBodyBytes) throw ProtocolErrors.TooLarge();
        var repairs = XmlRepairs.None;
        RequestBuffer? buffer = null;
        try
        {
            var document = SkipMark(body, out var hasMark, ref buffer, ref repairs);
            document = Trim(document, ref repairs);
            hasMark |= SkipFurtherMarks(ref document, ref repairs);
            var declaration = XmlDeclaration.Read(document.Span);
            document = document[declaration.Length..];
            var isAscii = Ascii.IsValid(document.Span);
            var encoding = hasMark ? Encoding.UTF8 : Label(declaration.Encoding, charset, document.Span, isAscii, ref repairs);
            if (!isAscii) document = ToUtf8(document, encoding, ref buffer, ref repairs);
            if (XmlMarkupRepair.MayBeNeeded(document.Span, isAscii)
                && XmlMarkupRepair.Run(document.Span, escapesAmpersands, ref repairs) is { } repaired)
                document = Exchange(ref buffer, repaired);
            SkipFurtherMarks(ref document, ref repairs);
            if (document.Span.StartsWith(MarkStart)) throw ProtocolErrors.Invalid("The answer has text before its first element.");
            return new XmlDocumentText(document, repairs, buffer);
        }
        catch
        {
            buffer?.Dispose();
            throw;
        }
    }

    /// <summary>Clears the copy, if there is one.</summary>
    public void Dispose() => _buffer?.Dispose();

    private static ReadOnlyMemory<byte> SkipMark(
        ReadOnlyMemory<byte> body, out bool hasMark, ref RequestBuffer? buffer, ref XmlRepairs repairs)
    {
        var span = body.Span;
        hasMark = true;
        if (span.StartsWith(Encoding.UTF8.Preamble)) return body[3..];
        var isBigEndian = span.StartsWith(Encoding.BigEndianUnicode.Preamble);
        hasMark = isBigEndian || (span.StartsWith(Encoding.Unicode.Preamble) && !span.StartsWith(Encoding.UTF32.Preamble));
        if (!hasMark) return body;
        var utf8 = buffer = new RequestBuffer();
        if (!XmlTranscoder.FromUtf16(span[2..], isBigEndian, utf8)) repairs |= XmlRepairs.ReplacedCharacters;
        return utf8.Memory;
    }

    // Skips white space before the declaration and padding at the end: some senders end with a NUL.
    private static ReadOnlyMemory<byte> Trim(ReadOnlyMemory<byte> document, ref XmlRepairs repairs)
    {
        var span = document.Span;
        var (start, end) = (0, span.Length);
        while (start < end && IsBlank(span[start])) start++;
        while (end > start && span[end - 1] <= ' ')
        {
            if (!IsBlank(span[--end])) repairs |= XmlRepairs.ReplacedCharacters;
        }

        return document[start..end];
    }

    // A mark may be repeated or follow white space. The parser itself would skip one before the root, without a flag.
    private static bool SkipFurtherMarks(ref ReadOnlyMemory<byte> document, ref XmlRepairs repairs)
    {
        var hasAny = false;
        while (document.Span.StartsWith(Encoding.UTF8.Preamble))
        {
            document = document[Encoding.UTF8.Preamble.Length..].TrimStart(" \t\r\n"u8);
            repairs |= XmlRepairs.ReplacedCharacters;
            hasAny = true;
        }

        return hasAny;
    }

    private static Encoding Label(string? declared, string? charset, ReadOnlySpan<byte> document, bool isAscii, ref XmlRepairs repairs)
    {
        if (declared is null)
        {
            // Servers add a charset to every response, so it only counts where the octets are not UTF-8.
            return isAscii || charset is null || Utf8.IsValid(document)
                ? Encoding.UTF8
                : OfOctets(XmlEncodings.Find(charset)) ?? Encoding.UTF8;
        }

        var label = XmlEncodings.Find(declared) ?? throw XmlDeclaration.Unreadable();
        var encoding = OfOctets(label);
        if (encoding == Encoding.UTF8 || (encoding is not null && (isAscii || !Utf8.IsValid(document)))) return encoding;
        repairs |= XmlRepairs.IgnoredLabel;
        return Encoding.UTF8;
    }

    // Null for UTF-16: a declaration in UTF-16 could not have been read octet by octet.
    private static Encoding? OfOctets(Encoding? label) => label == Encoding.Unicode ? null : label;

    private static ReadOnlyMemory<byte> ToUtf8(
        ReadOnlyMemory<byte> document, Encoding encoding, ref RequestBuffer? buffer, ref XmlRepairs repairs)
    {
        if (encoding == Encoding.UTF8 && Utf8.IsValid(document.Span)) return document;
        var utf8 = new RequestBuffer();
        try
        {
            var isWhole = encoding == Encoding.UTF8
                ? XmlTranscoder.FromBrokenUtf8(document.Span, utf8)
                : XmlTranscoder.FromSingleByte(document.Span, encoding, utf8);
            if (!isWhole) repairs |= XmlRepairs.ReplacedCharacters;
        }
        catch
        {
            utf8.Dispose();
            throw;
        }

        return Exchange(ref buffer, utf8);
    }

    private static ReadOnlyMemory<byte> Exchange(ref RequestBuffer? before, RequestBuffer now)
    {
        before?.Dispose();
        before = now;
        return now.Memory;
    }

    private static bool IsBlank(byte octet) => octet is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';
}
