using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PaymentStatusSdk.Json;

/// <summary>Reads and writes <see cref="Money"/> as an object with amount and currency, and rejects everything else.</summary>
/// <remarks>The amount keeps its decimal places. A numeric string is accepted too, for writers that avoid JSON numbers.</remarks>
public sealed class MoneyConverter : JsonConverter<Money>
{
    /// <inheritdoc/>
    public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("Money must be an object with amount and currency, such as {\"amount\":15.24,\"currency\":\"CAD\"}.");

        decimal? amount = null;
        string? currency = null;
        var (hasAmount, hasCurrency) = (false, false);
        for (reader.Read(); reader.TokenType == JsonTokenType.PropertyName; reader.Read())
        {
            var name = reader.GetString();
            reader.Read();
            if (IsNamed(name, nameof(Money.Amount)))
            {
                Note(ref hasAmount);
                amount = ReadAmount(ref reader);
            }
            else if (IsNamed(name, nameof(Money.Currency)))
            {
                Note(ref hasCurrency);
                currency = ReadCurrency(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        if (amount is null) throw new JsonException("Money requires an amount: a decimal number.");
        return Money.IsCurrencyCode(currency)
            ? new Money(amount.Value, currency!)
            : throw new JsonException("Money requires a currency: an ISO 4217 code of three letters, such as EUR.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(options);
        writer.WriteStartObject();
        writer.WriteNumber(Named(nameof(Money.Amount), options), value.Amount);
        writer.WriteString(Named(nameof(Money.Currency), options), value.Currency);
        writer.WriteEndObject();
    }

    // Two amounts contradict each other.
    private static void Note(ref bool has)
    {
        if (has) throw new JsonException("Money has an amount or a currency twice.");
        has = true;
    }

    private static decimal? ReadAmount(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out var amount)) return amount;
        if (reader.TokenType == JsonTokenType.String && TryParse(reader.GetString(), out amount)) return amount;
        reader.Skip();
        return null;
    }

    private static string? ReadCurrency(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String) return reader.GetString();
        reader.Skip();
        return null;
    }

    private static bool TryParse(string? text, out decimal amount) => decimal.TryParse(
        text,
        NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
        CultureInfo.InvariantCulture,
        out amount);

    private static bool IsNamed(string? name, string member) => string.Equals(name, member, StringComparison.OrdinalIgnoreCase);

    private static string Named(string member, JsonSerializerOptions options) =>
        options.PropertyNamingPolicy?.ConvertName(member) ?? member;
}
