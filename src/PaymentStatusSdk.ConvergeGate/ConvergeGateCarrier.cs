namespace PaymentStatusSdk.ConvergeGate;

/// <summary>How the XML of a command travels in the HTTP request. <c>PROTOCOL.md, carrier</c></summary>
public enum ConvergeGateCarrier
{
    /// <summary>Not told: <see cref="FormField"/> for hosts below txpmnts.com, else <see cref="RawXml"/>.</summary>
    Unknown = 0,

    /// <summary>The body is the XML itself, as <c>application/xml</c>.</summary>
    RawXml = 1,

    /// <summary>The XML is the one form field <c>strrequest</c>, percent-encoded once.</summary>
    FormField = 2,
}
