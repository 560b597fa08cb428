using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.Desjardins.Protocol;

/// <summary>Writes the inferred format, with the names from the options. See <c>PROTOCOL.md</c>, section Request.</summary>
internal sealed class DesjardinsStatusFormat : IDesjardinsStatusFormat
{
    /// <summary>The name of the parameter with the token, when the token is not in the path.</summary>
    public const string TokenParameter = "token";

    public void Write(RequestBuffer buffer, DesjardinsStatusRequest request)
    {
        var options = request.Options;
        var xml = new DesjardinsXmlWriter(buffer);
        xml.Declare(options.RequestEncoding);
        xml.Raw("<request><merchant"u8);
        xml.Attribute("id", options.MerchantId);
        xml.Attribute("key", options.MerchantKey);
        xml.Raw("><transactions><transaction"u8);
        xml.Attribute("id", request.TransactionId);
        xml.Attribute("key", request.TransactionKey);
        xml.Attribute("type", options.StatusType);
        if (options.IncludeCurrency) xml.Raw(" currency=\"CAD\" currencyText=\"$CAD\""u8);
        xml.Raw(">"u8);
        if (!string.IsNullOrEmpty(options.Language)) xml.Element(options.LanguageElement, options.Language);
        WriteTransactions(xml, options, request.MerchantReferences);
        WriteUrl(xml, request);
        xml.Raw("</transaction></transactions></merchant></request>"u8);
    }

    private static void WriteTransactions(DesjardinsXmlWriter xml, DesjardinsOptions options, IReadOnlyList<string> merchantReferences)
    {
        var hasContainer = !string.IsNullOrEmpty(options.TransactionContainer);
        if (hasContainer) xml.Open(options.TransactionContainer);
        foreach (var merchantReference in merchantReferences)
        {
            xml.Start(options.TransactionElement);
            xml.Attribute(options.TransactionIdAttribute, merchantReference);
            xml.Raw("/>"u8);
        }

        if (hasContainer) xml.Close(options.TransactionContainer);
    }

    private static void WriteUrl(DesjardinsXmlWriter xml, DesjardinsStatusRequest request)
    {
        xml.Raw("<urls><url name=\"response\">"u8);
        xml.Element("path", request.ResponseUrl.AbsoluteUri);
        if (request.Token is { } token)
        {
            xml.Raw("<parameters><parameter"u8);
            xml.Attribute("name", TokenParameter);
            xml.Raw(">"u8);
            xml.Text(token);
            xml.Raw("</parameter></parameters>"u8);
        }

        xml.Raw("</url></urls>"u8);
    }
}
