using Microsoft.AspNetCore.Http;

namespace PaymentStatusSdk.Testing;

/// <summary>A status query as it came in.</summary>
/// <param name="Body">The bytes.</param>
/// <param name="Carrier">How they were carried.</param>
/// <param name="Fault">What is to go wrong; null: nothing.</param>
/// <param name="IsOverLimit">Whether it is one too many at the same time.</param>
/// <param name="Http">The request.</param>
internal readonly record struct SimulatorQuery(
    ReadOnlyMemory<byte> Body, RequestCarrier Carrier, SimulatedFault? Fault, bool IsOverLimit, HttpContext Http);
