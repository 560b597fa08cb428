namespace PaymentStatusSdk.Testing;

// Faults of the two phases of Desjardins. Those of step 4 go into DesjardinsSimulator.CallbackFaults.
public sealed partial class SimulatedFault
{
    /// <summary>An error document instead of the answer to step 1 or 3; the request is not carried out. Desjardins only.</summary>
    /// <param name="code">The code, such as <c>WE15</c>.</param>
    /// <returns>The fault.</returns>
    public static SimulatedFault ErrorDocument(string code = "WX03")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(code);
        return new(SimulatedFaultKind.ErrorDocument, SimulatedGateway.Desjardins) { Text = code };
    }

    /// <summary>Step 4 never comes. Desjardins step 4 only.</summary>
    public static SimulatedFault NoCallback { get; } = Callback(SimulatedFaultKind.NoCallback);

    /// <summary>Step 4 comes twice, byte for byte the same. Desjardins step 4 only.</summary>
    public static SimulatedFault CallbackTwice { get; } = Callback(SimulatedFaultKind.CallbackTwice);

    /// <summary>Step 4 comes a second time with the opposite outcome of every target. Desjardins step 4 only.</summary>
    public static SimulatedFault ContradictingCallback { get; } = Callback(SimulatedFaultKind.ContradictingCallback);

    /// <summary><c>merchant/@id</c> of step 4 is another merchant's. Desjardins step 4 only.</summary>
    public static SimulatedFault ForeignMerchant { get; } = Callback(SimulatedFaultKind.ForeignMerchant);

    /// <summary>Step 4 holds an approved transaction <c>SIMULATEDUNASKED</c> besides the asked ones. Desjardins step 4 only.</summary>
    public static SimulatedFault UnaskedTargets { get; } = Callback(SimulatedFaultKind.UnaskedTargets);

    /// <summary>Each target holds an <c>error</c> instead of its fields. Desjardins step 4 only.</summary>
    /// <param name="code">The code; made up, none is known.</param>
    /// <returns>The fault.</returns>
    public static SimulatedFault TargetError(string code = "WX99")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(code);
        return new(SimulatedFaultKind.TargetError, SimulatedGateway.DesjardinsCallback) { Text = code };
    }

    /// <summary><c>ResponseFile=</c> before the XML declaration. Desjardins step 4 only.</summary>
    public static SimulatedFault FormPrefix { get; } = Callback(SimulatedFaultKind.FormPrefix);

    /// <summary>All child elements of a target are empty; its attributes stay. Desjardins step 4 only.</summary>
    public static SimulatedFault EmptyFields { get; } = Callback(SimulatedFaultKind.EmptyFields);

    /// <summary>A target has no child elements with values; its attributes stay. Desjardins step 4 only.</summary>
    public static SimulatedFault NoFields { get; } = Callback(SimulatedFaultKind.NoFields);

    /// <summary>All child elements of a target hold <c>-</c>; its attributes stay. Desjardins step 4 only.</summary>
    public static SimulatedFault DashFields { get; } = Callback(SimulatedFaultKind.DashFields);

    private static SimulatedFault Callback(SimulatedFaultKind kind) => new(kind, SimulatedGateway.DesjardinsCallback);
}
