using System.Text.Json;
using System.Text.Json.Serialization;

namespace PaymentStatusSdk.Samples.MerchantWeb;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Overview))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(StartRequest))]
[JsonSerializable(typeof(MoveRequest))]
[JsonSerializable(typeof(SwitchRequest))]
internal sealed partial class ShopJson : JsonSerializerContext;
