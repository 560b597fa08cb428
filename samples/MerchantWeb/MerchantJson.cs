using System.Text.Json;
using System.Text.Json.Serialization;

namespace PaymentStatusSdk.Samples.MerchantWeb;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(PaymentView))]
[JsonSerializable(typeof(IReadOnlyList<PaymentView>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(StartRequest))]
[JsonSerializable(typeof(MoveRequest))]
internal sealed partial class MerchantJson : JsonSerializerContext;
