using System.Text;
using System.Xml;

namespace PaymentStatusSdk.Simulators.ConvergeGate;

/// <summary>Reads a message of the card protocol: the flat children of the root element.</summary>
internal static class ConvergeGateMessage
{
    private static readonly XmlReaderSettings Tolerant = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    /// <summary>Returns the children of the root by name (the first of a repeated name), or null when the text is not such a
    /// message.</summary>
    /// <param name="xml">The XML text.</param>
    /// <param name="root">The required name of the root; null allows any name.</param>
    public static Dictionary<string, string>? Read(ReadOnlyMemory<byte> xml, string? root)
    {
        using var stream = new MemoryStream(xml.ToArray(), writable: false);
        try
        {
            using var reader = XmlReader.Create(stream, Tolerant);
            if (reader.MoveToContent() != XmlNodeType.Element || (root is not null && reader.Name != root)) return null;
            var fields = new Dictionary<string, string>(StringComparer.Ordinal) { [""] = reader.Name };
            ReadChildren(reader, fields);
            return fields;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static void ReadChildren(XmlReader reader, Dictionary<string, string> fields)
    {
        var isEmpty = reader.IsEmptyElement;
        reader.Read();
        while (!isEmpty && reader.NodeType != XmlNodeType.EndElement && !reader.EOF)
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                reader.Read();
                continue;
            }

            var name = reader.Name;
            fields.TryAdd(name, ReadText(reader));
        }

        while (reader.Read())
        {
            // Read to the end: content after the root must be well-formed, too.
        }
    }

    /// <summary>Returns the text of an element. An element with child elements, as in other commands, has no text; its content must only
    /// be well-formed.</summary>
    private static string ReadText(XmlReader reader)
    {
        var depth = reader.Depth;
        var isEmpty = reader.IsEmptyElement;
        var hasElements = false;
        var text = new StringBuilder();
        while (!isEmpty && reader.Read() && reader.Depth > depth)
        {
            if (reader.NodeType == XmlNodeType.Element) hasElements = true;
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace
                or XmlNodeType.SignificantWhitespace) text.Append(reader.Value);
        }

        reader.Read();
        return hasElements ? "" : text.ToString();
    }
}
