using System.Net.Http.Headers;
using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.ConvergeGate.Protocol;

/// <summary>Writes command 709 for one set of options. The part that all requests share is encoded once. Thread-safe.</summary>
internal sealed class ConvergeGateRequest
{
    private static readonly MediaTypeHeaderValue XmlType = new("application/xml", "utf-8");
    private static readonly MediaTypeHeaderValue FormType = new("application/x-www-form-urlencoded");

    private readonly ConvergeGateChecksum _checksum;
    private readonly byte[] _head;
    private readonly bool _isForm;

    public ConvergeGateRequest(ConvergeGateOptions options)
    {
        Options = options;
        _checksum = new ConvergeGateChecksum(options.ApiUser, options.ApiPassword, ConvergeGateDefaults.StatusCommand, options.ApiKey);
        _head = WriteHead(options);
        _isForm = CarrierOf(options) == ConvergeGateCarrier.FormField;
        Redactor = new SecretRedactor(options.ApiPassword, options.ApiKey);
    }

    /// <summary>The options that the request was created from.</summary>
    public ConvergeGateOptions Options { get; }

    /// <summary>Redacts the account's secrets in the gateway's texts.</summary>
    public SecretRedactor Redactor { get; }

    public MediaTypeHeaderValue ContentType => _isForm ? FormType : XmlType;

    /// <summary>Returns the complete body of a request.</summary>
    /// <param name="query">The query; it has exactly one reference.</param>
    /// <param name="notify">Whether the gateway also sends notification 850.</param>
    public byte[] Encode(TransactionQuery query, bool notify)
    {
        using var xml = new RequestBuffer();
        Write(xml, query, notify);
        if (!_isForm) return xml.ToArray();
        using var form = new RequestBuffer();
        form.Write("strrequest="u8);
        FormWriter.WriteEscaped(form, xml.Span);
        return form.ToArray();
    }

    // PROTOCOL.md, section Request: children in the documented order; exactly one reference, in the XML and in the checksum.
    private void Write(RequestBuffer xml, TransactionQuery query, bool notify)
    {
        xml.Write(_head);
        if (query.GatewayReference is { } gatewayReference) WriteElement(xml, "<gatetransid>"u8, gatewayReference, "</gatetransid>"u8);
        else WriteElement(xml, "<merchanttransid>"u8, query.MerchantReference!, "</merchanttransid>"u8);
        xml.Write(notify ? "<notify>YES</notify><checksum>"u8 : "<notify>NO</notify><checksum>"u8);
        _checksum.Write(query.GatewayReference ?? query.MerchantReference!, xml.Reserve(ConvergeGateChecksum.HexLength));
        xml.Advance(ConvergeGateChecksum.HexLength);
        xml.Write("</checksum></transaction>"u8);
    }

    private static byte[] WriteHead(ConvergeGateOptions options)
    {
        using var head = new RequestBuffer();
        head.Write("<?xml version=\"1.0\" encoding=\"utf-8\"?><transaction>"u8);
        WriteElement(head, "<apiUser>"u8, options.ApiUser, "</apiUser>"u8);
        WriteElement(head, "<apiPassword>"u8, options.ApiPassword, "</apiPassword>"u8);
        WriteElement(head, "<apiCmd>"u8, ConvergeGateDefaults.StatusCommand, "</apiCmd>"u8);
        return head.ToArray();
    }

    private static void WriteElement(RequestBuffer xml, ReadOnlySpan<byte> open, string text, ReadOnlySpan<byte> close)
    {
        xml.Write(open);
        ConvergeGateXmlText.Write(xml, text);
        xml.Write(close);
    }

    private static ConvergeGateCarrier CarrierOf(ConvergeGateOptions options)
    {
        if (options.Carrier != ConvergeGateCarrier.Unknown) return options.Carrier;
        var host = options.Endpoint!.Host;
        var isGpn = host.Equals(ConvergeGateDefaults.FormFieldDomain, StringComparison.OrdinalIgnoreCase)
            || host.EndsWith("." + ConvergeGateDefaults.FormFieldDomain, StringComparison.OrdinalIgnoreCase);
        return isGpn ? ConvergeGateCarrier.FormField : ConvergeGateCarrier.RawXml;
    }
}
