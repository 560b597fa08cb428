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
        if (parsed.Outcome is LookupOutcome.Answered && parsed.State is PaymentState.Unknown)
        {
            JudgeUnknown(parsed);
            return;
        }

        SurpriseException.Unless(
            parsed.Outcome == naive.Outcome && Simple(parsed.State) == Simple(naive.State), Oracle.Payment,
            $"read as {parsed.Outcome}, {parsed.State}; the naive reader says {naive.Outcome}, {naive.State}");
        // The state of one transaction must not be taken for that of another.
        Compare("reference of the gateway", parsed.GatewayReference, naive.GatewayReference);
        Compare("reference of the merchant", parsed.MerchantReference, naive.MerchantReference);
        if (parsed.Outcome is not LookupOutcome.Answered) return;
        // A merchant charges again after a failure that is final, and may ship when the money has arrived.
        SurpriseException.Unless(
            parsed.Finality == naive.Finality, Oracle.Payment,
            $"{parsed.State} is {parsed.Finality}, and {naive.Finality} for the naive reader");
        SurpriseException.Unless(
            parsed.Funds == naive.Funds, Oracle.Payment, $"the funds are {parsed.Funds}, and {naive.Funds} for the naive reader");
        // An amount that cannot be read is never equal to an expected one; one that is lost is compared with nothing.
        SurpriseException.Unless(
            parsed.Amount.Value == naive.Amount || parsed.Amount is { Value: null, IsUnreadable: true }, Oracle.Payment,
            $"the amount {parsed.Amount.Value} is {naive.Amount} for the naive reader");
        if (parsed.Amount.Value is null) return;
        // A text that is no code of a currency counts as unreadable.
        if (parsed.Amount is not { Currency: null, IsUnreadable: true }) Compare("currency", parsed.Amount.Currency, naive.Currency);
    }

    /// <summary>Requires of a state that is not known that it is not final, and that no money has arrived.</summary>
    public static void JudgeUnknown(ParsedStatus parsed) => SurpriseException.Unless(
        parsed is { Finality: Finality.Unknown, Funds: FundsState.Unknown }, Oracle.Payment,
        $"an unknown state is {parsed.Finality}, and its funds are {parsed.Funds}");

    private static void Compare(string what, string? actual, string? expected) => SurpriseException.Unless(
        Texts.Lines(actual) == Texts.Lines(expected), Oracle.Payment, $"the {what} is '{actual}', for the naive reader '{expected}'");

    // An address to visit makes Pending an ActionRequired; neither is paid or failed.
    private static PaymentState Simple(PaymentState state) => state is PaymentState.ActionRequired ? PaymentState.Pending : state;
}
