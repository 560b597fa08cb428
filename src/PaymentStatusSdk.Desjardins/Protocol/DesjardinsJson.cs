using System.Text.Json.Serialization;
using PaymentStatusSdk.Desjardins.Callbacks;

namespace PaymentStatusSdk.Desjardins.Protocol;

/// <summary>The generated JSON serializer for messages in the mailbox.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    IgnoreReadOnlyProperties = true, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(DesjardinsMessage))]
internal sealed partial class DesjardinsJson : JsonSerializerContext;
