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
        if (reader.TokenType == JsonTokenType.String)
        {
            var word = reader.GetString();
            // TryParse would take "7" or "Captured, Declined"; only a member's name counts.
            return Enum.TryParse<TEnum>(word, ignoreCase: true, out var value) && IsNameOf(value, word) ? value : default;
        }

        reader.Skip();
        return default;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(Enum.GetName(value) ?? Enum.GetName(default(TEnum)));
    }

    private static bool IsNameOf(TEnum value, string? word) =>
        Enum.GetName(value) is { } name && string.Equals(name, word, StringComparison.OrdinalIgnoreCase);
}
