using System.Text.Json;

namespace PaymentStatusSdk.Fuzz.Naive;

/// <summary>Reads stored documents without their types.</summary>
internal static class NaiveStored
{
    private static readonly string[] Successes =
    [
        nameof(PaymentState.Captured), nameof(PaymentState.Credited), nameof(PaymentState.Approved), nameof(PaymentState.Authorized),
        nameof(PaymentState.RefundPending), nameof(PaymentState.PartiallyRefunded),
    ];

    /// <summary>Whether any value in the document is the name of a state that may be a success.</summary>
    public static bool NamesSuccess(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Values(document.RootElement).Any(value => Successes.Contains(value, StringComparer.OrdinalIgnoreCase));
    }

    private static IEnumerable<string> Values(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Values(property.Value).Append(property.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Values),
        JsonValueKind.String => [element.GetString()!],
        _ => [],
    };
}
