using System.Text.Json;

namespace PaymentStatusSdk.Fuzz.Naive;

/// <summary>Reads stored documents without their types.</summary>
internal static class NaiveStored
{
    private static readonly string[] Unpaid = ["DECLINED", "FAILED", "CANCELED", "EXPIRED"];
    private static readonly string[] Paid = ["CAPTURED", "CREDITED", "REFUNDPENDING", "PARTIALLYREFUNDED", "CHARGEDBACK"];
    private static readonly string[] Back = ["REFUNDED", "REVERSED"];

    /// <summary>Returns the verdict of the document of a transaction, or of a change; Unknown or Undecided are not distinguished.</summary>
    public static PaymentVerdict VerdictOf(string json)
    {
        using var document = JsonDocument.Parse(json);
        var transaction = TransactionOf(document);
        if (Member(transaction, "hasMismatch") is { ValueKind: JsonValueKind.True }) return PaymentVerdict.Unknown;
        if (Member(transaction, "belief") is not { } belief) return PaymentVerdict.Unknown;
        var (strongest, latest) = (Text(Member(belief, "strongest"), "state"), Text(Member(belief, "latest"), "state"));
        // Observations of different classes contradict each other.
        if (!new[] { Unpaid, Paid, Back }.Any(states => states.Contains(strongest) && states.Contains(latest)))
            return PaymentVerdict.Unknown;
        return (strongest, Text(belief, "kind")) switch
        {
            ("REVERSED", _) => PaymentVerdict.Returned,
            ("CREDITED", "PAYOUT") => PaymentVerdict.Success,
            ("CREDITED", _) or ("CAPTURED", "CANCELLATION" or "REFUND" or "PAYOUT") => PaymentVerdict.Unknown,
            ("CAPTURED", _) => PaymentVerdict.Success,
            ("DECLINED" or "FAILED" or "CANCELED" or "EXPIRED", "PURCHASE" or "PREAUTHORIZATION" or "PAYOUT") => PaymentVerdict.Failure,
            ("DECLINED" or "FAILED" or "CANCELED" or "EXPIRED", _) or (_, "PAYOUT") => PaymentVerdict.Unknown,
            _ => PaymentVerdict.Returned,
        };
    }

    /// <summary>Whether the expected amount of the document is one amount with one currency.</summary>
    public static bool HasOneExpectedAmount(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Member(TransactionOf(document), "query") is { } query && Member(query, "expectedAmount") is { } money
            && Member(money, "amount") is not null && Member(money, "currency") is not null;
    }

    /// <summary>Whether the strongest observation of the document has this value in this member.</summary>
    public static bool Says(string json, string member, string value)
    {
        using var document = JsonDocument.Parse(json);
        return Member(TransactionOf(document), "belief") is { } belief
            && string.Equals(Text(Member(belief, "strongest"), member), value, StringComparison.OrdinalIgnoreCase);
    }

    private static JsonElement TransactionOf(JsonDocument document) =>
        Member(document.RootElement, "transaction") ?? document.RootElement;

    private static string Text(JsonElement? owner, string name) =>
        owner is { } element && Member(element, name) is { ValueKind: JsonValueKind.String } value
            ? value.GetString()!.ToUpperInvariant()
            : "";

    // Null when there is none, and when there are several.
    private static JsonElement? Member(JsonElement owner, string name)
    {
        if (owner.ValueKind != JsonValueKind.Object) return null;
        var found = owner.EnumerateObject().Where(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
        return found.Count == 1 ? found[0].Value : null;
    }
}
