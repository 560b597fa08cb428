using Microsoft.AspNetCore.Http;
using PaymentStatusSdk.Simulators.Faults;

namespace PaymentStatusSdk.Simulators.Hosting;

/// <summary>A received status query.</summary>
/// <param name="Body">The bytes of the request body.</param>
/// <param name="Carrier">The carrier of the message.</param>
/// <param name="Fault">The fault to inject; null means none.</param>
/// <param name="IsOverLimit">Whether the query exceeds the limit of concurrent calls.</param>
/// <param name="Http">The HTTP request.</param>
internal readonly record struct SimulatorQuery(
    ReadOnlyMemory<byte> Body, RequestCarrier Carrier, SimulatedFault? Fault, bool IsOverLimit, HttpContext Http);
