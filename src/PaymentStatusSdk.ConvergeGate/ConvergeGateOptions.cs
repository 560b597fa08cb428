using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.ConvergeGate;

/// <summary>Settings of one merchant account at ConvergeGate or another GPN DATA white label.</summary>
public sealed class ConvergeGateOptions : GatewayOptions
{
    /// <summary>Sets the adapter's defaults.</summary>
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

    /// <summary>The API key, from the merchant account. It is never sent; it ends the text under the checksum.</summary>
    /// <value>Required. A secret.</value>
    public string ApiKey { get; set; } = string.Empty;

    /// <summary>Passwords from before a change, accepted in notifications only: the gateway may take a while to use the new one.</summary>
    /// <value>Default none; at most 5. Secrets.</value>
    public IList<string> PreviousApiPasswords { get; set; } = [];

    /// <summary>Keys from before a change, accepted in notifications only.</summary>
    /// <value>Default none; at most 5. Secrets.</value>
    public IList<string> PreviousApiKeys { get; set; } = [];

    /// <summary>The root element of what notifications are answered with.</summary>
    /// <value>Default <see cref="ConvergeGateAcknowledgementRoot.Unknown"/>: <c>response</c>.</value>
    public ConvergeGateAcknowledgementRoot AcknowledgementRoot { get; set; }

    /// <summary>How the XML travels.</summary>
    /// <value>Default <see cref="ConvergeGateCarrier.Unknown"/>: by host.</value>
    public ConvergeGateCarrier Carrier { get; set; }

    /// <summary>The kind of transactions whose query tells none.</summary>
    /// <value>Default Purchase: 709 is about charges. Ask about a credit (720) with <see cref="TransactionKind.Payout"/>.</value>
    public TransactionKind DefaultKind { get; set; } = TransactionKind.Purchase;

    /// <summary>Whether a message with an unescaped <c>&amp;</c> in free text, or an entity of HTML such as <c>&amp;nbsp;</c>, is read. Answers are flagged as
    /// RepairedMarkup.</summary>
    /// <value>Default true. When false, such a message is refused. An unescaped <c>&amp;</c> in a field that decides, and an unescaped
    /// <c>&lt;</c>, are never repaired, except that an id is read when it is then the one that was asked for or is expected. Octets that do not fit the encoding are replaced in free text whatever this says.</value>
    public bool RepairAmpersands { get; set; } = true;
}
