namespace PaymentStatusSdk.Simulators.Faults;

// Faults of the content of an answer, on every gateway that has the field.
public sealed partial class SimulatedFault
{
    /// <summary>
    /// A single byte <c>E9</c> in a free text (<c>merchantspecific1</c>, <c>ERRMSG</c>): not UTF-8, and no charset declared.
    /// </summary>
    public static SimulatedFault InvalidUtf8 { get; } = new(SimulatedFaultKind.InvalidUtf8);

    /// <summary>The bytes <c>EF BB BF</c> before the answer.</summary>
    public static SimulatedFault ByteOrderMark { get; } = new(SimulatedFaultKind.ByteOrderMark);

    /// <summary>A line feed before the answer.</summary>
    public static SimulatedFault LeadingNewline { get; } = new(SimulatedFaultKind.LeadingNewline);

    /// <summary>Both ids belong to another transaction.</summary>
    public static SimulatedFault WrongId { get; } = new(SimulatedFaultKind.WrongId);

    /// <summary>Neither id is in the answer.</summary>
    public static SimulatedFault NoId { get; } = new(SimulatedFaultKind.NoId);

    /// <summary>The amount is <c>999999.99</c>. ConvergeGate and step 4 of Desjardins only.</summary>
    public static SimulatedFault WrongAmount { get; } = new(SimulatedFaultKind.WrongAmount, SimulatedGateway.ConvergeGate);

    /// <summary>The currency is <c>XTS</c>. ConvergeGate and step 4 of Desjardins only.</summary>
    public static SimulatedFault WrongCurrency { get; } = new(SimulatedFaultKind.WrongCurrency, SimulatedGateway.ConvergeGate);

    /// <summary>The query succeeded, but the answer has no state.</summary>
    public static SimulatedFault SuccessWithoutState { get; } = new(SimulatedFaultKind.SuccessWithoutState);

    /// <summary>
    /// "Not found" together with the transaction and its state. PPRO: <c>TX_NOT_FOUND</c> with the fields of a good answer.
    /// </summary>
    public static SimulatedFault NotFoundWithState { get; } = new(SimulatedFaultKind.NotFoundWithState);

    /// <summary>
    /// "Error" together with the transaction and its state. PPRO: <c>SYSTEM_ERROR</c> with the fields of a good answer.
    /// </summary>
    public static SimulatedFault ErrorWithState { get; } = new(SimulatedFaultKind.ErrorWithState);

    /// <summary>
    /// The answer in another charset, named in <c>Content-Type</c> and, for XML, in the declaration; a free text contains <c>é</c>.
    /// </summary>
    /// <param name="charset">The name of a charset that .NET supports, such as <c>iso-8859-1</c> or <c>utf-16</c>.</param>
    /// <param name="transcoded">False means that only the label is wrong and the bytes stay UTF-8.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentException">.NET does not support the charset.</exception>
    public static SimulatedFault WrongCharset(string charset, bool transcoded = true)
    {
        System.Text.Encoding.GetEncoding(charset);
        return new(SimulatedFaultKind.WrongCharset) { Text = charset, Number = transcoded ? 1 : 0 };
    }

    /// <summary>The answer contains a field twice with the same value.</summary>
    /// <param name="field">Its name on the wire. Default: the state (<c>state</c>, <c>STATUS</c>).</param>
    /// <returns>The fault.</returns>
    public static SimulatedFault DuplicateField(string? field = null) => new(SimulatedFaultKind.DuplicateField) { Text = field };

    /// <summary>The answer contains a field twice with different values; the second is plausible, but not the value of the
    /// transaction.</summary>
    /// <param name="field">Its name on the wire. Default: the state (<c>state</c>, <c>STATUS</c>).</param>
    /// <returns>The fault.</returns>
    public static SimulatedFault ConflictingField(string? field = null) => new(SimulatedFaultKind.ConflictingField) { Text = field };

    /// <summary>The state is an undocumented value.</summary>
    /// <param name="value">The value on the wire.</param>
    /// <returns>The fault.</returns>
    public static SimulatedFault UnknownState(string value = "SIMULATED_NEW_STATE")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        return new(SimulatedFaultKind.UnknownState) { Text = value };
    }

    /// <summary>
    /// The result is a value of another command: ConvergeGate <c>result</c> (default <c>PENDING</c>, from command 700), PPRO
    /// <c>REQUESTSTATUS</c> (default <c>PENDING</c>). The rest of the answer is unchanged.
    /// </summary>
    /// <param name="value">The value on the wire.</param>
    /// <returns>The fault.</returns>
    public static SimulatedFault ForeignResult(string value = "PENDING")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        return new(SimulatedFaultKind.ForeignResult) { Text = value };
    }
}
