namespace PaymentStatusSdk.Testing;

/// <summary>What can be wrong with an 850 notification.</summary>
[Flags]
public enum ConvergeGateNotificationDefects
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Every notification comes twice.</summary>
    Duplicate = 1,

    /// <summary>The checksum is wrong.</summary>
    BadChecksum = 2,

    /// <summary>The state is another one, and the checksum still holds: it does not cover the state.</summary>
    AlteredState = 4,

    /// <summary>The notification of the previous state follows after that of the current one.</summary>
    OutOfOrder = 8,
}
