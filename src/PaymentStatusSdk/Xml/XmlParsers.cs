using System.Runtime.InteropServices;
using System.Text;
using System.Xml;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.Xml;

/// <summary>The parsers of the threads. A parser is reused, because a new one costs 5 kB per document.</summary>
internal static class XmlParsers
{
    /// <summary>The maximum depth of nested elements.</summary>
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

    // Reading is synchronous: the thread's parser is returned before the thread requests it again.
    [ThreadStatic]
    private static XmlDictionaryReader? _spare;

    /// <summary>Returns a parser at the start of a document in UTF-8.</summary>
    /// <exception cref="TransactionStatusException">The document has no valid start (InvalidResponse).</exception>
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
            // A text that resembles a declaration but is none can cause an IndexOutOfRangeException.
            throw XmlDeclaration.Unreadable();
        }
    }

    /// <summary>Returns a parser to the pool. Closing it releases the document, whose memory is reused afterwards.</summary>
    public static void Return(XmlDictionaryReader parser, bool isSound)
    {
        parser.Close();
        if (isSound) _spare = parser;
    }
}
