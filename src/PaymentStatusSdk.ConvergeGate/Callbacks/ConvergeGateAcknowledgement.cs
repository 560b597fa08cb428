using PaymentStatusSdk.Adapters.Callbacks;
using PaymentStatusSdk.Adapters.Wire;
using PaymentStatusSdk.Callbacks;
using PaymentStatusSdk.ConvergeGate.Protocol;

namespace PaymentStatusSdk.ConvergeGate.Callbacks;

/// <summary>Writes the acknowledgement of a notification. See <c>PROTOCOL.md</c>, section Notifications.</summary>
internal static class ConvergeGateAcknowledgement
{
    private const string ContentType = "application/xml; charset=utf-8";

    /// <summary>Acknowledges the notification, so that the gateway stops redelivering it.</summary>
    public static GatewayCallbackReply Ok(ConvergeGateNotification notification, ConvergeGateOptions options, CallbackVerdict verdict)
    {
        using var xml = new RequestBuffer();
        var isTransaction = options.AcknowledgementRoot == ConvergeGateAcknowledgementRoot.Transaction;
        xml.Write("<?xml version=\"1.0\" encoding=\"utf-8\"?>"u8);
        xml.Write(isTransaction ? "<transaction><result>OK</result><gatetransid>"u8 : "<response><result>OK</result><gatetransid>"u8);
        ConvergeGateXmlText.Write(xml, notification.GatewayReference);
        xml.Write("</gatetransid><merchanttransid>"u8);
        ConvergeGateXmlText.Write(xml, notification.MerchantReference);
        xml.Write("</merchanttransid><errorcode/><errormessage/>"u8);
        xml.Write(isTransaction ? "</transaction>"u8 : "</response>"u8);
        return new GatewayCallbackReply(200, ContentType, xml.ToArray(), verdict);
    }

    /// <summary>Rejects the message; the reply contains only what the protocol requires.</summary>
    public static GatewayCallbackReply Error(ConvergeGateOptions options)
    {
        var body = options.AcknowledgementRoot == ConvergeGateAcknowledgementRoot.Transaction
            ? "<?xml version=\"1.0\" encoding=\"utf-8\"?><transaction><result>ERROR</result></transaction>"u8
            : "<?xml version=\"1.0\" encoding=\"utf-8\"?><response><result>ERROR</result></response>"u8;
        return new GatewayCallbackReply(400, ContentType, body.ToArray(), CallbackVerdict.Refused);
    }
}
