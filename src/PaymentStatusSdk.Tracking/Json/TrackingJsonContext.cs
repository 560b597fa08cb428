using System.Text.Json;
using System.Text.Json.Serialization;

namespace PaymentStatusSdk.Tracking.Json;

/// <summary>Source-generated JSON for tracked transactions and their changes, usable in trimmed applications.</summary>
/// <remarks>
/// Names are camel case. Enums are written by name, and unknown names are read as Unknown. Null members are omitted. Derived members, such
/// as <see cref="TrackedTransaction.Verdict"/>, are written, and ignored when read. Stores use <see cref="StoredJson"/>, which omits them.
/// An object that has a member twice cannot be read.
/// </remarks>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(TrackedTransaction))]
[JsonSerializable(typeof(StatusChange))]
[JsonSerializable(typeof(StatusChangeDelivery))]
[JsonSerializable(typeof(TrackedPage))]
[JsonSerializable(typeof(StatusChangePage))]
public sealed partial class TrackingJsonContext : JsonSerializerContext;
