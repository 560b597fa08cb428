namespace PaymentStatusSdk.Simulators.Desjardins;

/// <summary>The outcome of a transaction in <see cref="DesjardinsSimulator"/>. The names belong to this simulator, not to the
/// wire.</summary>
public enum DipsOutcome
{
    /// <summary>Not decided yet; treated as a transaction that is too young, see
    /// <see cref="DesjardinsSimulatorOptions.YoungTransaction"/>.</summary>
    Pending = 0,

    /// <summary><c>approved="yes"</c>, condition code 1, ISO code 00; as seen.</summary>
    Approved,

    /// <summary><c>approved="no"</c>, condition code 117, no ISO code; as seen.</summary>
    NotCompleted,

    /// <summary><c>approved="no"</c>, condition code 103, no ISO code; as seen when the shopper canceled.</summary>
    Canceled,

    /// <summary><c>approved="no"</c> with ISO code 05: made up for this simulator because no sample of a decline by the issuer is
    /// public.</summary>
    Declined,
}
