using System.Text.Json;

namespace PaymentStatusSdk.Fuzz.Naive;

/// <summary>Reads stored documents without their types.</summary>
internal static class NaiveStored
{
    private static readonly string[] Charges = ["", "Unknown", "Purchase", "Preauthorization", "Completion"];

    // The state of a charge or a payout that was made once.
    private static readonly string[] Paid = ["Captured", "Credited", "RefundPending", "PartiallyRefunded", "ChargedBack"];

    /// <summary>Whether the document of a transaction, or of a change, says that its payment was made.</summary>
    public static bool IsSuccess(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var transaction = Member(root, "transaction") ?? root;
        if (Member(transaction, "hasMismatch") is { ValueKind: JsonValueKind.True }) return false;
        if (Member(transaction, "belief") is not { } belief) return false;
        var kind = Text(belief, "kind");
        var isUnknownKind = !Enum.GetNames<TransactionKind>().Contains(kind, StringComparer.OrdinalIgnoreCase);
        var isSuccess = Text(Member(belief, "strongest"), "state").ToUpperInvariant() switch
        {
            "CAPTURED" => isUnknownKind || Charges.Contains(kind, StringComparer.OrdinalIgnoreCase),
            "CREDITED" => kind.Equals("Payout", StringComparison.OrdinalIgnoreCase),
            _ => false,
        };
        return isSuccess && Paid.Contains(Text(Member(belief, "latest"), "state"), StringComparer.OrdinalIgnoreCase);
    }

    private static string Text(JsonElement? owner, string name) =>
        owner is { } element && Member(element, name) is { ValueKind: JsonValueKind.String } value ? value.GetString()! : "";

    // Null when there is none, and when there are several.
    private static JsonElement? Member(JsonElement owner, string name)
    {
        if (owner.ValueKind != JsonValueKind.Object) return null;
        var found = owner.EnumerateObject().Where(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
        return found.Count == 1 ? found[0].Value : null;
    }
}
