using System.Text.Json.Serialization;

namespace PaymentStatusSdk.Simulators.Recordings;

/// <summary>The JSON of a manifest.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false,
    WriteIndented = true)]
[JsonSerializable(typeof(GatewayRecording))]
internal sealed partial class RecordingJson : JsonSerializerContext;
