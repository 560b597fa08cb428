using System.Text.Json;
using System.Text.Json.Serialization;

namespace PaymentStatusSdk.Json;

/// <summary>Writes an enum as its member's name and reads any word that it does not know as member 0, <c>Unknown</c>.</summary>
/// <remarks>So a store written by a newer version can be read by an older one, and a new word is never taken for a known one.</remarks>
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

    // TryParse would take "7" or "Captured, Declined"; only a member's name counts.
    private static TEnum Parse(string? word) =>
        Enum.TryParse<TEnum>(word, ignoreCase: true, out var value)
        && string.Equals(Enum.GetName(value), word, StringComparison.OrdinalIgnoreCase)
            ? value
            : default;

    private static string NameOf(TEnum value) => Enum.GetName(value) ?? Enum.GetName(default(TEnum))!;
}
