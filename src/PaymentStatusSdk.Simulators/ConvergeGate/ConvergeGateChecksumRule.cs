namespace PaymentStatusSdk.Simulators.ConvergeGate;

/// <summary>The rule by which a <see cref="ConvergeGateSimulator"/> verifies checksums.</summary>
public enum ConvergeGateChecksumRule
{
    /// <summary>Not set; works as <see cref="IgnoreCase"/>.</summary>
    Unknown = 0,

    /// <summary>Upper-case hex digits are accepted as well.</summary>
    IgnoreCase,

    /// <summary>Lower-case hex digits only.</summary>
    CaseSensitive,

    /// <summary>Not verified.</summary>
    Off,
}
