namespace PaymentStatusSdk.Simulators.ConvergeGate;

/// <summary>The carriers that a <see cref="ConvergeGateSimulator"/> answers.</summary>
[Flags]
public enum ConvergeGateCarriers
{
    /// <summary>No carrier; not a valid setting.</summary>
    Unknown = 0,

    /// <summary>XML as the body.</summary>
    Raw = 1,

    /// <summary>Form field <c>strrequest</c>.</summary>
    Form = 2,

    /// <summary>Both carriers.</summary>
    Both = Raw | Form,
}
