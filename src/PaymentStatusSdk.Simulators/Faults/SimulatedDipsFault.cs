using PaymentStatusSdk.Simulators.Desjardins;

namespace PaymentStatusSdk.Simulators.Faults;

/// <summary>
/// Faults of the steps of Desjardins. Use the faults of step 4 in <see cref="DesjardinsSimulator.CallbackFaults"/>.
/// </summary>
public static class SimulatedDipsFault
{
    /// <summary>An error document instead of the answer to step 1 or 3; the request is not executed. Desjardins only.</summary>
    /// <param name="code">The code, such as <c>WE15</c>.</param>
    /// <returns>The fault.</returns>
    public static SimulatedFault ErrorDocument(string code = "WX03")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(code);
        return new(SimulatedFaultKind.ErrorDocument, SimulatedGateway.Desjardins) { Text = code };
    }

    /// <summary>Step 4 is never sent. Desjardins step 4 only.</summary>
    public static SimulatedFault NoCallback { get; } = Callback(SimulatedFaultKind.NoCallback);

    /// <summary>Step 4 is sent twice with identical bytes. Desjardins step 4 only.</summary>
    public static SimulatedFault CallbackTwice { get; } = Callback(SimulatedFaultKind.CallbackTwice);

    /// <summary>Step 4 is sent a second time with the opposite outcome of every transaction. Desjardins step 4 only.</summary>
    public static SimulatedFault ContradictingCallback { get; } = Callback(SimulatedFaultKind.ContradictingCallback);

    /// <summary><c>merchant/@id</c> of step 4 is the id of another merchant. Desjardins step 4 only.</summary>
    public static SimulatedFault ForeignMerchant { get; } = Callback(SimulatedFaultKind.ForeignMerchant);

    /// <summary>Step 4 contains an approved transaction <c>SIMULATEDUNREQUESTED</c> besides the requested ones. Desjardins step 4
    /// only.</summary>
    public static SimulatedFault UnrequestedTransactions { get; } = Callback(SimulatedFaultKind.UnrequestedTransactions);

    /// <summary>Each transaction contains an <c>error</c> instead of its fields. Desjardins step 4 only.</summary>
    /// <param name="code">The code; made up because no real code is known.</param>
    /// <returns>The fault.</returns>
    public static SimulatedFault TransactionError(string code = "WX99")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(code);
        return new(SimulatedFaultKind.TransactionError, SimulatedGateway.DesjardinsCallback) { Text = code };
    }

    /// <summary><c>ResponseFile=</c> precedes the XML declaration. Desjardins step 4 only.</summary>
    public static SimulatedFault FormPrefix { get; } = Callback(SimulatedFaultKind.FormPrefix);

    /// <summary>All child elements of a transaction are empty; the attributes are unchanged. Desjardins step 4 only.</summary>
    public static SimulatedFault EmptyFields { get; } = Callback(SimulatedFaultKind.EmptyFields);

    /// <summary>A transaction has no child elements with values; the attributes are unchanged. Desjardins step 4 only.</summary>
    public static SimulatedFault NoFields { get; } = Callback(SimulatedFaultKind.NoFields);

    /// <summary>All child elements of a transaction contain <c>-</c>; the attributes are unchanged. Desjardins step 4 only.</summary>
    public static SimulatedFault DashFields { get; } = Callback(SimulatedFaultKind.DashFields);

    private static SimulatedFault Callback(SimulatedFaultKind kind) => new(kind, SimulatedGateway.DesjardinsCallback);
}
