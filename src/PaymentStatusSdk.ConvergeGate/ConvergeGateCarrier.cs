namespace PaymentStatusSdk.ConvergeGate;

/// <summary>How the HTTP request carries the XML of a command. See <c>PROTOCOL.md</c>, section Carrier.</summary>
public enum ConvergeGateCarrier
{
    /// <summary>Not specified: <see cref="FormField"/> for txpmnts.com and hosts below it, otherwise <see cref="RawXml"/>.</summary>
    Unknown = 0,

    /// <summary>The body is the XML itself, with the type <c>application/xml</c>.</summary>
    RawXml = 1,

    /// <summary>The XML is the only form field, <c>strrequest</c>, percent-encoded once.</summary>
    FormField = 2,
}
