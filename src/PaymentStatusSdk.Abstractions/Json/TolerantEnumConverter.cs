using System.Text.Json;
using System.Text.Json.Serialization;

namespace PaymentStatusSdk.Json;

/// <summary>Writes an enum as the name of its member, and reads every unknown name as member 0, <c>Unknown</c>.</summary>
/// <remarks>An older version can therefore read a store written by a newer one, and never mistakes a new value for a known one.</remarks>
/// <typeparam name="TEnum">An enum whose member 0 is Unknown.</typeparam>
public sealed class TolerantEnumConverter<TEnum> : JsonConverter<TEnum>
    where TEnum : struct, Enum
{
    /// <inheritdoc/>
    public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String) return Parse(reader.GetString());
        reader.Skip();
        return default;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(NameOf(value));
    }

    /// <inheritdoc/>
    public override TEnum ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Parse(reader.GetString());

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WritePropertyName(NameOf(value));
    }

    // TryParse would accept "7" or "Captured, Declined"; only the name of a member is valid.
    private static TEnum Parse(string? name) =>
        Enum.TryParse<TEnum>(name, ignoreCase: true, out var value)
        && string.Equals(Enum.GetName(value), name, StringComparison.OrdinalIgnoreCase)
            ? value
            : default;

    private static string NameOf(TEnum value) => Enum.GetName(value) ?? Enum.GetName(default(TEnum))!;
}
