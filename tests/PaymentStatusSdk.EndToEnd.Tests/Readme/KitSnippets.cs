using Microsoft.AspNetCore.Builder;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.EndToEnd.Tests.Readme;

/// <summary>Examples of the readmes about reading answers and receiving callbacks, compiled.</summary>
internal static class KitSnippets
{
    public static (string? State, string? Message) ReadXml(GatewayResponse response, ref AnomalyList anomalies)
    {
        string? state = null;
        string? message = null;
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

    public static void Callbacks(WebApplication app)
    {
        // snippet
        app.MapPaymentStatusCallbacks(options =>
        {
            options.FirstByteTimeLimit = TimeSpan.FromSeconds(3);
            options.BodyTimeLimit = TimeSpan.FromSeconds(5);
            options.MaxReceivingBytes = 16 * 1024 * 1024;
        });
        // end
    }
}
