namespace PaymentStatusSdk.Testing;

// Slips of the provider's 709 page and hostile XML.
public sealed partial class SimulatedFault
{
    /// <summary>The page's sample as printed, filled in: declaration without its blank, nested node unclosed, stray end tags. ConvergeGate only.</summary>
    public static SimulatedFault PrintedSample { get; } = Xml(SimulatedFaultKind.PrintedSample);

    /// <summary>As <see cref="PrintedSample"/>, with a right declaration. ConvergeGate only.</summary>
    public static SimulatedFault UnclosedNode { get; } = Xml(SimulatedFaultKind.UnclosedNode);

    /// <summary>The declaration reads <c>&lt;?xmlversion="1.0" encoding="utf-8" ?&gt;</c>. ConvergeGate only.</summary>
    public static SimulatedFault DeclarationTypo { get; } = Xml(SimulatedFaultKind.DeclarationTypo);

    /// <summary>No XML declaration. ConvergeGate and step 4 of Desjardins only.</summary>
    public static SimulatedFault NoDeclaration { get; } = Xml(SimulatedFaultKind.NoDeclaration);

    /// <summary>Empty elements hold one blank, and every value has one at both ends. ConvergeGate and step 4 of Desjardins only.</summary>
    public static SimulatedFault BlankValues { get; } = Xml(SimulatedFaultKind.BlankValues);

    /// <summary>Empty elements are left out. ConvergeGate and step 4 of Desjardins only.</summary>
    public static SimulatedFault OmittedEmpties { get; } = Xml(SimulatedFaultKind.OmittedEmpties);

    /// <summary>Ids, amount and state stand at the root, without the nested node. ConvergeGate only.</summary>
    public static SimulatedFault FlatLayout { get; } = Xml(SimulatedFaultKind.FlatLayout);

    /// <summary><c>merchantspecific1</c> holds <c>Tom &amp; Jerry</c> with a bare ampersand. ConvergeGate only.</summary>
    public static SimulatedFault RawAmpersand { get; } = Xml(SimulatedFaultKind.RawAmpersand);

    /// <summary><c>merchantspecific1</c> holds <c>1 &lt; 2</c> with a bare less-than sign. ConvergeGate only.</summary>
    public static SimulatedFault RawLessThan { get; } = Xml(SimulatedFaultKind.RawLessThan);

    /// <summary><c>merchantspecific1</c> holds <c>Tom &amp; Jerry</c> escaped twice. ConvergeGate only.</summary>
    public static SimulatedFault DoubleEscaped { get; } = Xml(SimulatedFaultKind.DoubleEscaped);

    /// <summary>Every value stands in a CDATA section. ConvergeGate only.</summary>
    public static SimulatedFault CData { get; } = Xml(SimulatedFaultKind.CData);

    /// <summary>A document type whose entities grow to a billion copies, used as the state. ConvergeGate and step 4 of Desjardins only.</summary>
    public static SimulatedFault EntityBomb { get; } = Xml(SimulatedFaultKind.EntityBomb);

    /// <summary>
    /// A document type with an external entity, used as the state, that points to <c>/external-entity</c> of the simulator itself: a
    /// client that fetches it is seen in <see cref="GatewaySimulator.Received"/>. ConvergeGate and step 4 of Desjardins only.
    /// </summary>
    public static SimulatedFault ExternalEntity { get; } = Xml(SimulatedFaultKind.ExternalEntity);

    /// <summary>The state stands below many nested elements. ConvergeGate and step 4 of Desjardins only.</summary>
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
