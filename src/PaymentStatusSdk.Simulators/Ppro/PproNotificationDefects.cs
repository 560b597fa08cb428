namespace PaymentStatusSdk.Simulators.Ppro;

/// <summary>The defects that a PPRO notification can have.</summary>
[Flags]
public enum PproNotificationDefects
{
    /// <summary>No defect.</summary>
    None = 0,

    /// <summary>Every notification is sent twice.</summary>
    Duplicate = 1,

    /// <summary>The hash is wrong.</summary>
    BadHash = 2,
}
