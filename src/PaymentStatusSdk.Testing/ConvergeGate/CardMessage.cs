using System.Xml;

namespace PaymentStatusSdk.Testing;

/// <summary>A message of the card protocol: the flat children of the root element, as a simulator reads it.</summary>
internal static class CardMessage
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
            fields.TryAdd(name, reader.ReadElementContentAsString());
        }

        while (reader.Read())
        {
            // To the end: what follows the root must be well-formed, too.
        }
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
