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
        if (parsed.Outcome is LookupOutcome.Answered && parsed.Amount.Value is { } amount)
            SurpriseException.Unless(amount == naive.Amount, Oracle.Payment, $"the amount {amount} is {naive.Amount} for the naive reader");
    }

    // An address to visit makes Pending an ActionRequired; neither is paid or failed.
    private static PaymentState Simple(PaymentState state) => state is PaymentState.ActionRequired ? PaymentState.Pending : state;
}
