namespace PaymentStatusSdk.Testing;

/// <summary>What can be wrong with a PPRO notification.</summary>
[Flags]
public enum PproNotificationDefects
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Every notification comes twice.</summary>
    Duplicate = 1,

    /// <summary>The hash is wrong.</summary>
    BadHash = 2,
}
