using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.EndToEnd.Tests.Readme;

internal static class XmlSnippets
{
    public static (string? State, string? Message) ReadSoap(GatewayResponse response, ref AnomalyList anomalies)
    {
        string? state = null, message = null;

        // snippet
        using var xml = new GatewayXmlReader(response.Body, response.Charset);
        while (xml.ReadElement())
        {
            if (xml.Depth == 3 && xml.Is("State", "urn:bank")) state = xml.ReadText();
            else if (xml.Depth == 3 && xml.Is("Message", "urn:bank")) message = xml.ReadFreeText();
        }

        xml.NoteRepairs(ref anomalies);
        // end
        return (state, message);
    }
}
