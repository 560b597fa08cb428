namespace PaymentStatusSdk.Tracking.Clocks;

/// <summary>Whether an instance may rely on the time.</summary>
internal enum ClockAgreement
{
    /// <summary>The clocks have not been compared yet.</summary>
    Unknown = 0,

    /// <summary>The clock of this instance agrees with the store's.</summary>
    Agrees,

    /// <summary>The newest time in the store is old; a downtime cannot be distinguished from a wrong clock yet.</summary>
    Settling,

    /// <summary>The clocks differ by more than the allowed difference.</summary>
    Differs,
}
