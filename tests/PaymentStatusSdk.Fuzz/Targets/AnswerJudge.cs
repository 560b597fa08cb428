using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Fuzz.Engine;
using PaymentStatusSdk.Fuzz.Naive;

namespace PaymentStatusSdk.Fuzz.Targets;

/// <summary>Compares a parsed answer with the naive one: whatever could ship goods or charge a customer twice must be in both.</summary>
internal static class AnswerJudge
{
    public static void Judge(ParsedStatus parsed, NaiveStatus naive)
    {
        // Mismatch, and an answer without a known state, decide nothing.
        if (parsed.Outcome is LookupOutcome.Mismatch) return;
        if (parsed.Outcome is LookupOutcome.Answered && parsed.State is PaymentState.Unknown) return;
        SurpriseException.Unless(
            parsed.Outcome == naive.Outcome && Simple(parsed.State) == Simple(naive.State), Oracle.Payment,
            $"read as {parsed.Outcome}, {parsed.State}; the naive reader says {naive.Outcome}, {naive.State}");
        // The state of one transaction must not be taken for that of another.
        Compare("reference of the gateway", parsed.GatewayReference, naive.GatewayReference);
        Compare("reference of the merchant", parsed.MerchantReference, naive.MerchantReference);
        if (parsed.Outcome is not LookupOutcome.Answered || parsed.Amount.Value is not { } amount) return;
        SurpriseException.Unless(amount == naive.Amount, Oracle.Payment, $"the amount {amount} is {naive.Amount} for the naive reader");
        // A text that is no code of a currency counts as unreadable.
        if (parsed.Amount is not { Currency: null, IsUnreadable: true }) Compare("currency", parsed.Amount.Currency, naive.Currency);
    }

    private static void Compare(string what, string? actual, string? expected) => SurpriseException.Unless(
        Texts.Lines(actual) == Texts.Lines(expected), Oracle.Payment, $"the {what} is '{actual}', for the naive reader '{expected}'");

    // An address to visit makes Pending an ActionRequired; neither is paid or failed.
    private static PaymentState Simple(PaymentState state) => state is PaymentState.ActionRequired ? PaymentState.Pending : state;
}
