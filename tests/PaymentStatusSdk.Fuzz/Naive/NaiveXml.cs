using System.Xml;

namespace PaymentStatusSdk.Fuzz.Naive;

/// <summary>Reads documents with the framework's ordinary parser.</summary>
internal static class NaiveXml
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <summary>Reads a document exactly as received; null when it is not well-formed.</summary>
    public static NaiveElement? Parse(byte[] document) =>
        // The framework ignores an incomplete character at the end, which no well-formed document has.
        IsComplete(document) ? Parse(() => XmlReader.Create(new MemoryStream(document), Settings)) : null;

    /// <summary>Reads a text; null when it is not well-formed.</summary>
    public static NaiveElement? Parse(string document) => Parse(() => XmlReader.Create(new StringReader(document), Settings));

    private static bool IsComplete(byte[] document)
    {
        var end = document.AsSpan().TrimEnd("\0 \t\r\n"u8);
        return end is [.., (byte)'>'] && (document is not ([0xFE, 0xFF, ..] or [0xFF, 0xFE, ..]) || document.Length % 2 == 0);
    }

    private static NaiveElement? Parse(Func<XmlReader> open)
    {
        try
        {
            using var reader = open();
            return Read(reader);
        }
        // An unknown encoding is an ArgumentException or a NotSupportedException on some paths.
        catch (Exception exception) when (exception is XmlException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static NaiveElement? Read(XmlReader reader)
    {
        var open = new Stack<NaiveElement>();
        NaiveElement? root = null;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    var isEmpty = reader.IsEmptyElement;
                    var element = Element(reader);
                    root ??= element;
                    if (open.TryPeek(out var parent)) parent.Children.Add(element);
                    if (!isEmpty) open.Push(element);
                    break;
                case XmlNodeType.EndElement:
                    open.Pop();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    if (open.TryPeek(out var current)) current.Append(reader.Value);
                    break;
            }
        }

        return root;
    }

    private static NaiveElement Element(XmlReader reader)
    {
        var element = new NaiveElement(reader.LocalName, reader.NamespaceURI, reader.Depth) { AttributeCount = reader.AttributeCount };
        while (reader.MoveToNextAttribute())
        {
            if (reader.NamespaceURI != "http://www.w3.org/2000/xmlns/")
                element.Attributes[(reader.NamespaceURI, reader.LocalName)] = reader.Value;
        }

        reader.MoveToElement();
        return element;
    }
}
