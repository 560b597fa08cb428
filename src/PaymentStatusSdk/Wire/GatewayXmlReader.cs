using System.Text;
using System.Xml;
using static System.FormattableString;

namespace PaymentStatusSdk.Adapters;

/// <summary>Reads the XML of a gateway: forward, without DTD, entities or resolver, within caps of size and depth.</summary>
/// <remarks>
/// <para>It walks elements in document order; the adapter compares <see cref="Depth"/> and the name with the exact path it expects. What is
/// wrong with the document becomes an InvalidResponse that quotes nothing of it.</para>
/// <para>Text that decides nothing never makes a document unreadable. The document is transcoded from what its byte order mark, its declaration
/// or, last, the HTTP charset says (UTF-8, UTF-16 with a mark, and encodings of one octet a character that extend ASCII). Processing
/// instructions are skipped. Octets that do not fit and characters that XML cannot carry become U+FFFD; an <c>&amp;</c> that starts no
/// reference stays that character. <see cref="NoteRepairs"/> flags the answer. A field that decides (result, state, amount, currency, id, code) is read with
/// <see cref="ReadText"/>, <see cref="ReadRawText"/> or <see cref="GetAttribute"/>, which refuse such a text;
/// every other text with <see cref="ReadFreeText"/> or <see cref="GetFreeAttribute"/>.</para>
/// <para>The parser is the framework's <see cref="XmlDictionaryReader"/>: it knows no DTD at all, enforces its quotas itself, reads octets
/// without a character copy, and can be used again. Not thread-safe; dispose of it.</para>
/// </remarks>
public sealed partial class GatewayXmlReader : IDisposable
{
    /// <summary>Elements may be nested this deep; deeper ones are an attack, not an answer.</summary>
    public const int MaxDepth = XmlParsers.MaxDepth;

    private readonly XmlDocumentText _document;
    private XmlDictionaryReader? _reader;
    private bool _isSound = true;

    /// <summary>Opens a document.</summary>
    /// <param name="body">The bytes as received. White space before the declaration, and white space or NULs at the end, are skipped.</param>
    /// <param name="charset">The charset of the HTTP content type; it counts when the document says nothing itself and is not UTF-8. Null or a
    /// name that is not known: UTF-8.</param>
    /// <param name="repairAmpersands">Whether an <c>&amp;</c> that starts no reference is read as that character. When false, such a document is
    /// refused.</param>
    /// <exception cref="TransactionStatusException">The document is empty, over the cap, declares an encoding that is not known, has a second
    /// declaration, or has an <c>&amp;</c> that must not be repaired (InvalidResponse).</exception>
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

    /// <summary>Whether anything in the document had to be replaced or repaired, be it in a text that is never read.</summary>
    /// <value>Known as soon as the document is open. Processing instructions are no damage.</value>
    public bool IsRepaired => _document.Repairs != XmlRepairs.None;

    /// <summary>How many elements are around the current one: 0 for the root.</summary>
    public int Depth => Reader.Depth;

    /// <summary>How many attributes the current element has, namespace declarations included. Ask before the element's text is read.</summary>
    public int AttributeCount => Reader.AttributeCount;

    /// <summary>The <see cref="Depth"/> of the outermost element whose text the last <see cref="ReadElement"/> passed over; -1 when it passed none.</summary>
    /// <remarks>White space between elements does not count, and neither does text that was read. It shows an adapter that a document says more than its elements do.</remarks>
    public int PassedTextDepth { get; private set; } = -1;

    private XmlDictionaryReader Reader => _reader ?? throw new ObjectDisposedException(nameof(GatewayXmlReader));

    /// <summary>Moves to the next element's start tag, at whatever depth; false at the end of a whole, well-formed document.</summary>
    /// <exception cref="TransactionStatusException">The document is malformed or over a cap (InvalidResponse).</exception>
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

    /// <summary>The current element's text where it decides something, trimmed; null when there is none.</summary>
    /// <remarks>The reader stands behind the element then, as after all methods that read its text.</remarks>
    /// <exception cref="TransactionStatusException">A character of it had to be replaced or repaired, there are elements in it, or the document is
    /// malformed (InvalidResponse).</exception>
    public string? ReadText() => Trim(ReadRawText());

    /// <summary>As <see cref="ReadText"/>, with the blanks around it; empty when there is none.</summary>
    /// <exception cref="TransactionStatusException">A character of it had to be replaced or repaired, there are elements in it, or the document is
    /// malformed (InvalidResponse).</exception>
    public string ReadRawText() => TryReadRawText(out var text) ? text : throw Damaged();

    /// <summary>Reads a text that is signed as it stands, with the blanks around it: a signature that fits proves the repair right.</summary>
    /// <param name="text">The text; empty when there is none. Replaced characters are U+FFFD.</param>
    /// <returns>False when a character of it had to be replaced or repaired. Without a signature over it, such a text decides nothing.</returns>
    /// <exception cref="TransactionStatusException">There are elements in it, or the document is malformed (InvalidResponse).</exception>
    public bool TryReadRawText(out string text)
    {
        text = ReadWholeText();
        if (!XmlDamage.IsIn(text, _document.Repairs)) return true;
        text = XmlDamage.Clean(text);
        return false;
    }

    /// <summary>The current element's text where it decides nothing, trimmed; null when there is none. Replaced characters are U+FFFD.</summary>
    /// <exception cref="TransactionStatusException">There are elements in it, or the document is malformed (InvalidResponse).</exception>
    public string? ReadFreeText()
    {
        TryReadRawText(out var text);
        return Trim(text);
    }

    /// <summary>An attribute of the current element where it decides something, trimmed; null when there is none, or a blank one.</summary>
    /// <remarks>Ask before the element's text is read.</remarks>
    /// <param name="name">The attribute's name.</param>
    /// <param name="namespaceUri">Its namespace; most attributes have none.</param>
    /// <exception cref="TransactionStatusException">A character of it had to be replaced or repaired, or the document is malformed
    /// (InvalidResponse).</exception>
    public string? GetAttribute(string name, string namespaceUri = "") =>
        ReadAttribute(name, namespaceUri) is not { } value ? null : XmlDamage.IsIn(value, _document.Repairs) ? throw Damaged() : Trim(value);

    /// <summary>An attribute of the current element where it decides nothing, trimmed; null when there is none, or a blank one. Replaced
    /// characters are U+FFFD.</summary>
    /// <remarks>Ask before the element's text is read.</remarks>
    /// <param name="name">The attribute's name.</param>
    /// <param name="namespaceUri">Its namespace; most attributes have none.</param>
    /// <exception cref="TransactionStatusException">The document is malformed (InvalidResponse).</exception>
    public string? GetFreeAttribute(string name, string namespaceUri = "") =>
        ReadAttribute(name, namespaceUri) is { } value ? Trim(XmlDamage.Clean(value)) : null;

    /// <summary>Whether the current element has an attribute, be it a blank one. Ask before the element's text is read.</summary>
    /// <param name="name">The attribute's name.</param>
    /// <param name="namespaceUri">Its namespace; most attributes have none.</param>
    /// <exception cref="TransactionStatusException">The document is malformed (InvalidResponse).</exception>
    public bool HasAttribute(string name, string namespaceUri = "") => ReadAttribute(name, namespaceUri) is not null;

    /// <summary>Flags an answer whose document had to be repaired; see <see cref="IsRepaired"/>.</summary>
    /// <param name="anomalies">Gets one anomaly of kind RepairedMarkup for each kind of repair.</param>
    public void NoteRepairs(ref AnomalyList anomalies)
    {
        if (IsRepaired) XmlDamage.Note(_document.Repairs, ref anomalies);
    }

    /// <summary>Returns the parser for the next document, and wipes the transcoded one.</summary>
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
                    // Each reference is a node of its own: a text full of them must not be copied once for each.
                    var value = ReadValue();
                    if (first is null) first = value;
                    else (more ??= new StringBuilder(first)).Append(value);
                    break;
                case XmlNodeType.Element:
                    throw ProtocolErrors.Invalid("The answer has elements where only text belongs.");
                case XmlNodeType.EndElement:
                    return more?.ToString() ?? first ?? string.Empty;
            }
        }

        throw ProtocolErrors.Invalid("The answer ends in the middle of an element.");
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

    // The document can be read on; only this text cannot be used.
    private static TransactionStatusException Damaged() =>
        ProtocolErrors.Invalid("A field of the answer that decides has characters that its encoding or XML does not have.");

    // Only the position is told: the parser's own text quotes the document.
    private TransactionStatusException Malformed()
    {
        _isSound = false;
        var place = Reader as IXmlLineInfo;
        return ProtocolErrors.Invalid(
            "The answer is not well-formed XML of the expected form "
            + Invariant($"(line {place?.LineNumber}, position {place?.LinePosition})."));
    }
}
