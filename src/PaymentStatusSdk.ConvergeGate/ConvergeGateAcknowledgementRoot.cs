namespace PaymentStatusSdk.ConvergeGate;

/// <summary>The root element of the acknowledgement of a notification. See <c>PROTOCOL.md</c>, section Notifications.</summary>
public enum ConvergeGateAcknowledgementRoot
{
    /// <summary>Not specified: <see cref="Response"/> is used.</summary>
    Unknown = 0,

    /// <summary><c>response</c>, as in the provider's sample.</summary>
    Response = 1,

    /// <summary><c>transaction</c>, as in public client code.</summary>
    Transaction = 2,
}
