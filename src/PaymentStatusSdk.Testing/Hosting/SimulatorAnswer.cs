namespace PaymentStatusSdk.Testing;

/// <summary>An answer before it is delivered.</summary>
/// <param name="Body">The bytes of a right delivery.</param>
/// <param name="ContentType">The header.</param>
/// <param name="Instead">A refusal that is delivered in place of the body, by an option of the simulator.</param>
/// <param name="AfterSent">What follows the answer, such as a notification.</param>
internal readonly record struct SimulatorAnswer(
    ReadOnlyMemory<byte> Body, string ContentType, SimulatedFault? Instead = null, Action? AfterSent = null);
