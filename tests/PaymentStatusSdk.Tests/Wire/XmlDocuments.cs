using System.Text;
using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.Tests.Wire;

/// <summary>Opens XML documents for tests of the reader.</summary>
internal static class XmlDocuments
{
    /// <summary>Returns a reader at the root element.</summary>
    public static GatewayXmlReader Open(string document)
    {
        var xml = new GatewayXmlReader(Encoding.UTF8.GetBytes(document));
        try
        {
            Assert.True(xml.ReadElement());
            return xml;
        }
        catch
        {
            xml.Dispose();
            throw;
        }
    }
}
