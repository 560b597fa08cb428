using System.Text.Json.Serialization;

namespace PaymentStatusSdk.Desjardins;

/// <summary>Generated code for what goes through the inbox.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(DesjardinsMessage))]
internal sealed partial class DesjardinsJson : JsonSerializerContext;
