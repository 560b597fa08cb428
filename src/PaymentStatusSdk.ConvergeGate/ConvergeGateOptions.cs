using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.ConvergeGate;

/// <summary>The options of one merchant account at ConvergeGate or another GPN DATA white label.</summary>
public sealed class ConvergeGateOptions : GatewayOptions
{
    /// <summary>Creates options with the adapter's defaults.</summary>
    public ConvergeGateOptions()
    {
        AttemptTimeout = ConvergeGateDefaults.AttemptTimeout;
        TotalTimeout = ConvergeGateDefaults.TotalTimeout;
        MaxRetries = ConvergeGateDefaults.MaxRetries;
    }

    /// <summary>The API user, from the merchant account.</summary>
    /// <value>Required; at most 50 characters.</value>
    public string ApiUser { get; set; } = string.Empty;

    /// <summary>The API password, from the merchant account.</summary>
    /// <value>Required; at most 50 characters. A secret.</value>
    public string ApiPassword { get; set; } = string.Empty;

    /// <summary>
    /// The API key, from the merchant account. It is never sent; it is the last part of the text that the checksum covers.
    /// </summary>
    /// <value>Required. A secret.</value>
    public string ApiKey { get; set; } = string.Empty;

    /// <summary>
    /// Former API passwords, accepted in notifications only: after a change, the gateway may send the old password for some time.
    /// </summary>
    /// <value>The default is empty; at most 5 entries. Secrets.</value>
    public IList<string> PreviousApiPasswords { get; set; } = [];

    /// <summary>Former API keys, accepted in notifications only.</summary>
    /// <value>The default is empty; at most 5 entries. Secrets.</value>
    public IList<string> PreviousApiKeys { get; set; } = [];

    /// <summary>The root element of the acknowledgement of notifications.</summary>
    /// <value>The default is <see cref="ConvergeGateAcknowledgementRoot.Unknown"/>: <c>response</c>.</value>
    public ConvergeGateAcknowledgementRoot AcknowledgementRoot { get; set; }

    /// <summary>How the HTTP request carries the XML.</summary>
    /// <value>The default is <see cref="ConvergeGateCarrier.Unknown"/>: chosen by the host of the endpoint.</value>
    public ConvergeGateCarrier Carrier { get; set; }

    /// <summary>The kind of a transaction whose query does not specify one.</summary>
    /// <value>
    /// The default is Purchase, since command 709 is about charges. Query a credit (720) with <see cref="TransactionKind.Payout"/>.
    /// </value>
    public TransactionKind DefaultKind { get; set; } = TransactionKind.Purchase;

    /// <summary>
    /// Whether a message with an unescaped <c>&amp;</c> or an HTML entity such as <c>&amp;nbsp;</c> in free text is accepted. The answer is
    /// then flagged as RepairedMarkup.
    /// </summary>
    /// <value>
    /// The default is true. When false, such a message is rejected. An unescaped <c>&lt;</c> is never repaired, nor is an unescaped
    /// <c>&amp;</c> in a deciding field, except in a reference that then equals the queried or expected one. Octets that are invalid in the
    /// encoding are replaced in free text regardless of this option.
    /// </value>
    public bool RepairAmpersands { get; set; } = true;
}
