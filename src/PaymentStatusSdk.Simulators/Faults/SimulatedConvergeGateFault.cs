namespace PaymentStatusSdk.Simulators.Faults;

/// <summary>
/// Faults of ConvergeGate: defects of the samples on the provider's 709 page, and hostile XML. Some also apply to step 4 of Desjardins.
/// </summary>
public static class SimulatedConvergeGateFault
{
    /// <summary>The sample of the provider's page as printed, filled in: no blank in the declaration, an unclosed nested node, stray end
    /// tags. ConvergeGate only.</summary>
    public static SimulatedFault PrintedSample { get; } = Xml(SimulatedFaultKind.PrintedSample);

    /// <summary>As <see cref="PrintedSample"/>, with a correct declaration. ConvergeGate only.</summary>
    public static SimulatedFault UnclosedNode { get; } = Xml(SimulatedFaultKind.UnclosedNode);

    /// <summary>The declaration reads <c>&lt;?xmlversion="1.0" encoding="utf-8" ?&gt;</c>. ConvergeGate only.</summary>
    public static SimulatedFault DeclarationTypo { get; } = Xml(SimulatedFaultKind.DeclarationTypo);

    /// <summary>No XML declaration. ConvergeGate and step 4 of Desjardins only.</summary>
    public static SimulatedFault NoDeclaration { get; } = Xml(SimulatedFaultKind.NoDeclaration);

    /// <summary>Empty elements contain one blank, and every value has a blank at both ends. ConvergeGate and step 4 of Desjardins
    /// only.</summary>
    public static SimulatedFault BlankValues { get; } = Xml(SimulatedFaultKind.BlankValues);

    /// <summary>Empty elements are omitted. ConvergeGate and step 4 of Desjardins only.</summary>
    public static SimulatedFault OmittedEmpties { get; } = Xml(SimulatedFaultKind.OmittedEmpties);

    /// <summary>Ids, amount and state are children of the root, without the nested node. ConvergeGate only.</summary>
    public static SimulatedFault FlatLayout { get; } = Xml(SimulatedFaultKind.FlatLayout);

    /// <summary><c>merchantspecific1</c> contains <c>Tom &amp; Jerry</c> with a bare ampersand. ConvergeGate only.</summary>
    public static SimulatedFault RawAmpersand { get; } = Xml(SimulatedFaultKind.RawAmpersand);

    /// <summary><c>merchantspecific1</c> contains <c>1 &lt; 2</c> with a bare less-than sign. ConvergeGate only.</summary>
    public static SimulatedFault RawLessThan { get; } = Xml(SimulatedFaultKind.RawLessThan);

    /// <summary><c>merchantspecific1</c> contains <c>Tom &amp; Jerry</c> escaped twice. ConvergeGate only.</summary>
    public static SimulatedFault DoubleEscaped { get; } = Xml(SimulatedFaultKind.DoubleEscaped);

    /// <summary>Every value is in a CDATA section. ConvergeGate only.</summary>
    public static SimulatedFault CData { get; } = Xml(SimulatedFaultKind.CData);

    /// <summary>A document type whose entities expand to a billion copies, used as the state. ConvergeGate and step 4 of Desjardins
    /// only.</summary>
    public static SimulatedFault EntityBomb { get; } = Xml(SimulatedFaultKind.EntityBomb);

    /// <summary>
    /// A document type with an external entity, used as the state, that points to <c>/external-entity</c> of the simulator itself.
    /// The request of a client that fetches it is in <see cref="GatewaySimulator.Received"/>. ConvergeGate and step 4 of Desjardins only.
    /// </summary>
    public static SimulatedFault ExternalEntity { get; } = Xml(SimulatedFaultKind.ExternalEntity);

    /// <summary>The state is inside many nested elements. ConvergeGate and step 4 of Desjardins only.</summary>
    /// <param name="levels">1 to 10,000,000.</param>
    /// <returns>The fault.</returns>
    public static SimulatedFault DeepNesting(int levels = 100_000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(levels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(levels, 10_000_000);
        return new(SimulatedFaultKind.DeepNesting, SimulatedGateway.ConvergeGate) { Number = levels };
    }

    private static SimulatedFault Xml(SimulatedFaultKind kind) => new(kind, SimulatedGateway.ConvergeGate);
}
