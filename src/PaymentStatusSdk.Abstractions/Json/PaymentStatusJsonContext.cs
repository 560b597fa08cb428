using System.Text.Json;
using System.Text.Json.Serialization;

namespace PaymentStatusSdk.Json;

/// <summary>Source-generated JSON serialization of results, queries and beliefs, for trimmed and AOT applications too.</summary>
/// <remarks>Names are camel case, enums are strings, null members are omitted, and sensitive fields are never written. Computed members,
/// such as <see cref="TransactionStatusResult.Verdict"/>, are written but ignored when reading: they are computed again. An
/// object that has a member twice cannot be read.</remarks>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(TransactionStatusResult))]
[JsonSerializable(typeof(TransactionQuery))]
[JsonSerializable(typeof(StatusBelief))]
[JsonSerializable(typeof(IReadOnlyList<TransactionStatusResult>))]
[JsonSerializable(typeof(IReadOnlyList<StatusBelief>))]
public sealed partial class PaymentStatusJsonContext : JsonSerializerContext;
