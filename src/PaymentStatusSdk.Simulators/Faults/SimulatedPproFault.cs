namespace PaymentStatusSdk.Simulators.Faults;

/// <summary>
/// Faults of PPRO: defects of the samples on the provider's GETTXSTATUS page, and of the encoding.
/// </summary>
public static class SimulatedPproFault
{
    /// <summary>A line break before every <c>&amp;</c> and at the end, as in the samples of the provider's page. PPRO only.</summary>
    public static SimulatedFault PrettyLineBreaks { get; } = Form(SimulatedFaultKind.PrettyLineBreaks);

    /// <summary><c>ERRMSG=Channel%20not&amp;20found</c>, a defect of the third sample of the provider's page. PPRO only.</summary>
    public static SimulatedFault BareAmpersand { get; } = Form(SimulatedFaultKind.BareAmpersand);

    /// <summary>A RAND value of 41 characters. PPRO only.</summary>
    public static SimulatedFault LongRand { get; } = Form(SimulatedFaultKind.LongRand);

    /// <summary>Two RAND fields. PPRO only.</summary>
    public static SimulatedFault TwoRands { get; } = Form(SimulatedFaultKind.TwoRands);

    /// <summary><c>ERRMSG</c> contains <c>%zz</c>, a truncated escape, a lone <c>%</c> and an escape that is not UTF-8. PPRO
    /// only.</summary>
    public static SimulatedFault BadEscapes { get; } = Form(SimulatedFaultKind.BadEscapes);

    /// <summary><c>ERRMSG</c> contains non-ASCII text, escaped as UTF-8. PPRO only.</summary>
    public static SimulatedFault NonAsciiMessage { get; } = Form(SimulatedFaultKind.NonAsciiMessage);

    /// <summary><c>ERRMSG</c> contains 128 characters, its documented limit. PPRO only.</summary>
    public static SimulatedFault LongMessage { get; } = Form(SimulatedFaultKind.LongMessage);

    private static SimulatedFault Form(SimulatedFaultKind kind) => new(kind, SimulatedGateway.Ppro);
}
