using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;
using System.Xml;

namespace PaymentStatusSdk.Adapters;

/// <summary>The one way XML of a gateway is read: forward over UTF-8 octets, without DTD, entities or resolver, within caps of size and depth.</summary>
/// <remarks>
/// It walks elements in document order; the adapter compares <see cref="Depth"/> and the name with the exact path it expects. Whatever is
/// wrong with the document becomes an InvalidResponse that quotes nothing of it. The parser is the framework's
/// <see cref="XmlDictionaryReader"/>: it knows no DTD at all, enforces its quotas itself, reads octets without a character copy, and can be
/// used again, which the usual reader cannot (that one costs 5 kB a document). Not thread-safe; dispose of it.
/// </remarks>
public sealed class GatewayXmlReader : IDisposable
{
    /// <summary>Elements may be nested this deep; deeper ones are an attack, not an answer.</summary>
    public const int MaxDepth = 32;

    private static readonly XmlDictionaryReaderQuotas Quotas = new()
    {
        // The reader counts the root as well.
        MaxDepth = MaxDepth + 1,
        MaxStringContentLength = ExchangeDefaults.MaxBodyBytes,
        MaxBytesPerRead = 16 * 1024,
        MaxNameTableCharCount = 16 * 1024,
        MaxArrayLength = 1,
    };

    // What XML cannot carry, not even as a reference; the parser lets it through.
    private static readonly SearchValues<char> Forbidden = SearchValues.Create(
        "\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000B\u000C\u000E\u000F\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019"
        + "\u001A\u001B\u001C\u001D\u001E\u001F\uFFFE\uFFFF");

    private static readonly byte[] Blank = "<blank/>"u8.ToArray();

    // Reading is synchronous: whoever takes the thread's reader gives it back before anyone else on the thread can ask.
    [ThreadStatic]
    private static XmlDictionaryReader? _spare;

    private XmlDictionaryReader? _reader;
    private bool _isSound = true;

    /// <summary>Opens a document.</summary>
    /// <param name="body">The bytes; a byte order mark and white space before the declaration are skipped.</param>
    /// <exception cref="TransactionStatusException">The bytes are not UTF-8 text (InvalidResponse).</exception>
    public GatewayXmlReader(ReadOnlyMemory<byte> body)
    {
        // No XML in UTF-8 has a zero octet; every one in UTF-16 or UTF-32 has.
        // The parser decodes a text only when it is asked for, so that a bad octet elsewhere would go unnoticed.
        if (body.Span.Contains((byte)0) || !Utf8.IsValid(body.Span)) throw WireFaults.Invalid("The answer is not UTF-8 text.");
        var trimmed = TrimStart(body);
        if (trimmed.Length > ExchangeDefaults.MaxBodyBytes) throw WireFaults.TooLarge();
        if (!MemoryMarshal.TryGetArray(trimmed, out var octets)) octets = trimmed.ToArray();
        var reader = _spare ?? XmlDictionaryReader.CreateTextReader(Blank, Quotas);
        _spare = null;
        try
        {
            ((IXmlTextReaderInitializer)reader).SetInput(octets.Array!, octets.Offset, octets.Count, Encoding.UTF8, Quotas, onClose: null);
        }
        catch (Exception exception) when (exception is not TransactionStatusException)
        {
            // A declaration that is cut off ends in an IndexOutOfRangeException.
            throw WireFaults.Invalid(trimmed.IsEmpty
                ? "The answer is empty."
                : "The answer's first line is no XML declaration for UTF-8 (line 1).");
        }

        _reader = reader;
    }

    /// <summary>How many elements are around the current one: 0 for the root.</summary>
    public int Depth => Reader.Depth;

    /// <summary>How many attributes the current element has, namespace declarations included. Ask before the element's text is read.</summary>
    public int AttributeCount => Reader.AttributeCount;

    /// <summary>The <see cref="Depth"/> of the outermost element whose text the last <see cref="ReadElement"/> passed over; -1 when it passed none.</summary>
    /// <remarks>White space between elements does not count, and neither does text that was read. It shows an adapter that a document says more than its elements do.</remarks>
    public int PassedTextDepth { get; private set; } = -1;

    private XmlDictionaryReader Reader => _reader ?? throw new ObjectDisposedException(nameof(GatewayXmlReader));

    /// <summary>Is this the current element's name? An element in a namespace has another.</summary>
    public bool Is(string name) => Reader.IsLocalName(name) && Reader.IsNamespaceUri(string.Empty);

    /// <summary>Where the current element's name is in a list; -1 when it is not.</summary>
    /// <remarks>The name itself is never made a string: names out of hostile documents must not pile up in the reader's table.</remarks>
    /// <param name="names">The names that the adapter knows.</param>
    /// <param name="likely">Where to look first: elements mostly come in the order of the provider's table.</param>
    public int IndexIn(ReadOnlySpan<string> names, int likely = 0)
    {
        if ((uint)likely < (uint)names.Length && Is(names[likely])) return likely;
        for (var i = 0; i < names.Length; i++)
        {
            if (i != likely && Is(names[i])) return i;
        }

        return -1;
    }

    /// <summary>An attribute of the current element, trimmed; null when there is none, or a blank one. Ask before the element's text is read.</summary>
    /// <param name="name">The attribute's name; one in a namespace has another.</param>
    /// <exception cref="TransactionStatusException">Its value cannot be read (InvalidResponse).</exception>
    public string? GetAttribute(string name)
    {
        try
        {
            var value = Reader.GetAttribute(name);
            return value is not null && value.AsSpan().ContainsAny(Forbidden) ? throw Malformed() : Trim(value);
        }
        catch (Exception exception) when (exception is not TransactionStatusException)
        {
            throw Malformed();
        }
    }

    /// <summary>Whether the current element has an attribute, be it a blank one. Ask before the element's text is read.</summary>
    /// <param name="name">The attribute's name; one in a namespace has another.</param>
    public bool HasAttribute(string name) => Reader.GetAttribute(name) is not null;

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

    /// <summary>The current element's text, trimmed; null when there is none. The reader stands behind the element then.</summary>
    /// <exception cref="TransactionStatusException">There are elements in it, or the document is malformed (InvalidResponse).</exception>
    public string? ReadText() => Trim(ReadRawText());

    /// <summary>The current element's text with the blanks around it, for what is signed as it stands; empty when there is none.</summary>
    /// <remarks>The reader stands behind the element then.</remarks>
    /// <exception cref="TransactionStatusException">There are elements in it, or the document is malformed (InvalidResponse).</exception>
    public string ReadRawText()
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
                    throw WireFaults.Invalid("The answer has elements where only text belongs.");
                case XmlNodeType.EndElement:
                    return more?.ToString() ?? first ?? string.Empty;
            }
        }

        throw WireFaults.Invalid("The answer ends in the middle of an element.");
    }

    /// <summary>Gives the parser back for the next document.</summary>
    public void Dispose()
    {
        if (_reader is not { } reader) return;
        _reader = null;
        // Closing lets go of the body, whose memory is another's afterwards.
        reader.Close();
        if (_isSound) _spare = reader;
    }

    private void NoteText(int depth)
    {
        if (PassedTextDepth < 0 || depth < PassedTextDepth) PassedTextDepth = depth;
    }

    private static string? Trim(string? text)
    {
        var trimmed = text?.Trim();
        return string.IsNullOrEmpty(trimmed) ? null : trimmed;
    }

    private static ReadOnlyMemory<byte> TrimStart(ReadOnlyMemory<byte> body)
    {
        var span = body.Span;
        var start = span.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        while (start < span.Length && span[start] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') start++;
        return body[start..];
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
            var value = Reader.Value;
            return value.AsSpan().ContainsAny(Forbidden) ? throw Malformed() : value;
        }
        catch (Exception exception) when (exception is not TransactionStatusException)
        {
            throw Malformed();
        }
    }

    // Only the position is told: the parser's own text quotes the document.
    private TransactionStatusException Malformed()
    {
        _isSound = false;
        var place = Reader as IXmlLineInfo;
        return WireFaults.Invalid(
            $"The answer is not well-formed XML of the expected form (line {place?.LineNumber}, position {place?.LinePosition}).");
    }
}
