using System.Runtime.InteropServices;
using System.Text;
using System.Xml;

namespace PaymentStatusSdk.Adapters;

/// <summary>The parsers of the threads. A parser is used again, since a new one costs 5 kB a document.</summary>
internal static class XmlParsers
{
    /// <summary>How deep elements may be nested.</summary>
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

    private static readonly byte[] Blank = "<blank/>"u8.ToArray();

    // Reading is synchronous: the thread's parser is returned before the thread can ask for it again.
    [ThreadStatic]
    private static XmlDictionaryReader? _spare;

    /// <summary>A parser at the start of a document in UTF-8.</summary>
    /// <exception cref="TransactionStatusException">It has no start that could be one (InvalidResponse).</exception>
    public static XmlDictionaryReader Open(ReadOnlyMemory<byte> document)
    {
        if (document.IsEmpty) throw ProtocolErrors.Invalid("The answer is empty.");
        if (!MemoryMarshal.TryGetArray(document, out var octets)) octets = document.ToArray();
        var parser = _spare ?? XmlDictionaryReader.CreateTextReader(Blank, Quotas);
        _spare = null;
        try
        {
            ((IXmlTextReaderInitializer)parser).SetInput(octets.Array!, octets.Offset, octets.Count, Encoding.UTF8, Quotas, onClose: null);
            return parser;
        }
        catch (Exception exception) when (exception is not TransactionStatusException)
        {
            // What looks like a declaration and is none can end in an IndexOutOfRangeException.
            throw XmlDeclaration.Unreadable();
        }
    }

    /// <summary>Returns a parser. Closing it releases the document, whose memory is another's afterwards.</summary>
    public static void Return(XmlDictionaryReader parser, bool isSound)
    {
        parser.Close();
        if (isSound) _spare = parser;
    }
}
