using System.Text.Json.Serialization;
using PaymentStatusSdk.Cli.Doctor;
using PaymentStatusSdk.Cli.Payments;
using PaymentStatusSdk.Cli.Queries;
using PaymentStatusSdk.Cli.Record;
using PaymentStatusSdk.Cli.Simulate;
using PaymentStatusSdk.Cli.Trigger;

namespace PaymentStatusSdk.Cli.Output;

/// <summary>The JSON of the tool: camel case, one line, enum names as text. Characters outside ASCII are escaped.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    AllowDuplicateProperties = false,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(CliDocument))]
[JsonSerializable(typeof(DoctorData))]
[JsonSerializable(typeof(HistoryData))]
[JsonSerializable(typeof(OperationData))]
[JsonSerializable(typeof(PaymentData))]
[JsonSerializable(typeof(RecordData))]
[JsonSerializable(typeof(SimulateData))]
[JsonSerializable(typeof(TrackedListData))]
[JsonSerializable(typeof(TriggerData))]
internal sealed partial class CliJson : JsonSerializerContext;
