using System.Collections.Frozen;

namespace PaymentStatusSdk.Simulators.ConvergeGate;

/// <summary>The plausible life cycle of a card transaction (PROTOCOL.md of the ConvergeGate adapter).</summary>
internal static class ConvergeGateStates
{
#pragma warning disable format // a table is read by its columns
    private static readonly FrozenDictionary<string, string[]> Moves = new Dictionary<string, string[]>
    {
        ["PENDING"]        = ["AUTHORIZED", "CAPTURED", "DECLINED", "ERROR"],
        ["AUTHORIZED"]     = ["CAPTURED", "CANCELED", "CANCELED_AUTO", "REVERSED"],
        ["CAPTURED"]       = ["REFUND_PENDING", "REFUNDED", "REVERSED", "CHARGEBACK"],
        ["REFUND_PENDING"] = ["REFUNDED", "CAPTURED"],
    }.ToFrozenDictionary(StringComparer.Ordinal);
#pragma warning restore format

    private static readonly FrozenSet<string> NotIn850 =
        FrozenSet.Create(StringComparer.Ordinal, "REFUND_PENDING", "REFUNDED", "CHARGEBACK", "CREDITED");

    /// <summary>Throws when PROTOCOL.md does not list the move.</summary>
    public static void Check(string from, string to)
    {
        var allowed = Moves.GetValueOrDefault(Key(from)) ?? [];
        if (Key(from) == Key(to) || allowed.Contains(Key(to))) return;
        var known = allowed.Length == 0 ? "it is an end state" : $"possible: {string.Join(", ", allowed)}";
        throw new InvalidOperationException(
            $"A card transaction does not move from '{from}' to '{to}' ({known}). Use force to make the move anyway.");
    }

    /// <summary>Whether an 850 reports the state. Refunds, credits and chargebacks have their own notifications (860, 880).</summary>
    public static bool IsReportedBy850(string state) => !NotIn850.Contains(Key(state));

    private static string Key(string value) => value.Trim().ToUpperInvariant().Replace(' ', '_');
}
