using System.Text.Json;
using System.Text.Json.Serialization;

namespace PaymentStatusSdk.Tracking;

/// <summary>Source-generated JSON for tracked transactions and their changes, usable in trimmed applications.</summary>
/// <remarks>Names are camel case, enums are written as names and unknown ones read as Unknown, null members are left out. Derived members, such as
/// <see cref="TrackedTransaction.Verdict"/>, are written and ignored when reading. Stores write <see cref="StoredJson"/>, without them.</remarks>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(TrackedTransaction))]
[JsonSerializable(typeof(StatusChange))]
[JsonSerializable(typeof(StatusChangeDelivery))]
[JsonSerializable(typeof(TrackedPage))]
[JsonSerializable(typeof(StatusChangePage))]
public sealed partial class TrackingJsonContext : JsonSerializerContext;
