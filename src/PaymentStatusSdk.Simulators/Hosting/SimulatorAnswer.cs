using PaymentStatusSdk.Simulators.Faults;

namespace PaymentStatusSdk.Simulators.Hosting;

/// <summary>An answer before it is delivered.</summary>
/// <param name="Body">The bytes of a correct delivery.</param>
/// <param name="ContentType">The <c>Content-Type</c> header.</param>
/// <param name="Instead">A refusal that an option of the simulator sends instead of the body, unless a fault is scripted.</param>
/// <param name="AfterSent">The action after the answer was sent, such as a notification.</param>
internal readonly record struct SimulatorAnswer(
    ReadOnlyMemory<byte> Body, string ContentType, SimulatedFault? Instead = null, Action? AfterSent = null);
