using System.Text.Json;
using System.Text.Json.Serialization;

namespace PaymentStatusSdk.Json;

/// <summary>Reads and writes <see cref="GatewayFields"/> as a JSON object of strings; values of other types are skipped.</summary>
public sealed class GatewayFieldsConverter : JsonConverter<GatewayFields>
{
    /// <inheritdoc/>
    public override GatewayFields Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return GatewayFields.Empty;
        }

        var fields = new List<KeyValuePair<string, string>>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (reader.TokenType == JsonTokenType.String) fields.Add(new(name, reader.GetString()!));
            else reader.Skip();
        }

        return fields.Count == 0 ? GatewayFields.Empty : new GatewayFields([.. fields]);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, GatewayFields value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStartObject();
        foreach (var (name, text) in value) writer.WriteString(name, text);
        writer.WriteEndObject();
    }
}
