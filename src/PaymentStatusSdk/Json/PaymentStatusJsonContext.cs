using System.Text.Json;
using System.Text.Json.Serialization;

namespace PaymentStatusSdk.Json;

/// <summary>Source-generated JSON for results, queries and beliefs: usable in trimmed and AOT applications.</summary>
/// <remarks>Names are camel case, enums are words, null members are left out, sensitive fields are never written. Derived members, such as
/// <see cref="TransactionStatusResult.Verdict"/>, are written and ignored when reading: they are computed anew.</remarks>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(TransactionStatusResult))]
[JsonSerializable(typeof(TransactionQuery))]
[JsonSerializable(typeof(StatusBelief))]
[JsonSerializable(typeof(IReadOnlyList<TransactionStatusResult>))]
[JsonSerializable(typeof(IReadOnlyList<StatusBelief>))]
public sealed partial class PaymentStatusJsonContext : JsonSerializerContext;
