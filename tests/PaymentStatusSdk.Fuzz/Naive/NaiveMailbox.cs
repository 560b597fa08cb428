using System.Text.Json;

namespace PaymentStatusSdk.Fuzz.Naive;

/// <summary>Reads the messages in a mailbox of Desjardins without their types.</summary>
internal static class NaiveMailbox
{
    // The order of the fields in a message.
    private const int Condition = 1;
    private const int Iso = 2;

    /// <summary>Returns the meaning of each result for a purchase; null for one that has none, or contradicts itself.</summary>
    public static List<(PaymentState State, Finality Finality)?> Meanings(byte[] json)
    {
        using var message = JsonDocument.Parse(json);
        return message.RootElement.TryGetProperty("results", out var results) && results.ValueKind == JsonValueKind.Array
            ? [.. results.EnumerateArray().Select(Meaning)]
            : [];
    }

    private static (PaymentState State, Finality Finality)? Meaning(JsonElement result)
    {
        if (result.TryGetProperty("error", out var error) && error.ValueKind != JsonValueKind.Null) return null;
        if (result.TryGetProperty("isContradictory", out var isContradictory) && isContradictory.ValueKind != JsonValueKind.False)
            return null;
        return Text(result, "approved")?.ToUpperInvariant() switch
        {
            "YES" => (PaymentState.Captured, Finality.Final),
            "NO" => NaiveDesjardinsResult.Refusal(Field(result, Condition), Field(result, Iso)),
            _ => null,
        };
    }

    private static string? Text(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string? Field(JsonElement result, int index) =>
        result.TryGetProperty("fields", out var fields) && fields.ValueKind == JsonValueKind.Array && index < fields.GetArrayLength()
        && fields[index] is { ValueKind: JsonValueKind.String } value && value.GetString() is { Length: > 0 } text
            ? text
            : null;
}
