namespace PaymentStatusSdk.Tracking;

/// <summary>Whether an instance may act on the time.</summary>
internal enum ClockAgreement
{
    /// <summary>The clocks have not been compared yet.</summary>
    Unknown = 0,

    /// <summary>The clock of this instance agrees with the store's.</summary>
    Agrees,

    /// <summary>Nothing was noted for so long that a downtime cannot be distinguished from a wrong clock yet.</summary>
    Settling,

    /// <summary>The clocks differ by more than is allowed.</summary>
    Differs,
}
