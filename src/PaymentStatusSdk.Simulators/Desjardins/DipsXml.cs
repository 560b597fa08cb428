using System.Text;
using System.Xml;

namespace PaymentStatusSdk.Simulators.Desjardins;

/// <summary>Reads a document of this protocol: strict XML without a document type, in one of the supported charsets.</summary>
internal static class DipsXml
{
    private const int MaxDepth = 32;
    private const int DeclarationBytes = 128;

    private static readonly XmlReaderSettings Strict = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    /// <summary>Returns the root, or null when the bytes are not such a document.</summary>
    public static DipsElement? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        if (Charset(bytes) is not { } charset) return null;
        try
        {
            using var reader = XmlReader.Create(new StringReader(charset.GetString(bytes)), Strict);
            return reader.MoveToContent() == XmlNodeType.Element ? ReadElements(reader) : null;
        }
        catch (Exception exception) when (exception is XmlException or DecoderFallbackException)
        {
            return null;
        }
    }

    // PROTOCOL.md of the Desjardins adapter: clients were seen with ISO-8859-15 and with UTF-8.
    private static Encoding? Charset(ReadOnlySpan<byte> bytes)
    {
        var head = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, DeclarationBytes)]);
        var end = head.IndexOf("?>", StringComparison.Ordinal);
        var at = end < 0 ? -1 : head.IndexOf("encoding", 0, end, StringComparison.Ordinal);
        if (at < 0) return DipsCharset.Utf8;
        var quoted = head[at..end].Split('"', '\'');
        if (quoted.Length < 3) return null;
        return quoted[1].ToUpperInvariant() switch
        {
            "ISO-8859-15" => DipsCharset.Latin9,
            "UTF-8" or "US-ASCII" => DipsCharset.Utf8,
            "ISO-8859-1" => Encoding.Latin1,
            _ => null,
        };
    }

    private static DipsElement? ReadElements(XmlReader reader)
    {
        DipsElement? root = null;
        var open = new Stack<DipsElement>();
        do
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    var element = ReadStart(reader);
                    if (open.TryPeek(out var parent)) parent.Children.Add(element);
                    root ??= element;
                    if (!reader.IsEmptyElement) open.Push(element);
                    if (open.Count > MaxDepth) return null;
                    break;
                case XmlNodeType.EndElement:
                    open.Pop();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    open.Peek().Text += reader.Value;
                    break;
            }
        }
        while (reader.Read());
        return root;
    }

    private static DipsElement ReadStart(XmlReader reader)
    {
        var element = new DipsElement(reader.Name);
        while (reader.MoveToNextAttribute()) element.Attributes.Add((reader.Name, reader.Value));
        reader.MoveToElement();
        return element;
    }
}
