using System.Text;
using System.Xml;
using PaymentStatusSdk.Xml;
using static System.FormattableString;

namespace PaymentStatusSdk.Adapters.Wire;

/// <summary>Reads the XML of a gateway: forward-only, without DTD, entities or resolver, with a maximum size and depth.</summary>
/// <remarks>
/// <para>The reader visits elements in document order; the adapter compares <see cref="Depth"/> and the name with the exact path it
/// expects. An error in the document becomes an InvalidResponse that quotes nothing of it.</para>
/// <para>Defects in text that the adapter does not decide by never make a document unreadable. The document is transcoded according to its
/// byte order mark, its declaration or, last, the HTTP charset (UTF-8, UTF-16 with a byte order mark, and encodings of one octet per
/// character that extend ASCII). Processing instructions are skipped. Invalid octets and characters that XML cannot contain become U+FFFD;
/// an <c>&amp;</c> that starts no reference is kept as that character. <see cref="NoteRepairs"/> flags the answer. Read the fields that the
/// adapter decides by (result, state, amount, currency, id, code) with <see cref="ReadText"/>, <see cref="ReadRawText"/> or
/// <see cref="GetAttribute"/>, which reject a repaired text; read every other text with <see cref="ReadFreeText"/> or
/// <see cref="GetFreeAttribute"/>.</para>
/// <para>The parser is the framework's <see cref="XmlDictionaryReader"/>: it supports no DTD at all, enforces its quotas itself, reads
/// octets without a copy of the characters, and can be reused. Not thread-safe; dispose it.</para>
/// </remarks>
public sealed partial class GatewayXmlReader : IDisposable
{
    /// <summary>The maximum depth of nested elements; a deeper document is an attack, not an answer.</summary>
    public const int MaxDepth = XmlParsers.MaxDepth;

    private readonly XmlDocumentText _document;
    private XmlDictionaryReader? _reader;
    private bool _isSound = true;

    /// <summary>Opens a document.</summary>
    /// <param name="body">The bytes as received. White space before the declaration, and white space or NULs at the end, are
    /// skipped.</param>
    /// <param name="charset">The charset of the HTTP content type; used when the document declares no encoding and is not UTF-8. Null or an
    /// unknown name means UTF-8.</param>
    /// <param name="repairAmpersands">Whether an <c>&amp;</c> that starts no reference is read as that character. When false, such a
    /// document is rejected.</param>
    /// <exception cref="TransactionStatusException">The document is empty, exceeds the maximum size, declares an unknown encoding, has a
    /// second declaration, a name that XML does not allow, or an <c>&amp;</c> that must not be repaired (InvalidResponse).</exception>
    public GatewayXmlReader(ReadOnlyMemory<byte> body, string? charset = null, bool repairAmpersands = true)
    {
        _document = XmlDocumentText.Create(body, charset, repairAmpersands);
        try
        {
            _reader = XmlParsers.Open(_document.Octets);
        }
        catch
        {
            _document.Dispose();
            throw;
        }
    }

    /// <summary>Whether anything in the document was replaced or repaired, even in a text that is never read.</summary>
    /// <value>Known as soon as the document is open. Skipped processing instructions do not count as repairs.</value>
    public bool IsRepaired => _document.Repairs != XmlRepairs.None;

    /// <summary>The number of elements around the current one: 0 for the root.</summary>
    public int Depth => Reader.Depth;

    /// <summary>
    /// The number of attributes of the current element, including namespace declarations. Read it before the element's text.
    /// </summary>
    public int AttributeCount => Reader.AttributeCount;

    /// <summary>
    /// The <see cref="Depth"/> of the outermost element whose text the last <see cref="ReadElement"/> skipped; -1 when it skipped none.
    /// </summary>
    /// <remarks>
    /// White space between elements and text that was read do not count. An adapter can detect text outside the elements it expects.
    /// </remarks>
    public int PassedTextDepth { get; private set; } = -1;

    private XmlDictionaryReader Reader => _reader ?? throw new ObjectDisposedException(nameof(GatewayXmlReader));

    /// <summary>Moves to the next element's start tag, at any depth; false at the end of a complete, well-formed document.</summary>
    /// <exception cref="TransactionStatusException">The document is malformed or exceeds a limit (InvalidResponse).</exception>
    public bool ReadElement()
    {
        PassedTextDepth = -1;
        while (ReadNode())
        {
            if (Reader.NodeType == XmlNodeType.Element) return true;
            if (Reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA) NoteText(Reader.Depth - 1);
        }

        return false;
    }

    /// <summary>Reads the trimmed text of the current element, for a field that the adapter decides by; null when there is none.</summary>
    /// <remarks>Like every method that reads the text of an element, it moves the reader behind the element.</remarks>
    /// <exception cref="TransactionStatusException">A character of the text was replaced or repaired, the element has child elements, or
    /// the document is malformed (InvalidResponse).</exception>
    public string? ReadText() => Trim(ReadRawText());

    /// <summary>Reads the text like <see cref="ReadText"/>, but with surrounding white space; empty when there is none.</summary>
    /// <exception cref="TransactionStatusException">A character of the text was replaced or repaired, the element has child elements, or
    /// the document is malformed (InvalidResponse).</exception>
    public string ReadRawText() => TryReadRawText(out var text) ? text : throw Damaged();

    /// <summary>
    /// Reads a text with surrounding white space, as a signature covers it. If the signature of a repaired text is valid, the repair was
    /// correct.
    /// </summary>
    /// <param name="text">The text; empty when there is none. Replaced characters are U+FFFD.</param>
    /// <returns>False when a character of the text was replaced or repaired. Do not decide by such a text unless a signature covers
    /// it.</returns>
    /// <exception cref="TransactionStatusException">The element has child elements, or the document is malformed
    /// (InvalidResponse).</exception>
    public bool TryReadRawText(out string text)
    {
        text = ReadWholeText();
        if (!XmlDamage.IsIn(text, _document.Repairs)) return true;
        text = XmlDamage.Clean(text);
        return false;
    }

    /// <summary>
    /// Reads the trimmed text of the current element, for a field that the adapter does not decide by; null when there is none. Replaced
    /// characters are U+FFFD.
    /// </summary>
    /// <exception cref="TransactionStatusException">The element has child elements, or the document is malformed
    /// (InvalidResponse).</exception>
    public string? ReadFreeText()
    {
        TryReadRawText(out var text);
        return Trim(text);
    }

    /// <summary>Returns a trimmed attribute of the current element that the adapter decides by; null when it is missing or blank.</summary>
    /// <remarks>Call this before the element's text is read.</remarks>
    /// <param name="name">The attribute's name.</param>
    /// <param name="namespaceUri">The attribute's namespace; most attributes have none.</param>
    /// <exception cref="TransactionStatusException">A character of the value was replaced or repaired, or the document is malformed
    /// (InvalidResponse).</exception>
    public string? GetAttribute(string name, string namespaceUri = "") =>
        ReadAttribute(name, namespaceUri) is not { } value ? null
            : XmlDamage.IsIn(value, _document.Repairs) ? throw Damaged()
            : Trim(value);

    /// <summary>
    /// Returns a trimmed attribute of the current element that the adapter does not decide by; null when it is missing or blank. Replaced
    /// characters are U+FFFD.
    /// </summary>
    /// <remarks>Call this before the element's text is read.</remarks>
    /// <param name="name">The attribute's name.</param>
    /// <param name="namespaceUri">The attribute's namespace; most attributes have none.</param>
    /// <exception cref="TransactionStatusException">The document is malformed (InvalidResponse).</exception>
    public string? GetFreeAttribute(string name, string namespaceUri = "") =>
        ReadAttribute(name, namespaceUri) is { } value ? Trim(XmlDamage.Clean(value)) : null;

    /// <summary>Whether the current element has an attribute, even a blank one. Call this before the element's text is read.</summary>
    /// <param name="name">The attribute's name.</param>
    /// <param name="namespaceUri">The attribute's namespace; most attributes have none.</param>
    /// <exception cref="TransactionStatusException">The document is malformed (InvalidResponse).</exception>
    public bool HasAttribute(string name, string namespaceUri = "") => ReadAttribute(name, namespaceUri) is not null;

    /// <summary>Flags an answer whose document was repaired; see <see cref="IsRepaired"/>.</summary>
    /// <param name="anomalies">Receives one anomaly of kind RepairedMarkup for each kind of repair.</param>
    public void NoteRepairs(ref AnomalyList anomalies)
    {
        if (IsRepaired) XmlDamage.Note(_document.Repairs, ref anomalies);
    }

    /// <summary>Returns the parser to its pool for the next document, and clears the transcoded document.</summary>
    public void Dispose()
    {
        if (_reader is not { } reader) return;
        _reader = null;
        XmlParsers.Return(reader, _isSound);
        _document.Dispose();
    }

    private static string? Trim(string text)
    {
        var trimmed = text.Trim();
        return trimmed.Length == 0 ? null : trimmed;
    }

    private string ReadWholeText()
    {
        if (Reader.IsEmptyElement) return string.Empty;
        string? first = null;
        StringBuilder? more = null;
        while (ReadNode())
        {
            switch (Reader.NodeType)
            {
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    // Each reference is a separate node: a text with many references must not be copied for each of them.
                    var value = ReadValue();
                    if (first is null) first = value;
                    else (more ??= new StringBuilder(first)).Append(value);
                    break;
                case XmlNodeType.Element:
                    throw ProtocolErrors.Invalid("The answer has child elements in an element that may only contain text.");
                case XmlNodeType.EndElement:
                    return more?.ToString() ?? first ?? string.Empty;
            }
        }

        throw ProtocolErrors.Invalid("The answer ends inside an element.");
    }

    private void NoteText(int depth)
    {
        if (PassedTextDepth < 0 || depth < PassedTextDepth) PassedTextDepth = depth;
    }

    private bool ReadNode()
    {
        try
        {
            return Reader.Read();
        }
        catch (Exception exception) when (exception is not TransactionStatusException)
        {
            throw Malformed();
        }
    }

    private string ReadValue()
    {
        try
        {
            return Reader.Value;
        }
        catch (Exception exception) when (exception is not TransactionStatusException)
        {
            throw Malformed();
        }
    }

    private string? ReadAttribute(string name, string namespaceUri)
    {
        try
        {
            return Reader.GetAttribute(name, namespaceUri);
        }
        catch (Exception exception) when (exception is not TransactionStatusException)
        {
            throw Malformed();
        }
    }

    // The rest of the document can still be read; only this text cannot be used.
    private static TransactionStatusException Damaged() =>
        ProtocolErrors.Invalid("A field that decides the answer has characters that its encoding or XML does not allow.");

    // Only the position is reported: the parser's own text quotes the document.
    private TransactionStatusException Malformed()
    {
        _isSound = false;
        var place = Reader as IXmlLineInfo;
        return ProtocolErrors.Invalid(
            "The answer is not well-formed XML of the expected form "
            + Invariant($"(line {place?.LineNumber}, position {place?.LinePosition})."));
    }
}
