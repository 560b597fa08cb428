using System.Text.Json.Serialization;
using PaymentStatusSdk.Simulators.ConvergeGate;
using PaymentStatusSdk.Simulators.Desjardins;
using PaymentStatusSdk.Simulators.Ppro;

namespace PaymentStatusSdk.Cli.Simulate.Control;

/// <summary>The JSON of the control API: camel case, indented, enum names as text; unknown members are rejected.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    AllowDuplicateProperties = false,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ControlOverview))]
[JsonSerializable(typeof(ControlError))]
[JsonSerializable(typeof(ConvergeGateTransactionBody))]
[JsonSerializable(typeof(PproTransactionBody))]
[JsonSerializable(typeof(DipsTransactionBody))]
[JsonSerializable(typeof(StateBody))]
[JsonSerializable(typeof(FaultBody))]
[JsonSerializable(typeof(NotificationUrlBody))]
[JsonSerializable(typeof(ControlledRequest[]))]
[JsonSerializable(typeof(ControlledDelivery[]))]
[JsonSerializable(typeof(SimulatedConvergeGateTransaction[]))]
[JsonSerializable(typeof(SimulatedPproTransaction[]))]
[JsonSerializable(typeof(SimulatedDipsTransaction[]))]
[JsonSerializable(typeof(ControlledFaults))]
internal sealed partial class ControlJson : JsonSerializerContext;
