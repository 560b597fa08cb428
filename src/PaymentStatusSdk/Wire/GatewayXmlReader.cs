using System.Runtime.InteropServices;
using System.Text;
using System.Xml;

namespace PaymentStatusSdk.Adapters;

/// <summary>The one way XML of a gateway is read: forward, without DTD, entities or resolver, within caps of size and depth.</summary>
/// <remarks>
/// It walks elements in document order; the adapter compares <see cref="Depth"/> and <see cref="Name"/> with the exact path it expects.
/// Whatever is wrong with the document becomes an InvalidResponse that quotes nothing of it. Not thread-safe; dispose of it.
/// </remarks>
public sealed class GatewayXmlReader : IDisposable
{
    /// <summary>Elements may be nested this deep; deeper ones are an attack, not an answer.</summary>
    public const int MaxDepth = 32;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = ExchangeDefaults.MaxBodyBytes,
        MaxCharactersFromEntities = 1024,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = false,
    };

    private readonly XmlReader _reader;

    /// <summary>Opens a document.</summary>
    /// <param name="body">The bytes; a byte order mark and white space before the declaration are skipped.</param>
    /// <exception cref="TransactionStatusException">The bytes are not XML in UTF-8 (InvalidResponse).</exception>
    public GatewayXmlReader(ReadOnlyMemory<byte> body)
    {
        // No XML in UTF-8 has a zero octet; every one in UTF-16 or UTF-32 has.
        if (body.Span.Contains((byte)0)) throw WireFaults.Invalid("The answer is not UTF-8 text.");
        var trimmed = TrimStart(body);
        var stream = MemoryMarshal.TryGetArray(trimmed, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(trimmed.ToArray(), writable: false);
        try
        {
            _reader = XmlReader.Create(stream, Settings);
        }
        catch (XmlException exception)
        {
            // It looks at the first bytes already, for their encoding.
            throw Malformed(exception);
        }
    }

    /// <summary>How many elements are around the current one: 0 for the root.</summary>
    public int Depth => _reader.Depth;

    /// <summary>The current element's local name.</summary>
    public string Name => _reader.LocalName;

    /// <summary>Moves to the next element's start tag, at whatever depth; false at the end of a whole, well-formed document.</summary>
    /// <exception cref="TransactionStatusException">The document is malformed or over a cap (InvalidResponse).</exception>
    public bool ReadElement()
    {
        try
        {
            while (_reader.Read())
            {
                if (_reader.NodeType == XmlNodeType.Element)
                {
                    if (_reader.Depth > MaxDepth) throw WireFaults.Invalid($"The answer's elements are nested deeper than {MaxDepth}.");
                    return true;
                }

                if (_reader.NodeType == XmlNodeType.XmlDeclaration) CheckEncoding();
            }

            return false;
        }
        catch (XmlException exception)
        {
            throw Malformed(exception);
        }
    }

    /// <summary>The current element's text, trimmed; null when there is none. The reader stands behind the element then.</summary>
    /// <exception cref="TransactionStatusException">There are elements in it, or the document is malformed (InvalidResponse).</exception>
    public string? ReadText()
    {
        try
        {
            var name = _reader.LocalName;
            if (_reader.IsEmptyElement) return null;
            var text = string.Empty;
            StringBuilder? parts = null;
            while (_reader.Read())
            {
                switch (_reader.NodeType)
                {
                    case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace:
                        // Mostly there is one part; a hostile answer has thousands, and joining them one by one would be quadratic.
                        if (text.Length == 0) text = _reader.Value;
                        else (parts ??= new StringBuilder(text)).Append(_reader.Value);
                        break;
                    case XmlNodeType.Element:
                        throw WireFaults.Invalid($"The answer has elements inside '{name}', where only text belongs.");
                    case XmlNodeType.EndElement:
                        return Trim(parts?.ToString() ?? text);
                }
            }

            throw WireFaults.Invalid("The answer ends in the middle of an element.");
        }
        catch (XmlException exception)
        {
            throw Malformed(exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    private static string? Trim(string text)
    {
        var trimmed = text.Trim();
        return trimmed.Length == 0 ? null : trimmed;
    }

    // Only the position is told: the parser's own text quotes the document.
    private static TransactionStatusException Malformed(XmlException exception) =>
        WireFaults.Invalid($"The answer is not well-formed XML of the expected form (line {exception.LineNumber}, position {exception.LinePosition}).");

    private static ReadOnlyMemory<byte> TrimStart(ReadOnlyMemory<byte> body)
    {
        var span = body.Span;
        var start = span.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        while (start < span.Length && span[start] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') start++;
        return body[start..];
    }

    private void CheckEncoding()
    {
        var encoding = _reader.GetAttribute("encoding");
        if (encoding is null || encoding.Equals("utf-8", StringComparison.OrdinalIgnoreCase)) return;
        if (encoding.Equals("us-ascii", StringComparison.OrdinalIgnoreCase)) return;
        throw WireFaults.Invalid("The answer declares an encoding other than UTF-8.");
    }
}
