namespace PaymentStatusSdk.ConvergeGate;

/// <summary>The root element of what a notification is answered with. <c>PROTOCOL.md, notifications</c></summary>
public enum ConvergeGateAcknowledgementRoot
{
    /// <summary>Not told: <see cref="Response"/>.</summary>
    Unknown = 0,

    /// <summary><c>response</c>, as in the provider's sample.</summary>
    Response = 1,

    /// <summary><c>transaction</c>, as public client code answers.</summary>
    Transaction = 2,
}
