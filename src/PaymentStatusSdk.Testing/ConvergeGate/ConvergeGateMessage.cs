using System.Text;
using System.Xml;

namespace PaymentStatusSdk.Testing;

/// <summary>A message of the card protocol: the flat children of the root element, as a simulator reads it.</summary>
internal static class ConvergeGateMessage
{
    private static readonly XmlReaderSettings Tolerant = Settings();

    /// <summary>The children of the root by name, the first of a repeated name; null when this is not such a message.</summary>
    /// <param name="xml">The text.</param>
    /// <param name="root">What the root must be called; null: anything.</param>
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
        if (reader.IsEmptyElement) return;
        reader.Read();
        while (reader.NodeType != XmlNodeType.EndElement && !reader.EOF)
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
            // To the end: what follows the root must be well-formed, too.
        }
    }

    /// <summary>The text of an element. One with elements inside, as other commands have, has none: only its content must be well-formed.</summary>
    private static string ReadText(XmlReader reader)
    {
        var depth = reader.Depth;
        var isEmpty = reader.IsEmptyElement;
        var hasElements = false;
        var text = new StringBuilder();
        while (!isEmpty && reader.Read() && reader.Depth > depth)
        {
            if (reader.NodeType == XmlNodeType.Element) hasElements = true;
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace) text.Append(reader.Value);
        }

        reader.Read();
        return hasElements ? "" : text.ToString();
    }

    private static XmlReaderSettings Settings() => new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        MaxCharactersInDocument = 16 * 1024 * 1024,
        CloseInput = true,
    };
}
