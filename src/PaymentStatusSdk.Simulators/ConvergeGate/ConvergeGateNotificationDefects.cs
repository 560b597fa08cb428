namespace PaymentStatusSdk.Simulators.ConvergeGate;

/// <summary>The defects that an 850 notification can have.</summary>
[Flags]
public enum ConvergeGateNotificationDefects
{
    /// <summary>No defect.</summary>
    None = 0,

    /// <summary>Every notification is sent twice.</summary>
    Duplicate = 1,

    /// <summary>The checksum is wrong.</summary>
    BadChecksum = 2,

    /// <summary>The state is altered. The checksum remains valid because it does not cover the state.</summary>
    AlteredState = 4,

    /// <summary>The notification of the previous state is sent after the one of the current state.</summary>
    OutOfOrder = 8,
}
